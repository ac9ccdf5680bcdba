use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

use crate::cli::InputArgs;

pub(crate) const EXAMPLES: &str = "\
Examples:
  holdfast paths                                 who reaches what in the current kube context, and what stops it
  holdfast paths -f deploy/                      the same for manifests
  holdfast paths --from Deployment/shop/web      what falls if this falls
  holdfast paths --to cluster-admin              who becomes cluster admin, and how
  holdfast paths --what-if patch.yaml            what changes if these objects were so
  holdfast paths --format html -o paths.html     one page to look at and to hand on
  holdfast paths --format dot | dot -Tsvg -o paths.svg
  holdfast paths diff main.snap pr.snap          paths a change opens and closes; exit code 1 if it opens any
  holdfast paths edges -f deploy/ --format json  every single step, with its proof

Exit codes:
  0 no path to a crown jewel   1 there is one   2 usage error   3 incomplete coverage   4 internal error";

#[derive(Args, Clone, Debug)]
#[command(args_conflicts_with_subcommands = true)]
pub(crate) struct PathsArgs {
    #[command(subcommand)]
    pub(crate) action: Option<PathsAction>,
    #[command(flatten)]
    pub(crate) ask: AskArgs,
}

#[derive(Clone, Debug, Subcommand)]
pub(crate) enum PathsAction {
    /// List every step an attacker could take, with its proof
    #[command(
        after_help = "Examples:\n  holdfast paths edges -f deploy/\n  holdfast paths edges -f deploy/ --family escape --format json\n  holdfast paths edges --kind kubehound:POD_EXEC"
    )]
    Edges(EdgesArgs),
    /// Say which paths a change opens and closes
    #[command(
        after_help = "Examples:\n  holdfast paths diff monday.snap tuesday.snap\n  holdfast paths diff main/deploy pr/deploy"
    )]
    Diff(DiffArgs),
}

#[derive(Args, Clone, Debug)]
pub(crate) struct AskArgs {
    #[command(flatten)]
    pub(crate) input: InputArgs,
    /// Begin here only: internet, Kind/namespace/name, sa:ns/name, user:NAME, group:NAME, node:NAME; may be repeated
    #[arg(long, value_name = "WHAT")]
    pub(crate) from: Vec<String>,
    /// End here only: cluster-admin, every-node, every-secret, or as --from; may be repeated
    #[arg(long, value_name = "WHAT")]
    pub(crate) to: Vec<String>,
    /// Judge as if these objects were so: merged into those of the same identity, or added
    #[arg(long, value_name = "FILE")]
    pub(crate) what_if: Vec<PathBuf>,
    /// Most paths to show [default: 10 in the table, 1000 elsewhere]
    #[arg(long, value_name = "N")]
    pub(crate) limit: Option<usize>,
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t)]
    pub(crate) format: GraphFormat,
    /// Write to this file instead of standard output
    #[arg(short = 'o', long = "output", value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}

#[derive(Args, Clone, Debug)]
pub(crate) struct EdgesArgs {
    #[command(flatten)]
    pub(crate) input: InputArgs,
    /// Only steps of this family: escape, node, identity, workload, control-plane, exposure, network, structure
    #[arg(long, value_name = "NAME", value_delimiter = ',', value_parser = parse_family)]
    pub(crate) family: Vec<&'static str>,
    /// Only steps of this kind, or of another tool's name for it (kubehound:POD_EXEC); may be repeated
    #[arg(long, value_name = "ID", value_delimiter = ',')]
    pub(crate) kind: Vec<String>,
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t)]
    pub(crate) format: GraphFormat,
}

#[derive(Args, Clone, Debug)]
pub(crate) struct DiffArgs {
    /// A snapshot, a manifest or a directory of manifests
    #[arg(value_name = "OLD")]
    pub(crate) old: PathBuf,
    #[arg(value_name = "NEW")]
    pub(crate) new: PathBuf,
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t)]
    pub(crate) format: crate::cli::PlainFormat,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum GraphFormat {
    #[default]
    Table,
    Json,
    /// One page that is complete in itself
    Html,
    /// Graphviz
    Dot,
    #[value(name = "graphml")]
    GraphMl,
    /// `BloodHound`
    #[value(name = "opengraph")]
    OpenGraph,
}

fn parse_family(text: &str) -> Result<&'static str, String> {
    let all = holdfast_graph::Family::ALL.map(holdfast_graph::Family::as_str);
    let found = all.into_iter().find(|name| *name == text);
    found.ok_or_else(|| format!("expected one of {}", all.join(", ")))
}
