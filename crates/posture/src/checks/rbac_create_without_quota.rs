use crate::prelude::*;
use crate::rbac::{Right, binding_with};

pub(super) static CHECK: Check = Check {
    id: "rbac-create-without-quota",
    title: "A subject can fill the cluster with objects",
    severity: Severity::Low,
    confidence: Confidence::High,
    fix: "Give the namespace a ResourceQuota that counts objects.",
    techniques: &["T1499"],
    aliases: &[],
    page: include_str!("rbac_create_without_quota.md"),
    needs: &["ClusterRole", "ResourceQuota", "Role"],
    judge: Judge::Object(&["RoleBinding"], judge),
};

static RIGHT: Right = Right::new(
    &["create"],
    &[("", "configmaps"), ("", "pods"), ("", "secrets"), ("apps", "deployments"), ("batch", "jobs")],
);

fn judge(o: &ObjectCx<'_, '_>) -> Verdict {
    if o.cx.from_files() {
        return Verdict::NotAssessed("quotas may exist in the cluster");
    }
    let mut quotas = o.cx.snapshot().of_kind("ResourceQuota");
    if quotas.any(|quota| quota.namespace() == o.object.namespace()) {
        return Verdict::Pass;
    }
    binding_with(o, &RIGHT, "lets its subjects create objects without a bound")
}
