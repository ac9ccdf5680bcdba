use crate::prelude::*;

pub(super) static CHECK: Check = Check {
    id: "caps-none-dropped",
    title: "Container drops no capability",
    severity: Severity::Low,
    confidence: Confidence::High,
    fix: "Set securityContext.capabilities.drop to [ALL].",
    techniques: &[],
    aliases: &["trivy:KSV-0004", "kubesec:CapDropAny"],
    page: include_str!("caps_none_dropped.md"),
    needs: &[],
    judge: Judge::Container(judge),
};

const FIELD: &str = "/securityContext/capabilities/drop";

fn judge(c: &ContainerCx<'_, '_>) -> Verdict {
    if c.pod.is_windows() {
        return Verdict::NotApplicable;
    }
    if c.dropped_capabilities().next().is_some() {
        return Verdict::Pass;
    }
    Hit::at(FIELD, "drops no capability at all").set(FIELD, serde_json::json!(["ALL"])).into()
}
