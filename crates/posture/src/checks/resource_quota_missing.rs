use holdfast_inventory::platform::is_system_namespace;

use crate::prelude::*;

pub(super) static CHECK: Check = Check {
    id: "resource-quota-missing",
    title: "Namespace has no ResourceQuota",
    severity: Severity::Low,
    confidence: Confidence::High,
    fix: "Add a ResourceQuota for CPU, memory, storage and object counts to the namespace.",
    techniques: &["T1499"],
    aliases: &["trivy:KSV-0040"],
    page: include_str!("resource_quota_missing.md"),
    needs: &["ResourceQuota"],
    judge: Judge::Object(&["Namespace"], judge),
};

fn judge(o: &ObjectCx<'_, '_>) -> Verdict {
    let name = o.object.name();
    if is_system_namespace(name) {
        return Verdict::NotApplicable;
    }
    if o.cx.has_quota(name) {
        return Verdict::Pass;
    }
    Hit::at("", "has no ResourceQuota: what runs in it may take the whole cluster")
        .if_nothing_else(o.cx)
        .into()
}
