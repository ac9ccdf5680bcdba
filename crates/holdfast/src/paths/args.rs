use clap::{Args, Subcommand, ValueEnum};

use crate::cli::InputArgs;

pub(crate) const EXAMPLES: &str = "\
Examples:
  holdfast paths edges -f deploy/            every step an attacker could take, with its proof
  holdfast paths edges --format json         the same for machines";

#[derive(Args, Clone, Debug)]
pub(crate) struct PathsArgs {
    #[command(subcommand)]
    pub(crate) action: PathsAction,
}

#[derive(Clone, Debug, Subcommand)]
pub(crate) enum PathsAction {
    /// List every step an attacker could take, with its proof
    #[command(
        after_help = "Examples:\n  holdfast paths edges -f deploy/\n  holdfast paths edges -f deploy/ --family escape --format json"
    )]
    Edges(EdgesArgs),
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
    pub(crate) format: EdgesFormat,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum EdgesFormat {
    #[default]
    Table,
    Json,
}

fn parse_family(text: &str) -> Result<&'static str, String> {
    let all = holdfast_graph::Family::ALL.map(holdfast_graph::Family::as_str);
    let found = all.into_iter().find(|name| *name == text);
    found.ok_or_else(|| format!("expected one of {}", all.join(", ")))
}
