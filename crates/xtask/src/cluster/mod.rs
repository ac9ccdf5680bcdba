//! A real Kubernetes on this machine, for tests: `cargo xtask cluster up | down | status`.
//!
//! etcd comes from the distribution, everything else is built from the Go modules pinned in `e2e/cluster/`. It listens on
//! loopback and on a bridge of its own, keeps its files in one folder of the cache, and is found again by a mark in
//! the environment of its processes, so that `down` cleans up after a crash as well.

mod control_plane;
mod files;
mod images;
mod instance;
mod node;
mod options;
mod pki;
mod process;
mod releases;
mod tools;

use anyhow::{Context as _, Result};

pub(crate) use self::control_plane::kubectl;
pub(crate) use self::images::WEB as WEB_IMAGE;
pub(crate) use self::instance::Instance;
pub(crate) use self::node::NAME as NODE;
pub(crate) use self::options::Options;
pub(crate) use self::process::wait_for;
pub(crate) use self::releases::Release;
pub(crate) use self::tools::Missing;
use crate::repo::Repo;

pub(crate) const USAGE: &str = "\
usage: cargo xtask cluster up [--name NAME] [--version 1.34] [--no-node] [--encrypt] [--weak LIST]
       cargo xtask cluster down [--name NAME | --all]
       cargo xtask cluster status

  --name NAME      one of several clusters side by side (default: dev)
  --version MINOR  a version pinned in e2e/cluster (default: 1.34)
  --no-node        the control plane alone; also what happens without root
  --encrypt        encrypt Secrets in etcd
  --weak LIST      make it weak on purpose, by commas: anonymous, always-allow, plain-etcd, no-audit, kubelet, all";

/// Runs `cluster COMMAND`.
pub(crate) fn run(repo: &Repo, args: &[&str]) -> Result<()> {
    match args {
        ["up", rest @ ..] => {
            let options = Options::parse(repo, rest)?;
            let instance = up(repo, &options)?;
            instance.tell();
            Ok(())
        }
        ["down", "--all"] => Instance::all()?.iter().try_for_each(Instance::down),
        ["down"] => Instance::named(options::DEFAULT_NAME)?.down(),
        ["down", "--name", name] => Instance::named(name)?.down(),
        ["status"] => status(),
        _ => anyhow::bail!("{USAGE}"),
    }
}

/// Builds what is missing, cleans what an earlier run left under this name, and starts.
pub(crate) fn up(repo: &Repo, options: &Options) -> Result<Instance> {
    let with_node = options.node && tools::is_root();
    tools::require(with_node)?;
    let binaries = releases::build(repo, &options.release)?;
    let instance = Instance::create(&options.name)?;
    match start(&instance, options, &binaries, with_node) {
        Ok(()) => Ok(instance),
        Err(error) => {
            let logs = instance.keep_logs();
            // The first error is the one worth reading.
            if let Err(second) = instance.down() {
                eprintln!("warning: {second:#}");
            }
            Err(error).with_context(|| format!("cluster {:?} did not start; its logs: {logs}", options.name))
        }
    }
}

fn start(
    instance: &Instance,
    options: &Options,
    binaries: &releases::Binaries,
    with_node: bool,
) -> Result<()> {
    let network = if with_node { Some(node::Network::make(instance)?) } else { None };
    let plan = control_plane::Plan::new(instance, options)?;
    pki::write(instance, network.as_ref())?;
    control_plane::start(instance, options, binaries, &plan)?;
    if let Some(network) = network {
        node::start(instance, options, binaries, &network)?;
    } else if options.node {
        println!("no node: it needs root. The control plane runs alone.");
    }
    Ok(())
}

/// Plain HTTP to the cluster on a free port of loopback, for tests; it ends with the cluster.
pub(crate) fn start_proxy(instance: &Instance) -> Result<()> {
    let mut command = std::process::Command::new(instance.path("kubectl"));
    command.arg("--kubeconfig").arg(instance.kubeconfig()).args(["proxy", "--port=0", "--address=127.0.0.1"]);
    instance.spawn("proxy", &mut command).map(drop)
}

fn status() -> Result<()> {
    let all = Instance::all()?;
    if all.is_empty() {
        println!("no cluster; start one with: cargo xtask cluster up");
    }
    all.iter().for_each(Instance::tell);
    Ok(())
}
