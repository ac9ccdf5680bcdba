use crate::prelude::*;

pub(super) static EDGE: EdgeKind = EdgeKind {
    id: "pod-create",
    title: "Grant lets make pods",
    family: Family::Workload,
    story: "makes a pod of its own, and so takes",
    fix: "Take create of pods out of the role, and enforce a Pod Security level in the namespace.",
    cost: 2,
    techniques: &["T1610"],
    aliases: &["kubehound:POD_CREATE", "icekube:CREATE_POD"],
    page: include_str!("pod_create.md"),
    find: &[Find::Grant(find)],
};

use crate::workloads::make_pods;

fn find(g: &GrantCx<'_, '_>, emit: &mut Emit<'_, '_>) {
    if let Some(allowed) = g.may(&["create"], "", "pods") {
        make_pods(g, &allowed, emit);
    }
}
