use crate::prelude::*;

pub(super) static EDGE: EdgeKind = EdgeKind {
    id: "tekton-run",
    title: "Grant lets run Tekton pipelines",
    family: Family::Workload,
    story: "runs a step of its own as",
    fix: "Give the right to create taskruns to pipelines only, and use one weak account for their pods.",
    cost: 2,
    techniques: &["T1610"],
    aliases: &[],
    page: include_str!("tekton_run.md"),
    find: &[Find::Grant(find)],
};

use crate::workloads::make_pods;

fn find(g: &GrantCx<'_, '_>, emit: &mut Emit<'_, '_>) {
    let written = ["taskruns", "pipelineruns"]
        .iter()
        .find_map(|kind| g.may(&["create", "patch", "update"], "tekton.dev", kind));
    if let Some(allowed) = written {
        make_pods(g, &allowed, emit);
    }
}
