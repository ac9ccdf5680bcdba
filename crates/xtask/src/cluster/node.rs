//! One node: containerd and a kubelet in a mount namespace of their own, and pods on a bridge of their own.
//!
//! The namespace hides what these programs would leave on the machine: their mounts, `/run`, `/var/lib` and `/var/log` are the
//! namespace's own and end with it, and the kernel settings that a kubelet changes are plain files there.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context as _, Result};

use super::control_plane::kubectl;
use super::images;
use super::instance::Instance;
use super::options::Options;
use super::pki;
use super::process::{self, Started, wait_for, wait_ready};
use super::releases::Binaries;
use super::tools::{self, output};

/// The node's name in the cluster.
pub(crate) const NAME: &str = "node-1";

const CGROUPS: &str = "/sys/fs/cgroup";
const PATIENCE: Duration = Duration::from_mins(2);

/// Kernel settings a kubelet insists on. It finds them already made, in the namespace only.
const SETTINGS: &[(&str, &str)] = &[
    ("vm/overcommit_memory", "1"),
    ("vm/panic_on_oom", "0"),
    ("kernel/panic", "10"),
    ("kernel/panic_on_oops", "1"),
    ("kernel/keys/root_maxkeys", "1000000"),
    ("kernel/keys/root_maxbytes", "25000000"),
];

/// The bridge that pods of one cluster share with the kubelet.
pub(crate) struct Network {
    bridge: String,
    /// The kubelet's address, and the pods' gateway.
    pub(super) address: String,
    subnet: String,
}

impl Network {
    /// Makes the bridge with the first network that no interface of the machine has.
    pub(super) fn make(instance: &Instance) -> Result<Self> {
        let taken = output(tools::command("ip").args(["-4", "-o", "addr", "show"]))?;
        let third = (0..=255u8)
            .find(|third| !taken.contains(&format!(" 10.244.{third}.")))
            .context("every network 10.244.N.0/24 is in use")?;
        let bridge = bridge(instance);
        let address = format!("10.244.{third}.1");
        ip(&["link", "add", &bridge, "type", "bridge"])?;
        ip(&["addr", "add", &format!("{address}/24"), "dev", &bridge])?;
        ip(&["link", "set", &bridge, "up"])?;
        Ok(Self { bridge, address, subnet: format!("10.244.{third}.0/24") })
    }
}

fn bridge(instance: &Instance) -> String {
    format!("hf-{}", instance.name())
}

fn ip(args: &[&str]) -> Result<()> {
    output(tools::command("ip").args(args)).map(drop)
}

/// Starts the container engine and the kubelet, and waits until the node is ready for pods.
pub(super) fn start(
    instance: &Instance,
    options: &Options,
    binaries: &Binaries,
    network: &Network,
) -> Result<()> {
    for folder in ["kubelet", "cni", "sysctl"] {
        fs::create_dir_all(instance.path(folder)).with_context(|| format!("cannot make {folder}"))?;
    }
    instance.write("cni/10-bridge.conflist", &cni(instance, network))?;
    instance.write("containerd.toml", &containerd_config(instance))?;
    instance.write("kubelet.yaml", &kubelet_config(instance, options, network))?;
    make_cgroups(instance)?;
    let engine = containerd(instance)?;
    let socket = instance.text("containerd.sock");
    wait_ready(&engine, instance.home(), PATIENCE, || {
        output(tools::command("ctr").args(["--address", &socket, "version"])).is_ok()
    })?;
    images::import(instance, &socket)?;
    let kubelet = kubelet(instance, binaries, network, &engine)?;
    let ready = "jsonpath={.status.conditions[?(@.type=='Ready')].status}";
    wait_ready(&kubelet, instance.home(), PATIENCE, || {
        kubectl(instance, &["get", "node", NAME, "-o", ready]).is_ok_and(|status| status == "True")
    })
}

/// containerd is the process that holds the namespace.
fn containerd(instance: &Instance) -> Result<Started> {
    let mut script =
        "set -e\nfor d in /run /var/lib /var/log; do mount -t tmpfs -o mode=755 tmpfs $d; done\n".to_owned();
    for (at, (setting, value)) in SETTINGS.iter().enumerate() {
        let file = format!("sysctl/{at}");
        instance.write(&file, value)?;
        script.extend(["mount --bind ", &file, " /proc/sys/", setting, "\n"]);
    }
    script.push_str("mount --make-rshared /\n");
    script.push_str("exec containerd --config containerd.toml\n");
    let mut command = tools::command("unshare");
    command.args(["--mount", "--propagation", "private", "sh", "-c", &script]);
    // An image that is not here is nowhere: every registry is asked through a proxy that does not exist.
    command.envs(["HTTP_PROXY", "HTTPS_PROXY"].map(|name| (name, "http://127.0.0.1:1")));
    instance.spawn("containerd", &mut command)
}

fn kubelet(instance: &Instance, binaries: &Binaries, network: &Network, engine: &Started) -> Result<Started> {
    let flags = [
        ("config", instance.text("kubelet.yaml")),
        ("kubeconfig", instance.text("kubelet.kubeconfig")),
        ("root-dir", instance.text("kubelet")),
        ("cert-dir", instance.text("pki")),
        ("hostname-override", NAME.to_owned()),
        ("node-ip", network.address.clone()),
    ];
    let mut command = tools::command("nsenter");
    command
        .arg(format!("--mount=/proc/{}/ns/mnt", engine.pid))
        .arg(binaries.path("kubelet"))
        .args(flags.map(|(name, value)| format!("--{name}={value}")));
    instance.spawn("kubelet", &mut command)
}

/// No masquerading, no forwarding: pods reach each other and the kubelet, and nothing else.
fn cni(instance: &Instance, network: &Network) -> String {
    format!(
        r#"{{"cniVersion": "0.4.0", "name": "holdfast-{name}", "plugins": [{{
  "type": "bridge", "bridge": "{bridge}", "isGateway": false, "ipMasq": false,
  "ipam": {{"type": "host-local", "dataDir": "{data}", "ranges": [[{{"subnet": "{subnet}", "gateway": "{gateway}"}}]]}}}}]}}
"#,
        name = instance.name(),
        bridge = network.bridge,
        data = instance.text("cni-data"),
        subnet = network.subnet,
        gateway = network.address,
    )
}

fn containerd_config(instance: &Instance) -> String {
    format!(
        r#"version = 2
root = {root:?}
state = "/run/containerd-state"
[grpc]
address = {socket:?}
[plugins."io.containerd.internal.v1.opt"]
path = {opt:?}
[plugins."io.containerd.grpc.v1.cri"]
sandbox_image = "{pause}"
# A container may not be better protected from the kernel's memory killer than its engine is.
restrict_oom_score_adj = true
[plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc]
runtime_type = "io.containerd.runc.v2"
[plugins."io.containerd.grpc.v1.cri".cni]
bin_dir = "{plugins}"
conf_dir = {cni:?}
"#,
        root = instance.text("containerd"),
        socket = instance.text("containerd.sock"),
        opt = instance.text("opt"),
        pause = images::PAUSE,
        plugins = tools::CNI,
        cni = instance.text("cni"),
    )
}

fn kubelet_config(instance: &Instance, options: &Options, network: &Network) -> String {
    let weak = options.weak.kubelet;
    format!(
        r#"apiVersion: kubelet.config.k8s.io/v1beta1
kind: KubeletConfiguration
address: {address}
port: 10250
readOnlyPort: {read_only}
healthzPort: 0
authentication:
  anonymous: {{enabled: {weak}}}
  webhook: {{enabled: {webhook}}}
  x509: {{clientCAFile: {authority:?}}}
authorization: {{mode: {mode}}}
tlsCertFile: {certificate:?}
tlsPrivateKeyFile: {key:?}
containerRuntimeEndpoint: {endpoint:?}
volumePluginDir: {plugins:?}
cgroupDriver: cgroupfs
cgroupRoot: {cgroup}
failCgroupV1: false
failSwapOn: false
makeIPTablesUtilChains: false
protectKernelDefaults: true
# A full disk of a test machine is no reason to throw pods out.
evictionHard: {{memory.available: "0%", nodefs.available: "0%", nodefs.inodesFree: "0%", imagefs.available: "0%", imagefs.inodesFree: "0%"}}
imageGCHighThresholdPercent: 100
nodeStatusUpdateFrequency: 5s
# A pod is seen to be gone soon after it is.
syncFrequency: 10s
"#,
        address = network.address,
        read_only = if weak { 10255 } else { 0 },
        webhook = !weak,
        mode = if weak { "AlwaysAllow" } else { "Webhook" },
        authority = pki::certificate(instance, "ca"),
        certificate = pki::certificate(instance, "kubelet"),
        key = pki::key(instance, "kubelet"),
        endpoint = format!("unix://{}", instance.text("containerd.sock")),
        plugins = instance.text("kubelet/volume-plugins"),
        cgroup = cgroup(instance),
    )
}

fn cgroup(instance: &Instance) -> String {
    format!("/holdfast-{}", instance.name())
}

/// The pods' cgroup in each hierarchy: one with cgroup v2, one per controller with v1.
fn cgroups(instance: &Instance) -> Vec<PathBuf> {
    let inside = |root: &Path| root.join(cgroup(instance).trim_start_matches('/'));
    if Path::new(CGROUPS).join("cgroup.controllers").exists() {
        return vec![inside(Path::new(CGROUPS))];
    }
    let Ok(entries) = fs::read_dir(CGROUPS) else { return Vec::new() };
    let hierarchies = entries.flatten().filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_dir()));
    hierarchies.map(|entry| inside(&entry.path())).collect()
}

fn make_cgroups(instance: &Instance) -> Result<()> {
    for folder in cgroups(instance) {
        fs::create_dir_all(&folder).with_context(|| format!("cannot make cgroup {}", folder.display()))?;
        // With v1 a cgroup has no processor and no memory of its own until it is given some.
        for file in ["cpuset.cpus", "cpuset.mems"] {
            let above = folder.parent().and_then(|parent| fs::read_to_string(parent.join(file)).ok());
            if let Some(above) = above.filter(|_| folder.parent().is_some_and(|p| p.ends_with("cpuset"))) {
                fs::write(folder.join(file), above.trim()).with_context(|| format!("cannot set {file}"))?;
            }
        }
    }
    Ok(())
}

/// Ends the processes of the pods. They carry no mark, but they are in the cluster's cgroup.
pub(super) fn end_pods(instance: &Instance) -> Result<()> {
    let ended = wait_for(Duration::from_secs(10), || {
        let pids: Vec<u32> = cgroups(instance).iter().flat_map(|folder| members(folder)).collect();
        process::signal("-KILL", &pids);
        pids.is_empty()
    });
    anyhow::ensure!(ended, "processes of pods do not end: see {CGROUPS}/*{}", cgroup(instance));
    Ok(())
}

fn members(cgroup: &Path) -> Vec<u32> {
    let text = fs::read_to_string(cgroup.join("cgroup.procs")).unwrap_or_default();
    let mut pids: Vec<u32> =
        text.lines().filter_map(|line| line.parse().ok()).filter(|pid| *pid > 0).collect();
    pids.extend(below(cgroup).iter().flat_map(|folder| members(folder)));
    pids
}

fn below(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let folders = entries.flatten().filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_dir()));
    folders.map(|entry| entry.path()).collect()
}

/// Removes the pods' cgroups and the bridge.
pub(super) fn clean(instance: &Instance) -> Result<()> {
    end_pods(instance)?;
    for folder in cgroups(instance) {
        // The kernel needs a moment to see that the last process is gone.
        let gone = wait_for(Duration::from_secs(5), || {
            remove_cgroup(&folder);
            !folder.exists()
        });
        anyhow::ensure!(gone, "cannot remove cgroup {}", folder.display());
    }
    let bridge = bridge(instance);
    if Path::new("/sys/class/net").join(&bridge).exists() {
        ip(&["link", "delete", &bridge])?;
    }
    Ok(())
}

/// From the leaves up. One that is busy stays, and the caller sees it.
fn remove_cgroup(folder: &Path) {
    for child in below(folder) {
        remove_cgroup(&child);
    }
    drop(fs::remove_dir(folder));
}
