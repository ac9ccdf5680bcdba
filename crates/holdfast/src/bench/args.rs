use std::path::PathBuf;

use clap::{Args, Subcommand};

use crate::cli::{InputArgs, OutputArgs, PlainFormat};

pub(crate) const EXAMPLES: &str = "\
Examples:
  holdfast bench                                    this node and the current kube context
  holdfast bench --host-root /host                  a node whose root is mounted there; no cluster
  holdfast bench --snapshot monday.snap --section 5 the cluster's part, from a saved snapshot
  holdfast bench --benchmark cis-1.12 --level 1     by another benchmark, first level only
  holdfast bench --cloud-facts eks.json             with `aws eks describe-cluster` as facts
  holdfast bench --all-nodes                        how to do it on every node, and the manifest
  holdfast bench --node-facts facts/                judge the facts of many nodes together
  holdfast bench --fix hardened/                    write corrected configurations, apply nothing
  holdfast bench --kube-bench-dir cfg --benchmark my-1.0   a benchmark of your own
  holdfast bench list
  holdfast bench diff cis-1.10 cis-2.0.1";

/// `holdfast bench`.
#[derive(Args, Clone, Debug)]
#[command(args_conflicts_with_subcommands = true)]
pub(crate) struct BenchArgs {
    #[command(subcommand)]
    pub(crate) action: Option<BenchAction>,
    #[command(flatten)]
    pub(crate) input: InputArgs,
    #[command(flatten)]
    pub(crate) node: NodeArgs,
    #[command(flatten)]
    pub(crate) select: BenchSelectArgs,
    #[command(flatten)]
    pub(crate) output: OutputArgs,
    /// Exceptions, attestations and settings [default: holdfast.yaml in the current directory]
    #[arg(long, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
    /// Print how to judge every node at once, with a manifest of least privileges
    #[arg(long)]
    pub(crate) all_nodes: bool,
    /// Image of the manifest that --all-nodes prints
    #[arg(long, value_name = "IMAGE", default_value = "registry.example.com/holdfast:latest")]
    pub(crate) image: String,
    /// Judge by a benchmark of your own: a directory in kube-bench's configuration format; no process is started
    #[arg(long, value_name = "DIR")]
    pub(crate) kube_bench_dir: Option<PathBuf>,
    /// Run audits of --kube-bench-dir that are not known here as shell commands on this machine
    #[arg(long, requires = "kube_bench_dir")]
    pub(crate) allow_shell: bool,
    /// Write corrected configurations for what failed into this directory; nothing is applied
    #[arg(long, value_name = "DIR")]
    pub(crate) fix: Option<PathBuf>,
}

/// Where the facts of nodes come from.
#[derive(Args, Clone, Debug, Default)]
#[command(next_help_heading = "Nodes")]
pub(crate) struct NodeArgs {
    /// Root of the node's file system: a mounted host, or a captured tree with its proc/ [default: / on a node]
    #[arg(long, value_name = "DIR")]
    pub(crate) host_root: Option<PathBuf>,
    /// Facts of nodes saved by --print-facts: files or directories; may be repeated
    #[arg(long, value_name = "FILE|DIR")]
    pub(crate) node_facts: Vec<PathBuf>,
    /// Print the facts of this node as JSON and judge nothing
    #[arg(long)]
    pub(crate) print_facts: bool,
    /// The kubelet's answer to /configz, as JSON
    #[arg(long, value_name = "FILE")]
    pub(crate) configz: Option<PathBuf>,
    /// The managed cluster as its provider describes it: `aws eks describe-cluster`, `az aks show`, or
    /// `gcloud container clusters describe --format json`
    #[arg(long, value_name = "FILE")]
    pub(crate) cloud_facts: Option<PathBuf>,
}

/// Which numbers are judged.
#[derive(Args, Clone, Debug, Default)]
#[command(next_help_heading = "Selection")]
pub(crate) struct BenchSelectArgs {
    /// Benchmark to judge by (see `holdfast bench list`) [default: by platform and version]
    #[arg(long, value_name = "ID")]
    pub(crate) benchmark: Option<String>,
    /// Highest level: 1 or 2
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u8).range(1..=2))]
    pub(crate) level: Option<u8>,
    /// Only these sections, such as 5 or 1.2
    #[arg(long, value_name = "N,..", value_delimiter = ',')]
    pub(crate) section: Vec<String>,
    /// Only these numbers or controls
    #[arg(long, visible_alias = "checks", value_name = "ID,..", value_delimiter = ',')]
    pub(crate) control: Vec<String>,
    /// All but these numbers or controls; a reason may follow a colon, as in 1.2.11:'own registry only'
    #[arg(long, value_name = "ID[:WHY],..", value_delimiter = ',')]
    pub(crate) skip: Vec<String>,
}

#[derive(Clone, Debug, Subcommand)]
pub(crate) enum BenchAction {
    /// List the benchmarks and what they are made for
    #[command(after_help = "Examples:\n  holdfast bench list\n  holdfast bench list --format json")]
    List {
        #[arg(long, value_name = "FORMAT", value_enum, default_value_t)]
        format: PlainFormat,
    },
    /// Say what changed from one benchmark to another
    #[command(after_help = "Examples:\n  holdfast bench diff cis-1.12 cis-2.0.1")]
    Diff {
        #[arg(value_name = "OLD")]
        old: String,
        #[arg(value_name = "NEW")]
        new: String,
        #[arg(long, value_name = "FORMAT", value_enum, default_value_t)]
        format: PlainFormat,
    },
}
