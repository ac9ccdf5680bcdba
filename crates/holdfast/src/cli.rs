//! Every verb and flag, in one list: help, man page and completions come from it.

use std::path::PathBuf;
use std::time::Duration;

use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use holdfast_model::Severity;
use holdfast_podsecurity::{Level, Version};
use holdfast_report::Format;

const EXAMPLES: &str = "\
Examples:
  holdfast demo                          see it work on a built-in estate
  holdfast scan                          scan the current kube context
  holdfast scan -f manifests/            scan files and directories
  helm template shop ./chart | holdfast scan -f -
  holdfast explain privileged-container  what it is, why it matters, how to fix it

Exit codes:
  0 clean   1 findings at or above --fail-on   2 usage error   3 incomplete coverage   4 internal error";

/// Kubernetes security in one binary: what is exposed, what is wrong, and how to fix it.
#[derive(Debug, Parser)]
#[command(name = "holdfast", version, after_help = EXAMPLES, arg_required_else_help = true, max_term_width = 110)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) verb: Verb,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Verb {
    /// Scan a cluster, manifests or a snapshot for misconfigurations
    #[command(after_help = SCAN_EXAMPLES)]
    Scan(ScanArgs),
    /// Judge pods and pod templates by the Pod Security Standards
    #[command(after_help = POD_SECURITY_EXAMPLES)]
    PodSecurity(PodSecurityArgs),
    /// Say which workload reaches which port under all network policies
    #[command(after_help = crate::reach::args::EXAMPLES)]
    Reach(crate::reach::args::ReachArgs),
    /// Who may do what, and through which binding, role and rule
    #[command(after_help = crate::rbac::EXAMPLES)]
    Rbac(crate::rbac::RbacArgs),
    /// Show how an attacker would move through the cluster, and what stops most of it
    #[command(after_help = crate::paths::args::EXAMPLES)]
    Paths(crate::paths::args::PathsArgs),
    /// Find what answers on a network, and say what it is
    #[command(after_help = crate::hunt::args::RECON_EXAMPLES)]
    Recon(Box<crate::hunt::args::ReconArgs>),
    /// Find what should not be open on a network, as an attacker would
    #[command(after_help = crate::hunt::args::HUNT_EXAMPLES)]
    Hunt(Box<crate::hunt::args::HuntArgs>),
    /// Save, show or compare snapshots of a cluster
    #[command(after_help = SNAPSHOT_EXAMPLES)]
    Snapshot(SnapshotArgs),
    /// Explain a check: what is wrong, why an attacker cares, how to fix it
    #[command(
        after_help = "Examples:\n  holdfast explain host-pid\n  holdfast explain kube-linter:host-pid\n  holdfast explain --list\n  holdfast explain --format json"
    )]
    Explain(ExplainArgs),
    /// List frameworks, or the requirements of one and the checks behind them
    #[command(
        after_help = "Examples:\n  holdfast frameworks\n  holdfast frameworks nsa\n  holdfast scan -f . --framework nsa"
    )]
    Frameworks(FrameworksArgs),
    /// Scan a built-in, deliberately flawed estate and show what to try next
    #[command(
        after_help = "Examples:\n  holdfast demo\n  holdfast demo --verbose\n  holdfast demo --format html -o harbor.html"
    )]
    Demo(DemoArgs),
    /// Print a completion script for a shell
    #[command(
        after_help = "Examples:\n  holdfast completions bash > /etc/bash_completion.d/holdfast\n  holdfast completions zsh > ~/.zfunc/_holdfast"
    )]
    Completions { shell: Shell },
    /// Print the man page, or write the pages of all verbs to a directory
    #[command(after_help = "Examples:\n  holdfast man | man -l -\n  holdfast man /usr/local/share/man/man1")]
    Man {
        #[arg(value_name = "DIR")]
        directory: Option<PathBuf>,
    },
}

const SCAN_EXAMPLES: &str = "\
Examples:
  holdfast scan                                     the current kube context
  holdfast scan -n shop -n payments                 two namespaces of it
  holdfast scan -f deploy/ -f extra.yaml            files and directories, judged together
  kubectl get all,role,rolebinding -A -o json | holdfast scan -f -
  holdfast scan -f . --framework nsa                pass, fail or manual per requirement
  holdfast scan -f . --checks host-pid,'rbac-*'     some checks only
  holdfast scan -f . --format sarif -o out.sarif --format html -o out.html
  holdfast scan -f . --baseline last.json           only what is new since
  holdfast scan -f . --fix                          show patches; --fix=write edits the files";

const SNAPSHOT_EXAMPLES: &str = "\
Examples:
  holdfast snapshot save monday.snap        the current cluster, without any secret's value
  holdfast scan --snapshot monday.snap      judge it later, elsewhere, offline
  holdfast snapshot show monday.snap
  holdfast snapshot diff monday.snap tuesday.snap";

const POD_SECURITY_EXAMPLES: &str = "\
Examples:
  holdfast pod-security                                   what could each namespace enforce today
  holdfast pod-security -f deploy/ --level restricted     would these be admitted
  holdfast pod-security -f pod.yaml --level baseline --version v1.29 --format json";

/// Where the facts come from: the same for every judging verb.
#[derive(Args, Clone, Debug, Default)]
#[command(next_help_heading = "Input (default: the current kube context)")]
pub(crate) struct InputArgs {
    /// Manifests: a file, a directory (recursively) or - for standard input; may be repeated. Charts and kustomizations
    /// are rendered with your own helm, kustomize or kubectl
    #[arg(short = 'f', long = "filename", value_name = "FILE|DIR|-")]
    pub(crate) filename: Vec<String>,
    /// Run no tool: read the files of charts and kustomizations as they are
    #[arg(long)]
    pub(crate) no_render: bool,
    /// A snapshot saved by `holdfast snapshot save`
    #[arg(long, value_name = "FILE", conflicts_with = "filename")]
    pub(crate) snapshot: Option<PathBuf>,
    /// Kubeconfig to use instead of $KUBECONFIG or ~/.kube/config
    #[arg(long, value_name = "FILE")]
    pub(crate) kubeconfig: Option<PathBuf>,
    /// Kubeconfig context to use instead of the current one
    #[arg(long, value_name = "NAME")]
    pub(crate) context: Option<String>,
    /// How long one request to the cluster may take, such as 30s or 2m [default: 1m]
    #[arg(long, value_name = "TIME", value_parser = parse_time)]
    pub(crate) request_timeout: Option<Duration>,
    /// Only this namespace; may be repeated
    #[arg(short = 'n', long = "namespace", value_name = "NAMESPACE")]
    pub(crate) namespace: Vec<String>,
}

/// A time as kubectl takes it: whole seconds, or a number with its unit.
fn parse_time(text: &str) -> Result<Duration, String> {
    let wrong = || format!("expected a time such as 30, 30s, 2m or 1h, not {text:?}");
    let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let number: u64 = digits.parse().map_err(|_| wrong())?;
    let unit = match text.strip_prefix(digits).unwrap_or_default() {
        "ms" => return Ok(Duration::from_millis(number)),
        "" | "s" => 1,
        "m" => 60,
        "h" => 3600,
        _ => return Err(wrong()),
    };
    number.checked_mul(unit).filter(|n| *n > 0).map(Duration::from_secs).ok_or_else(wrong)
}

/// Which checks count.
#[derive(Args, Clone, Debug, Default)]
#[command(next_help_heading = "Selection")]
pub(crate) struct SelectArgs {
    /// Only these checks: ids, globs, or other tools' ids such as kube-linter:host-pid
    #[arg(long, value_name = "ID,..", value_delimiter = ',')]
    pub(crate) checks: Vec<String>,
    /// All but these checks
    #[arg(long, value_name = "ID,..", value_delimiter = ',')]
    pub(crate) skip: Vec<String>,
    /// Lowest severity to show: info, low, medium, high or critical [default: low, or the lowest of --checks]
    #[arg(long, value_name = "LEVEL")]
    pub(crate) severity: Option<Severity>,
    /// Only checks behind this framework, with a verdict per requirement (see `holdfast frameworks`); may be repeated
    #[arg(long, value_name = "ID")]
    pub(crate) framework: Vec<String>,
}

/// How to tell it.
#[derive(Args, Clone, Debug)]
#[command(next_help_heading = "Output")]
pub(crate) struct OutputArgs {
    /// Report format; may be repeated, each with its own -o
    #[arg(long, value_name = "FORMAT", value_parser = parse_format, hide_possible_values = true, help = format_help())]
    pub(crate) format: Vec<Format>,
    /// Write the format before it to this file instead of standard output
    #[arg(short = 'o', long = "output", value_name = "FILE")]
    pub(crate) output: Vec<PathBuf>,
    /// Exit with 1 when a finding is at least this severe: info, low, medium, high, critical, or never
    #[arg(long, value_name = "LEVEL", default_value = "high")]
    pub(crate) fail_on: FailOn,
    /// Show every finding with its evidence and fix
    #[arg(short, long)]
    pub(crate) verbose: bool,
    /// Most workloads in the table
    #[arg(long, value_name = "N")]
    pub(crate) limit: Option<usize>,
}

fn parse_format(text: &str) -> Result<Format, String> {
    text.parse::<Format>().map_err(|error| error.to_string())
}

fn format_help() -> String {
    let names: Vec<&str> = Format::ALL.iter().map(|f| f.as_str()).collect();
    format!("Report format: {}; may be repeated, each with its own -o [default: table]", names.join(", "))
}

/// The threshold of exit code 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FailOn {
    At(Severity),
    Never,
}

impl std::str::FromStr for FailOn {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text.eq_ignore_ascii_case("never") || text.eq_ignore_ascii_case("none") {
            return Ok(Self::Never);
        }
        text.parse()
            .map(Self::At)
            .map_err(|error: holdfast_model::ParseSeverityError| format!("{error}, or never"))
    }
}

#[derive(Args, Clone, Debug)]
pub(crate) struct ScanArgs {
    #[command(flatten)]
    pub(crate) input: InputArgs,
    #[command(flatten)]
    pub(crate) select: SelectArgs,
    #[command(flatten)]
    pub(crate) output: OutputArgs,
    #[command(flatten)]
    pub(crate) accept: AcceptArgs,
    /// Show the safe fixes as a diff, or write them into the files (comments are kept)
    #[arg(long, value_name = "MODE", num_args = 0..=1, require_equals = true, default_missing_value = "show", value_enum)]
    pub(crate) fix: Option<FixMode>,
}

/// What is known and accepted already.
#[derive(Args, Clone, Debug, Default)]
#[command(next_help_heading = "Baseline and exceptions")]
pub(crate) struct AcceptArgs {
    /// An earlier JSON report: show only what is new
    #[arg(long, value_name = "FILE")]
    pub(crate) baseline: Option<PathBuf>,
    /// Exceptions and settings [default: holdfast.yaml in the current directory or in a scanned one]
    #[arg(long, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum FixMode {
    /// Print the changes as a unified diff
    Show,
    /// Edit the files in place
    Write,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum PlainFormat {
    #[default]
    Table,
    Json,
}

#[derive(Args, Clone, Debug)]
pub(crate) struct PodSecurityArgs {
    #[command(flatten)]
    pub(crate) input: InputArgs,
    /// privileged, baseline or restricted [default: what each namespace's labels enforce]
    #[arg(long, value_name = "LEVEL")]
    pub(crate) level: Option<Level>,
    /// Version of the standards: latest, or that of a release such as v1.34 [default: latest, or the namespace's]
    #[arg(long, value_name = "VERSION")]
    pub(crate) version: Option<Version>,
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t)]
    pub(crate) format: PlainFormat,
}

#[derive(Args, Clone, Debug)]
pub(crate) struct SnapshotArgs {
    #[command(subcommand)]
    pub(crate) action: SnapshotAction,
}

#[derive(Clone, Debug, Subcommand)]
pub(crate) enum SnapshotAction {
    /// Read a cluster (or manifests) and save what was read
    #[command(
        after_help = "Examples:\n  holdfast snapshot save monday.snap\n  holdfast snapshot save pr.snap -f deploy/"
    )]
    Save {
        #[arg(value_name = "TO")]
        to: PathBuf,
        #[command(flatten)]
        input: InputArgs,
    },
    /// Say what a snapshot holds
    #[command(after_help = "Examples:\n  holdfast snapshot show monday.snap")]
    Show {
        #[arg(value_name = "SNAPSHOT")]
        snapshot: PathBuf,
    },
    /// Say which objects were added, removed and changed
    #[command(after_help = "Examples:\n  holdfast snapshot diff monday.snap tuesday.snap")]
    Diff {
        #[arg(value_name = "OLD")]
        old: PathBuf,
        #[arg(value_name = "NEW")]
        new: PathBuf,
    },
}

#[derive(Args, Clone, Debug)]
pub(crate) struct ExplainArgs {
    /// A check id, or another tool's id for it
    #[arg(value_name = "CHECK")]
    pub(crate) check: Option<String>,
    /// List every check
    #[arg(long)]
    pub(crate) list: bool,
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t)]
    pub(crate) format: PlainFormat,
}

#[derive(Args, Clone, Debug)]
pub(crate) struct FrameworksArgs {
    /// A framework id, such as nsa
    #[arg(value_name = "FRAMEWORK")]
    pub(crate) framework: Option<String>,
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t)]
    pub(crate) format: PlainFormat,
}

#[derive(Args, Clone, Debug)]
pub(crate) struct DemoArgs {
    #[command(flatten)]
    pub(crate) output: OutputArgs,
}
