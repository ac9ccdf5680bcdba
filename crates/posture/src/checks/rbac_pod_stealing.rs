use crate::prelude::*;
use crate::rbac::{Right, combined_with};

pub(super) static CHECK: Check = Check {
    id: "rbac-pod-stealing",
    title: "A subject can move pods to a node of its choice",
    severity: Severity::High,
    confidence: Confidence::High,
    fix: "Separate the rights: whoever removes pods should not write nodes.",
    techniques: &["T1610"],
    aliases: &["rbac-police:steal_pods"],
    page: include_str!("rbac_pod_stealing.md"),
    needs: &["ClusterRole", "ClusterRoleBinding", "Role", "RoleBinding"],
    judge: Judge::Object(&["RoleBinding", "ClusterRoleBinding"], judge),
};

static REMOVE: [Right; 2] = [
    Right::new(&["delete", "deletecollection"], &[("", "pods")]),
    Right::new(&["create"], &[("", "pods/eviction")]),
];
static NODES: Right = Right::new(&["update", "patch"], &[("", "nodes"), ("", "nodes/status")]);

fn judge(o: &ObjectCx<'_, '_>) -> Verdict {
    let says = "may remove pods and write nodes: it decides where pods with powerful accounts start again";
    let [delete, evict] = &REMOVE;
    match combined_with(o, &[delete, &NODES], says) {
        Verdict::Pass => combined_with(o, &[evict, &NODES], says),
        verdict => verdict,
    }
}
