use crate::prelude::*;
use crate::rbac::{RBAC, is_default, is_privileged};

pub(super) static CHECK: Check = Check {
    id: "rbac-aggregate-to-default",
    title: "ClusterRole adds dangerous rights to a default role",
    severity: Severity::High,
    confidence: Confidence::High,
    fix: "Remove the label, and bind the role to those who need it.",
    techniques: &["T1098.006"],
    aliases: &[],
    page: include_str!("rbac_aggregate_to_default.md"),
    needs: &[],
    judge: Judge::Object(&["ClusterRole"], judge),
};

const LABELS: [&str; 3] = ["aggregate-to-admin", "aggregate-to-edit", "aggregate-to-view"];

fn judge(o: &ObjectCx<'_, '_>) -> Verdict {
    let index = o.cx.rbac();
    let Some(role) = index.role_of(o.object).filter(|_| !is_default(o.object)) else {
        return Verdict::NotApplicable;
    };
    let joined = |label: &&str| o.object.label(&format!("{RBAC}/{label}")) == Some("true");
    let Some(label) = LABELS.into_iter().find(joined) else { return Verdict::NotApplicable };
    if !is_privileged(index, role) {
        return Verdict::Pass;
    }
    let to = label.trim_start_matches("aggregate-to-");
    let message = format!(
        "adds rights that lead to others' rights to the default role {to}, for everybody who holds it"
    );
    Hit::at(format!("/metadata/labels/{RBAC}~1{label}"), message).value("true").into()
}
