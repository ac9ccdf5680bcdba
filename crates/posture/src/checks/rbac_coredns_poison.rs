use crate::prelude::*;
use crate::rbac::{CHANGE, Names, Right, role_in};

pub(super) static CHECK: Check = Check {
    id: "rbac-coredns-poison",
    title: "Role may change the cluster's DNS",
    severity: Severity::Medium,
    confidence: Confidence::High,
    fix: "Remove write access to the config maps of kube-system, or limit it by resourceNames to others.",
    techniques: &["T1557"],
    aliases: &["kubescape:C-0037"],
    page: include_str!("rbac_coredns_poison.md"),
    needs: &[],
    judge: Judge::Object(&["Role", "ClusterRole"], judge),
};

static RIGHT: Right = Right::new(CHANGE, &[("", "configmaps")]).names(Names::Of(&[
    "coredns",
    "coredns-custom",
    "kube-dns",
    "node-local-dns",
    "rke2-coredns-rke2-coredns",
]));

fn judge(o: &ObjectCx<'_, '_>) -> Verdict {
    role_in(o, "kube-system", &RIGHT, "lets its holders answer the cluster's DNS queries as they like")
}
