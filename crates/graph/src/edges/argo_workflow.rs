use crate::prelude::*;

pub(super) static EDGE: EdgeKind = EdgeKind {
    id: "argo-workflow",
    title: "Grant lets run Argo workflows",
    family: Family::Workload,
    story: "runs a step of its own as",
    fix: "Give the right to create workflows to pipelines only, and use one weak account for their pods.",
    cost: 2,
    techniques: &["T1610"],
    aliases: &[],
    page: include_str!("argo_workflow.md"),
    find: &[Find::Grant(find)],
};

use crate::workloads::make_pods;

fn find(g: &GrantCx<'_, '_>, emit: &mut Emit<'_, '_>) {
    let written = ["workflows", "cronworkflows"]
        .iter()
        .find_map(|kind| g.may(&["create", "patch", "update"], "argoproj.io", kind));
    if let Some(allowed) = written {
        make_pods(g, &allowed, emit);
    }
}
