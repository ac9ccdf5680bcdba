use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};
use holdfast_rbac::Identity;

use crate::cli::{AcceptArgs, InputArgs, OutputArgs, PlainFormat, SelectArgs};

pub(crate) const EXAMPLES: &str = "\
Examples:
  holdfast rbac who-can get secrets -n shop        who may, through which binding, role and rule
  holdfast rbac what-can sa:shop/web               all a subject may do, in as few lines as say it
  holdfast rbac can user:ann delete pods -n shop   yes, no or unknown
  holdfast rbac can --batch questions.jsonl        many questions, each a SubjectAccessReview
  holdfast rbac risks                              rights that lead to more than was meant
  holdfast rbac matrix -n shop                     subjects and resources
  holdfast rbac diff monday.snap tuesday.snap      who gained what, as a gate
  holdfast rbac least-privilege --audit-log audit.log --format yaml   roles for what was used";

#[derive(Args, Clone, Debug)]
pub(crate) struct RbacArgs {
    #[command(subcommand)]
    pub(crate) action: RbacAction,
}

#[derive(Clone, Debug, Subcommand)]
pub(crate) enum RbacAction {
    /// Who may do this: every subject with its binding, role and rule
    #[command(
        after_help = "Examples:\n  holdfast rbac who-can get secrets\n  holdfast rbac who-can create pods/exec -n shop\n  holdfast rbac who-can update deployments.apps/scale web -n shop\n  holdfast rbac who-can get /metrics\n  holdfast rbac who-can delete nodes -f dump.json --format json"
    )]
    WhoCan(WhoCanArgs),
    /// All that a subject may do, in as few lines as say it
    #[command(
        after_help = "Examples:\n  holdfast rbac what-can sa:shop/web\n  holdfast rbac what-can system:serviceaccount:shop:web -n shop\n  holdfast rbac what-can user:ann --group devs\n  holdfast rbac what-can group:system:authenticated --format json"
    )]
    WhatCan(WhatCanArgs),
    /// May this subject do this: yes, no or unknown. Many questions at once with --batch
    #[command(
        after_help = "Examples:\n  holdfast rbac can sa:shop/web get secrets db -n shop\n  holdfast rbac can user:ann get /metrics\n  holdfast rbac can --batch questions.jsonl > verdicts.jsonl\n\nA question of a batch is a SubjectAccessReview or its spec, one a line:\n  {\"user\": \"ann\", \"groups\": [\"devs\"], \"resourceAttributes\": {\"verb\": \"get\", \"resource\": \"pods\", \"namespace\": \"shop\"}}\nGroups count as written; with \"as\": \"sa:shop/web\" instead, the subject has the groups it is in by its nature.\n\nExit codes: 0 yes   1 no   3 unknown; of a batch: 0 all answered   3 some unknown or not understood"
    )]
    Can(CanArgs),
    /// Who may do what with which resource: one row for each subject
    #[command(
        after_help = "Examples:\n  holdfast rbac matrix\n  holdfast rbac matrix -n shop --resources pods,secrets,deployments.apps\n  holdfast rbac matrix --format csv > matrix.csv"
    )]
    Matrix(MatrixArgs),
    /// What in roles and bindings leads to more than was meant: the RBAC checks of `scan`
    #[command(
        after_help = "Examples:\n  holdfast rbac risks\n  holdfast rbac risks -f manifests/ --severity high\n  holdfast rbac risks --format sarif -o rbac.sarif\n  holdfast rbac risks --checks rbac-police:steal_pods"
    )]
    Risks(RisksArgs),
    /// Who gained and who lost which permission between two snapshots or sets of files
    #[command(
        after_help = "Examples:\n  holdfast rbac diff monday.snap tuesday.snap\n  holdfast rbac diff main/manifests pr/manifests     fails when somebody gains a permission\n  holdfast rbac diff old.yaml new.yaml --fail-on never --format json"
    )]
    Diff(DiffArgs),
    /// What was granted and what an audit log shows as used, and roles that give just that
    #[command(
        after_help = "Examples:\n  holdfast rbac least-privilege --audit-log audit.log\n  zcat audit-*.gz | holdfast rbac least-privilege --audit-log - --snapshot monday.snap\n  holdfast rbac least-privilege --audit-log audit.log --subject sa:shop/web --format yaml > roles.yaml\n\nThe new roles are read back and asked about every observed call: none is denied."
    )]
    LeastPrivilege(LeastPrivilegeArgs),
}

#[derive(Args, Clone, Debug)]
pub(crate) struct WhoCanArgs {
    /// get, list, create, impersonate ... or * for all
    #[arg(value_name = "VERB")]
    pub(crate) verb: String,
    /// pods, pods/exec, deployments.apps/scale, widgets.example.com, or a path such as /metrics
    #[arg(value_name = "RESOURCE[.GROUP][/SUB]|PATH")]
    pub(crate) resource: String,
    /// One object instead of all
    #[arg(value_name = "NAME")]
    pub(crate) name: Option<String>,
    /// In at least one namespace, instead of in all (no -n) or in the given one
    #[arg(short = 'A', long, conflicts_with = "namespace")]
    pub(crate) any_namespace: bool,
    #[command(flatten)]
    pub(crate) input: InputArgs,
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t)]
    pub(crate) format: PlainFormat,
}

#[derive(Args, Clone, Debug)]
pub(crate) struct WhatCanArgs {
    /// sa:NAMESPACE/NAME, user:NAME, group:NAME or system:serviceaccount:NAMESPACE:NAME
    #[arg(value_name = "SUBJECT")]
    pub(crate) subject: Identity,
    /// A further group the user is in; may be repeated
    #[arg(long, value_name = "NAME")]
    pub(crate) group: Vec<String>,
    /// Also through which binding, role and rule
    #[arg(long)]
    pub(crate) via: bool,
    #[command(flatten)]
    pub(crate) input: InputArgs,
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t)]
    pub(crate) format: PlainFormat,
}

#[derive(Args, Clone, Debug)]
pub(crate) struct CanArgs {
    /// sa:NAMESPACE/NAME, user:NAME, group:NAME or system:serviceaccount:NAMESPACE:NAME
    #[arg(value_name = "SUBJECT", required_unless_present = "batch")]
    pub(crate) subject: Option<Identity>,
    #[arg(value_name = "VERB", required_unless_present = "batch")]
    pub(crate) verb: Option<String>,
    #[arg(value_name = "RESOURCE[.GROUP][/SUB]|PATH", required_unless_present = "batch")]
    pub(crate) resource: Option<String>,
    #[arg(value_name = "NAME")]
    pub(crate) name: Option<String>,
    /// A further group the user is in; may be repeated
    #[arg(long, value_name = "NAME")]
    pub(crate) group: Vec<String>,
    /// Answer the questions in a file, or on standard input (-), one JSON verdict a line in the same order
    #[arg(long, value_name = "FILE|-", conflicts_with_all = ["subject", "verb", "resource", "name", "group", "format"])]
    pub(crate) batch: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) input: InputArgs,
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t)]
    pub(crate) format: PlainFormat,
}

#[derive(Args, Clone, Debug)]
pub(crate) struct MatrixArgs {
    /// Columns: resources as in who-can [default: those an attacker cares about]
    #[arg(long, value_name = "RESOURCE,..", value_delimiter = ',')]
    pub(crate) resources: Vec<String>,
    /// Also the default bindings of every cluster
    #[arg(long)]
    pub(crate) system: bool,
    #[command(flatten)]
    pub(crate) input: InputArgs,
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t)]
    pub(crate) format: MatrixFormat,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum MatrixFormat {
    #[default]
    Table,
    Csv,
    Json,
}

#[derive(Args, Clone, Debug)]
pub(crate) struct RisksArgs {
    #[command(flatten)]
    pub(crate) input: InputArgs,
    #[command(flatten)]
    pub(crate) select: SelectArgs,
    #[command(flatten)]
    pub(crate) output: OutputArgs,
    #[command(flatten)]
    pub(crate) accept: AcceptArgs,
}

#[derive(Args, Clone, Debug)]
pub(crate) struct DiffArgs {
    /// A snapshot, a manifest or a directory of them
    #[arg(value_name = "OLD")]
    pub(crate) old: PathBuf,
    #[arg(value_name = "NEW")]
    pub(crate) new: PathBuf,
    /// Exit with 1 when somebody gained a permission, when anything changed, or never
    #[arg(long, value_name = "WHEN", value_enum, default_value_t)]
    pub(crate) fail_on: FailWhen,
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t)]
    pub(crate) format: PlainFormat,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum FailWhen {
    #[default]
    Gained,
    Any,
    Never,
}

#[derive(Args, Clone, Debug)]
pub(crate) struct LeastPrivilegeArgs {
    /// The API server's audit log (JSON lines), or - for standard input
    #[arg(long, value_name = "FILE|-")]
    pub(crate) audit_log: PathBuf,
    /// Only this subject; may be repeated [default: all but Kubernetes' own parts]
    #[arg(long, value_name = "SUBJECT")]
    pub(crate) subject: Vec<Identity>,
    /// Most names of one resource that are listed one by one, where every name is granted today
    #[arg(long, value_name = "N", default_value_t = 5)]
    pub(crate) most_names: usize,
    /// Most namespaces a permission is given in one by one, where it is granted across the cluster today
    #[arg(long, value_name = "N", default_value_t = 5)]
    pub(crate) most_namespaces: usize,
    #[command(flatten)]
    pub(crate) input: InputArgs,
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t)]
    pub(crate) format: PlanFormat,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum PlanFormat {
    #[default]
    Table,
    Json,
    /// The rewritten roles and bindings
    Yaml,
}
