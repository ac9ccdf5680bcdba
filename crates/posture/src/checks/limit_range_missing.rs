use holdfast_inventory::platform::is_system_namespace;

use crate::prelude::*;

pub(super) static CHECK: Check = Check {
    id: "limit-range-missing",
    title: "Namespace has no LimitRange",
    severity: Severity::Low,
    confidence: Confidence::High,
    fix: "Add a LimitRange with default requests and limits, and a maximum, to the namespace.",
    techniques: &["T1499"],
    aliases: &["trivy:KSV-0039"],
    page: include_str!("limit_range_missing.md"),
    needs: &["LimitRange"],
    judge: Judge::Object(&["Namespace"], judge),
};

fn judge(o: &ObjectCx<'_, '_>) -> Verdict {
    let name = o.object.name();
    if is_system_namespace(name) {
        return Verdict::NotApplicable;
    }
    if o.cx.has_limit_range(name) {
        return Verdict::Pass;
    }
    Hit::at("", "has no LimitRange: a container that sets no limits gets none").if_nothing_else(o.cx).into()
}
