//! Arguments of `recon` and `hunt`.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use crate::cli::{OutputArgs, PlainFormat};

pub(crate) const RECON_EXAMPLES: &str = "\
Examples:
  holdfast recon 10.0.0.0/24                      what answers there, and what it is
  holdfast recon node-1.example.com:10250 --format json
  holdfast recon 10.0.0.0/16 '!10.0.7.0/24' --rate 20000 --resume run.json
  kubectl get nodes -o jsonpath='{.items[*].status.addresses[0].address}' | tr ' ' '\\n' | holdfast recon -
  holdfast recon --import shodan.json.gz          an export of your own account, offline
  holdfast recon 10.0.0.0/24 --dry-run            what would be sent, without sending it";

pub(crate) const HUNT_EXAMPLES: &str = "\
Examples:
  holdfast hunt 10.0.0.0/24                       what should not be open there
  holdfast hunt https://10.0.0.7:6443 --format json
  holdfast hunt 198.51.100.7 --authorized 'our own edge, ticket 4711'
  holdfast hunt 10.0.0.7 --active                 also prove what writes or runs; each says what it does and undoes it
  holdfast hunt --pod                             from inside: this pod, its gateway, the metadata address
  holdfast hunt 10.0.0.0/24 --snapshot monday.snap   name the workload behind each endpoint
  holdfast hunt db show                           the advisories that versions are matched with";

/// Where to look, and how fast.
#[derive(Args, Clone, Debug)]
#[command(next_help_heading = "Targets")]
pub(crate) struct TargetArgs {
    /// Addresses, ranges (10.0.0.0/24, 10.0.0.1-9), names, host:port, URLs, iface:NAME, !RANGE to leave out, - for standard input
    #[arg(value_name = "TARGET")]
    pub(crate) targets: Vec<String>,
    /// Leave these ranges out; may be repeated
    #[arg(long, value_name = "RANGE")]
    pub(crate) exclude: Vec<String>,
    /// Ports: numbers, ranges, default, nodeports, all
    #[arg(long, value_name = "LIST", default_value = "default")]
    pub(crate) ports: String,
    /// Why you may look at addresses outside loopback and private ranges; recorded in the report
    #[arg(long, value_name = "REASON")]
    pub(crate) authorized: Option<String>,
    /// Say what would be sent, and send nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// Connections begun per second at most
    #[arg(long, value_name = "N", default_value_t = 10_000, value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    pub(crate) rate: u32,
    /// Connections open at the same time at most
    #[arg(long, value_name = "N", default_value_t = 2_000, value_parser = clap::value_parser!(u32).range(1..=50_000))]
    pub(crate) concurrency: u32,
    /// Milliseconds a connection may take to open
    #[arg(long, value_name = "MS", default_value_t = 1_000, value_parser = clap::value_parser!(u64).range(10..=60_000))]
    pub(crate) connect_timeout: u64,
    /// Milliseconds a request may take
    #[arg(long, value_name = "MS", default_value_t = 5_000, value_parser = clap::value_parser!(u64).range(100..=120_000))]
    pub(crate) timeout: u64,
    /// In ranges of more than 4096 addresses: try every port everywhere, not only where somebody answers
    #[arg(long)]
    pub(crate) every_port: bool,
    /// Keep the state of a long run in this file, and take it up from there
    #[arg(long, value_name = "FILE")]
    pub(crate) resume: Option<PathBuf>,
    /// Print the numbers of the run
    #[arg(long)]
    pub(crate) statistics: bool,
}

#[derive(Args, Clone, Debug)]
pub(crate) struct ReconArgs {
    #[command(flatten)]
    pub(crate) targets: TargetArgs,
    /// Read an export instead of a network: Shodan (JSON lines, .gz), Censys (JSON), masscan (JSON), nmap (XML)
    #[arg(long, value_name = "FILE")]
    pub(crate) import: Vec<PathBuf>,
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t)]
    pub(crate) format: PlainFormat,
}

#[derive(Args, Clone, Debug)]
#[command(args_conflicts_with_subcommands = true)]
pub(crate) struct HuntArgs {
    #[command(subcommand)]
    pub(crate) action: Option<HuntAction>,
    #[command(flatten)]
    pub(crate) targets: TargetArgs,
    /// Also run hunters that write or execute; each says what it does first and undoes it
    #[arg(long)]
    pub(crate) active: bool,
    /// From inside a pod: judge this pod, and look at what it can reach
    #[arg(long)]
    pub(crate) pod: bool,
    /// Only these hunters: ids, globs, or other tools' ids such as kube-hunter:KHV036
    #[arg(long, value_name = "ID,..", value_delimiter = ',')]
    pub(crate) checks: Vec<String>,
    /// All but these hunters
    #[arg(long, value_name = "ID,..", value_delimiter = ',')]
    pub(crate) skip: Vec<String>,
    /// Lowest severity to show: info, low, medium, high or critical [default: info]
    #[arg(long, value_name = "LEVEL")]
    pub(crate) severity: Option<holdfast_model::Severity>,
    /// Name the workload behind each endpoint from this snapshot, and list what is not declared; without targets its nodes are looked at
    #[arg(long, value_name = "FILE")]
    pub(crate) snapshot: Option<PathBuf>,
    /// Advisories written by `hunt db update`, besides those built in
    #[arg(long, value_name = "FILE")]
    pub(crate) db: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) output: OutputArgs,
}

#[derive(Clone, Debug, Subcommand)]
pub(crate) enum HuntAction {
    /// Advisories: show them, or add those of a feed
    #[command(subcommand)]
    Db(DbAction),
}

#[derive(Clone, Debug, Subcommand)]
pub(crate) enum DbAction {
    /// Say which advisories are known
    #[command(after_help = "Examples:\n  holdfast hunt db show\n  holdfast hunt db show --db mine.jsonl")]
    Show {
        #[arg(long, value_name = "FILE")]
        db: Option<PathBuf>,
    },
    /// Read the Kubernetes CVE feed (JSON feed 1.1) or OSV files, and check that they can be used with --db
    #[command(
        after_help = "Examples:\n  holdfast hunt db update --from official-cve-feed.json -o mine.json\n  holdfast hunt db update --from osv/ -o mine.json"
    )]
    Update {
        #[arg(long, value_name = "FILE|DIR")]
        from: PathBuf,
        /// Where to write what was read
        #[arg(short = 'o', long = "output", value_name = "FILE")]
        output: PathBuf,
    },
}
