use crate::prelude::*;

pub(super) static CHECK: Check = Check {
    id: "caps-all-not-dropped",
    title: "Container keeps default capabilities",
    severity: Severity::Low,
    confidence: Confidence::High,
    fix: "Set securityContext.capabilities.drop to [ALL] and add back only what the program needs.",
    techniques: &["T1611"],
    aliases: &[
        "kubescape:C-0201",
        "kubescape:C-0220",
        "trivy:KSV-0003",
        "checkov:CKV_K8S_37",
        "kubesec:CapDropAll",
        "psa:capabilities_restricted",
        "prowler:core_minimize_containers_capabilities_assigned",
    ],
    page: include_str!("caps_all_not_dropped.md"),
    needs: &[],
    judge: Judge::Container(judge),
};

const FIELD: &str = "/securityContext/capabilities/drop";

fn judge(c: &ContainerCx<'_, '_>) -> Verdict {
    if c.pod.is_windows() {
        return Verdict::NotApplicable;
    }
    if c.drops_all() {
        return Verdict::Pass;
    }
    let hit = Hit::at(FIELD, "does not drop all capabilities").set(FIELD, serde_json::json!(["ALL"]));
    let dropped: Vec<&str> = c.dropped_capabilities().collect();
    if dropped.is_empty() { hit.into() } else { hit.value(dropped.join(", ")).into() }
}
