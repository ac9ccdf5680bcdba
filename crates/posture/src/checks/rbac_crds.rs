use crate::prelude::*;
use crate::rbac::{Right, WRITE, role_with};

pub(super) static CHECK: Check = Check {
    id: "rbac-crds",
    title: "ClusterRole may write custom resource definitions",
    severity: Severity::Medium,
    confidence: Confidence::High,
    fix: "Limit the rule by resourceNames to the definitions that the holder owns, and drop create and delete.",
    techniques: &["T1485"],
    aliases: &[],
    page: include_str!("rbac_crds.md"),
    needs: &[],
    judge: Judge::Object(&["ClusterRole"], judge),
};

static RIGHT: Right = Right::new(WRITE, &[("apiextensions.k8s.io", "customresourcedefinitions")]);

fn judge(o: &ObjectCx<'_, '_>) -> Verdict {
    role_with(o, &RIGHT, "lets its holders destroy or rewrite every object of a kind")
}
