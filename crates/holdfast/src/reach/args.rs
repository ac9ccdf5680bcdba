//! Arguments of `holdfast reach`.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

use crate::cli::InputArgs;

pub(crate) const EXAMPLES: &str = "\
Examples:
  holdfast reach list -f deploy/                      every connection that network policies leave possible
  holdfast reach list -f deploy/ --exposure           and who could come in that does not exist yet
  holdfast reach list --format dot | dot -Tsvg > map.svg
  holdfast reach check shop/web shop/db 5432 -f .     is it allowed, and which policy, rule and line decides
  holdfast reach check 203.0.113.7 shop/web TCP/443   from an address outside the cluster
  holdfast reach lint -f deploy/                      policies that do not do what they seem to
  holdfast reach generate -f deploy/ > policies.yaml  least-privilege policies, proven";

#[derive(Args, Clone, Debug)]
pub(crate) struct ReachArgs {
    #[command(subcommand)]
    pub(crate) action: ReachAction,
}

#[derive(Clone, Debug, Subcommand)]
pub(crate) enum ReachAction {
    /// List every connection that network policies leave possible, by workload
    #[command(
        after_help = "Examples:\n  holdfast reach list -f deploy/\n  holdfast reach list --format json\n  holdfast reach list -f . --exposure\n  holdfast reach list --format html -o map.html"
    )]
    List(ListArgs),
    /// List what can come in from outside the cluster and what can go out
    #[command(
        after_help = "Examples:\n  holdfast reach internet -f deploy/\n  holdfast reach internet -n shop --format json"
    )]
    Internet(ListArgs),
    /// List workloads that nobody reaches, or that reach nobody
    #[command(
        after_help = "Examples:\n  holdfast reach isolated\n  holdfast reach isolated -f deploy/ --format json"
    )]
    Isolated(PlainArgs),
    /// Explain every port between two ends, both ways, with the policies and rules that decide
    #[command(
        after_help = "Examples:\n  holdfast reach explain shop/web shop/db -f deploy/\n  holdfast reach explain shop/web 203.0.113.7"
    )]
    Explain(ExplainArgs),
    /// Compare two estates: connections added (+), removed (-) and changed (~); exit 1 when something opens
    #[command(
        after_help = "Examples:\n  holdfast reach diff main/deploy pr/deploy\n  holdfast reach diff monday.snap tuesday.snap --format json"
    )]
    Diff(DiffArgs),
    /// Write least-privilege policies from what workloads declare (or from flows that were seen), and prove them
    #[command(
        after_help = "Examples:\n  holdfast reach generate -f deploy/ > policies.yaml\n  holdfast reach generate -n shop -o policies/\n  hubble observe --since 24h -o json | holdfast reach generate --flows - --language cilium\n\nNothing is applied. The proof asks the same engine again with the policies in place: every needed flow must pass."
    )]
    Generate(GenerateArgs),
    /// Find policies that do not do what they seem to: nothing selected, DNS blocked, rules that say nothing new
    #[command(
        after_help = "Examples:\n  holdfast reach lint -f deploy/\n  holdfast reach lint --format json"
    )]
    Lint(PlainArgs),
    /// Judge one connection in both directions and name the policy, rule and line that decide
    #[command(
        after_help = "Examples:\n  holdfast reach check shop/web shop/db 5432\n  holdfast reach check shop/web 198.51.100.7 UDP/53 -f deploy/"
    )]
    Check(CheckArgs),
}

/// How far network policies hold.
#[derive(Args, Clone, Debug, Default)]
pub(crate) struct SettingArgs {
    /// Pods on the host's network: are policies enforced on them? Many network plugins do not
    #[arg(long, value_name = "HOW", value_enum, default_value_t)]
    pub(crate) host_network: HostNetworkArg,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum HostNetworkArg {
    /// As on any other pod
    #[default]
    LikePods,
    /// Not at all
    Exempt,
}

#[derive(Args, Clone, Debug)]
pub(crate) struct ListArgs {
    #[command(flatten)]
    pub(crate) input: InputArgs,
    #[command(flatten)]
    pub(crate) setting: SettingArgs,
    /// Also list who could reach each workload, or be reached, that does not exist yet
    #[arg(long)]
    pub(crate) exposure: bool,
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t)]
    pub(crate) format: ListFormat,
    /// Write to this file instead of standard output
    #[arg(short = 'o', long = "output", value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}

/// A question about the whole estate, answered as text or JSON.
#[derive(Args, Clone, Debug)]
pub(crate) struct PlainArgs {
    #[command(flatten)]
    pub(crate) input: InputArgs,
    #[command(flatten)]
    pub(crate) setting: SettingArgs,
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t)]
    pub(crate) format: crate::cli::PlainFormat,
}

#[derive(Args, Clone, Debug)]
pub(crate) struct ExplainArgs {
    /// Workload as `list` shows it (kind and namespace may be left out), or an address
    #[arg(value_name = "FROM")]
    pub(crate) from: String,
    #[arg(value_name = "TO")]
    pub(crate) to: String,
    #[command(flatten)]
    pub(crate) input: InputArgs,
    #[command(flatten)]
    pub(crate) setting: SettingArgs,
}

#[derive(Args, Clone, Debug)]
pub(crate) struct DiffArgs {
    /// Manifests (a file or directory), or a snapshot ending in .snap
    #[arg(value_name = "OLD")]
    pub(crate) old: PathBuf,
    #[arg(value_name = "NEW")]
    pub(crate) new: PathBuf,
    #[command(flatten)]
    pub(crate) setting: SettingArgs,
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t)]
    pub(crate) format: crate::cli::PlainFormat,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum ListFormat {
    /// One `from => to : PROTOCOL ports` a line
    #[default]
    #[value(alias = "txt", alias = "table")]
    Text,
    Json,
    Csv,
    #[value(alias = "md")]
    Markdown,
    /// A graph for Graphviz
    Dot,
    /// A page to look at: namespaces as boxes, connections between them, and a table
    Html,
    /// A drawing: namespaces as boxes, connections merged between them
    Svg,
}

#[derive(Args, Clone, Debug)]
pub(crate) struct GenerateArgs {
    #[command(flatten)]
    pub(crate) input: InputArgs,
    #[command(flatten)]
    pub(crate) setting: SettingArgs,
    /// Take the flows from this file (or - for standard input) instead: JSON lines of Hubble or Cilium, or CSV with the
    /// columns from, to, protocol, port
    #[arg(long, value_name = "FILE")]
    pub(crate) flows: Option<PathBuf>,
    /// The language of the policies
    #[arg(long, value_name = "NAME", value_enum, default_value_t)]
    pub(crate) language: LanguageArg,
    /// Prove the policies as if they took the place of the NetworkPolicies that are there, and say which to delete
    #[arg(long)]
    pub(crate) replace: bool,
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t)]
    pub(crate) format: GenerateFormat,
    /// Write one file for each policy into this directory instead of standard output
    #[arg(short = 'o', long = "output", value_name = "DIR")]
    pub(crate) output: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum LanguageArg {
    /// NetworkPolicy
    #[default]
    Kubernetes,
    /// CiliumNetworkPolicy: names outside the cluster and the API server are peers of their own
    Cilium,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum GenerateFormat {
    /// The policies, for kubectl apply
    #[default]
    Yaml,
    /// Flows, policies and proof
    Json,
}

#[derive(Args, Clone, Debug)]
pub(crate) struct CheckArgs {
    /// Workload as `list` shows it (kind and namespace may be left out), or an address
    #[arg(value_name = "FROM")]
    pub(crate) from: String,
    #[arg(value_name = "TO")]
    pub(crate) to: String,
    /// PORT or PROTOCOL/PORT, such as 5432 or UDP/53
    #[arg(value_name = "PORT", value_parser = packet)]
    pub(crate) port: (holdfast_reach::Protocol, u16),
    #[command(flatten)]
    pub(crate) input: InputArgs,
    #[command(flatten)]
    pub(crate) setting: SettingArgs,
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t)]
    pub(crate) format: crate::cli::PlainFormat,
}

fn packet(text: &str) -> Result<(holdfast_reach::Protocol, u16), String> {
    let (protocol, port) = text.split_once(['/', ':']).unwrap_or(("TCP", text));
    // 53/udp is as usual as UDP/53.
    let (protocol, port) = if port.parse::<u16>().is_err() { (port, protocol) } else { (protocol, port) };
    let protocol = holdfast_reach::Protocol::parse(protocol)
        .ok_or_else(|| format!("{protocol:?}: expected TCP, UDP or SCTP"))?;
    match port.parse() {
        Ok(port) if port > 0 => Ok((protocol, port)),
        _ => Err(format!("{port:?}: expected a port from 1 to 65535")),
    }
}
