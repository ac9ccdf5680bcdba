use crate::prelude::*;

pub(super) static CHECK: Check = Check {
    id: "node-affinity-missing",
    title: "No node affinity",
    severity: Severity::Info,
    confidence: Confidence::High,
    fix: "Add a nodeAffinity or a nodeSelector if it matters on which nodes the workload runs.",
    techniques: &[],
    aliases: &["kube-linter:no-node-affinity"],
    page: include_str!("node_affinity_missing.md"),
    needs: &[],
    judge: Judge::Pod(judge),
};

fn judge(p: &PodCx<'_, '_>) -> Verdict {
    // DaemonSets run everywhere by design.
    if p.object.kind() == "DaemonSet" || p.object.workload().kind() == "DaemonSet" {
        return Verdict::NotApplicable;
    }
    let chosen = p.spec().affinity.as_ref().is_some_and(|affinity| affinity.node_affinity.is_some());
    if chosen || !p.spec().node_selector.is_empty() {
        return Verdict::Pass;
    }
    Hit::at("/affinity/nodeAffinity", "may run on any node that will have it").into()
}
