use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, Result, anyhow, bail};
use holdfast_cis::ClusterFacts;
use holdfast_inventory::node::{Cloud, NodeFacts, SCHEMA};
use holdfast_inventory::{Estate, Snapshot};
use holdfast_model::Gap;
use holdfast_node::{Options, cloud_facts};

use super::args::{BenchArgs, NodeArgs};
use crate::exit::{Exit, Unreachable};
use crate::input;

/// Largest file of facts that is read.
const MOST_BYTES: u64 = 64 * 1024 * 1024;

/// Everything that was gathered.
pub(super) struct Facts {
    pub(super) nodes: Vec<Arc<NodeFacts>>,
    /// Kept for exceptions by label; empty without a cluster.
    pub(super) snapshot: Snapshot,
    pub(super) cluster: Option<Arc<ClusterFacts>>,
    pub(super) cloud: Option<Arc<Cloud>>,
    /// Gaps of the cluster and of every node.
    pub(super) gaps: Vec<Gap>,
    pub(super) notes: Vec<String>,
}

pub(super) fn gather(args: &BenchArgs) -> Result<Facts> {
    let input = &args.input;
    let asks_cluster = !input.filename.is_empty()
        || input.snapshot.is_some()
        || input.kubeconfig.is_some()
        || input.context.is_some();
    let asks_node = args.node.host_root.is_some() || !args.node.node_facts.is_empty();
    let mut facts = Facts {
        nodes: Vec::new(),
        snapshot: Snapshot::default(),
        cluster: None,
        cloud: cloud(&args.node)?.map(Arc::new),
        gaps: Vec::new(),
        notes: Vec::new(),
    };
    if asks_node || !asks_cluster {
        nodes(&args.node, asks_node, &mut facts)?;
    }
    if asks_cluster || !asks_node && facts.cloud.is_none() {
        cluster(args, asks_cluster, &mut facts)?;
    }
    Ok(facts)
}

/// Prints what is known of this node.
pub(super) fn print(args: &NodeArgs) -> Result<Exit> {
    let node = host(args)?;
    let mut to = io::BufWriter::new(io::stdout().lock());
    serde_json::to_writer(&mut to, &node)?;
    writeln!(to)?;
    to.flush()?;
    // The gaps are part of what was printed; they count when the facts are judged.
    for gap in &node.gaps {
        eprintln!("gap: {}: {} ({})", gap.what, gap.why, gap.effect);
    }
    Ok(Exit::Clean)
}

fn host(args: &NodeArgs) -> Result<NodeFacts> {
    let root = args.host_root.as_deref().unwrap_or(Path::new("/"));
    let configz = args.configz.as_deref().map(read).transpose()?;
    let options = Options { configz, ..Options::default() };
    holdfast_node::gather(root, &options)
        .map_err(|error| anyhow!("cannot read the host at {}: {error}", root.display()))
}

fn nodes(args: &NodeArgs, asked: bool, facts: &mut Facts) -> Result<()> {
    for path in &args.node_facts {
        for file in files(path)? {
            facts.nodes.push(Arc::new(saved(&file)?));
        }
    }
    if args.host_root.is_some() || !asked {
        let node = host(args)?;
        // Run from somewhere that is no node: then this machine says nothing about the cluster.
        if asked || !node.roles.is_empty() {
            facts.nodes.push(Arc::new(node));
        }
    }
    for node in &facts.nodes {
        facts.gaps.extend(node.gaps.iter().cloned());
    }
    Ok(())
}

/// The file, or the files of a directory in order of their names.
fn files(path: &Path) -> Result<Vec<PathBuf>> {
    if !path.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let list = fs::read_dir(path).with_context(|| format!("cannot list {}", path.display()))?;
    let mut files: Vec<PathBuf> =
        list.filter_map(|entry| Some(entry.ok()?.path())).filter(|p| p.is_file()).collect();
    files.sort();
    if files.is_empty() {
        bail!("{} holds no files of facts", path.display());
    }
    Ok(files)
}

fn saved(path: &Path) -> Result<NodeFacts> {
    let name = path.display();
    let node: NodeFacts = serde_json::from_slice(&read(path)?).with_context(|| {
        format!("{name}: not the facts of a node as `holdfast bench --print-facts` writes them")
    })?;
    if node.schema != SCHEMA {
        bail!("{name}: expected schema {SCHEMA}, found {:?}", node.schema);
    }
    Ok(node)
}

fn read(path: &Path) -> Result<Vec<u8>> {
    let name = path.display();
    let size = fs::metadata(path).with_context(|| format!("cannot read {name}"))?.len();
    if size > MOST_BYTES {
        bail!("{name}: {size} bytes, at most {MOST_BYTES} are read");
    }
    fs::read(path).with_context(|| format!("cannot read {name}"))
}

fn cloud(args: &NodeArgs) -> Result<Option<Cloud>> {
    let Some(path) = &args.cloud_facts else { return Ok(None) };
    let cloud = cloud_facts(&read(path)?).with_context(|| path.display().to_string())?;
    Ok(Some(cloud))
}

fn cluster(args: &BenchArgs, asked: bool, facts: &mut Facts) -> Result<()> {
    match input::gather(&args.input) {
        Ok(snapshot) => {
            facts.cluster = Some(Arc::new(ClusterFacts::of(&snapshot)));
            facts.gaps.extend(snapshot.gaps.iter().cloned());
            facts.snapshot = snapshot;
            Ok(())
        }
        // On a node nobody may have a kubeconfig: the node is judged all the same.
        Err(error) if !asked && !facts.nodes.is_empty() => {
            if error.is::<Unreachable>() {
                facts.gaps.push(Gap {
                    what: "the cluster".to_owned(),
                    why: error.to_string(),
                    effect: "numbers about the cluster are not judged".to_owned(),
                });
            } else {
                facts.notes.push(format!("only this node was judged: {error:#}"));
            }
            Ok(())
        }
        Err(error) => Err(error),
    }
}

impl Facts {
    /// The platform by the nodes' own facts, else by what the cluster's objects show, else by the cloud.
    pub(super) fn platform(&self) -> Option<String> {
        let node = self.nodes.iter().find_map(|n| n.platform.get()).map(|p| p.kind.name().to_owned());
        node.or_else(|| self.cloud.as_ref().map(|c| c.provider.clone()))
            .or_else(|| by_objects(&self.snapshot))
    }

    pub(super) fn version(&self) -> Option<String> {
        let server = self.snapshot.cluster.version.clone();
        let node = || self.nodes.iter().find_map(|n| n.versions.kubernetes.get().cloned());
        let kubelet = || {
            let estate = Estate::new(&self.snapshot);
            let version = estate.nodes().first().map(|n| n.view.status.node_info.kubelet_version.to_string());
            version.filter(|v| !v.is_empty())
        };
        server.or_else(node).or_else(kubelet).or_else(|| self.cloud.as_ref().and_then(|c| c.version.clone()))
    }
}

/// Managed services mark their nodes.
fn by_objects(snapshot: &Snapshot) -> Option<String> {
    const MARKS: &[(&str, &str)] = &[
        ("kubernetes.azure.com/cluster", "aks"),
        ("eks.amazonaws.com/nodegroup", "eks"),
        ("cloud.google.com/gke-nodepool", "gke"),
        ("node.openshift.io/os_id", "openshift"),
    ];
    let platform = |object: holdfast_inventory::Object<'_>| {
        MARKS.iter().find(|(label, _)| object.label(label).is_some()).map(|(_, name)| (*name).to_owned())
    };
    snapshot.of_kind("Node").find_map(platform)
}
