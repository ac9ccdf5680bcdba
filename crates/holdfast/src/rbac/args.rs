use std::path::PathBuf;

use clap::{Args, Subcommand};
use holdfast_rbac::Identity;

use crate::cli::{InputArgs, PlainFormat};

pub(crate) const EXAMPLES: &str = "\
Examples:
  holdfast rbac who-can get secrets -n shop        who may, through which binding, role and rule
  holdfast rbac what-can sa:shop/web               all a subject may do, in as few lines as say it
  holdfast rbac can user:ann delete pods -n shop   yes, no or unknown
  holdfast rbac can --batch questions.jsonl        many questions, each a SubjectAccessReview";

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
