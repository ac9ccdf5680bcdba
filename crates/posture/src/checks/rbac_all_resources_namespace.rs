use crate::prelude::*;
use crate::rbac::writes_everything;

pub(super) static CHECK: Check = Check {
    id: "rbac-all-resources-namespace",
    title: "Role may write every resource of its namespace",
    severity: Severity::Critical,
    confidence: Confidence::High,
    fix: "List the resources that the holders change; keep * for reading at most.",
    techniques: &[],
    aliases: &["trivy:KSV-0112"],
    page: include_str!("rbac_all_resources_namespace.md"),
    needs: &[],
    judge: Judge::Object(&["Role"], judge),
};

fn judge(o: &ObjectCx<'_, '_>) -> Verdict {
    writes_everything(o, "in the namespace")
}
