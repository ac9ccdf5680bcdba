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
  holdfast reach check 203.0.113.7 shop/web TCP/443   from an address outside the cluster";

#[derive(Args, Clone, Debug)]
pub(crate) struct ReachArgs {
    #[command(subcommand)]
    pub(crate) action: ReachAction,
}

#[derive(Clone, Debug, Subcommand)]
pub(crate) enum ReachAction {
    /// List every connection that network policies leave possible, by workload
    #[command(
        after_help = "Examples:\n  holdfast reach list -f deploy/\n  holdfast reach list --format json\n  holdfast reach list -f . --exposure"
    )]
    List(ListArgs),
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
