use crate::capabilities::judge_added;
use crate::prelude::*;

pub(super) static CHECK: Check = Check {
    id: "caps-more-than-bind-service",
    title: "Container adds back more than NET_BIND_SERVICE",
    severity: Severity::Low,
    confidence: Confidence::High,
    fix: "Add back nothing, or NET_BIND_SERVICE alone.",
    techniques: &[],
    aliases: &["trivy:KSV-0106", "psa:capabilities_restricted"],
    page: include_str!("caps_more_than_bind_service.md"),
    needs: &[],
    judge: Judge::Container(judge),
};

fn judge(c: &ContainerCx<'_, '_>) -> Verdict {
    // Without the drop the container keeps more than this check is about: see caps-all-not-dropped.
    if !c.drops_all() {
        return Verdict::NotApplicable;
    }
    judge_added(
        c,
        |name| !name.eq_ignore_ascii_case("NET_BIND_SERVICE"),
        |name| format!("adds {} back after dropping all", name.to_ascii_uppercase()),
    )
}
