use crate::capabilities::{BASELINE, judge_added, listed};
use crate::prelude::*;

pub(super) static CHECK: Check = Check {
    id: "caps-added-outside-baseline",
    title: "Container adds a capability beyond the default set",
    severity: Severity::Medium,
    confidence: Confidence::High,
    fix: "Remove the capability from capabilities.add.",
    techniques: &["T1611"],
    aliases: &[
        "kubescape:C-0200",
        "kubescape:C-0219",
        "trivy:KSV-0022",
        "polaris:insecureCapabilities",
        "checkov:CKV_K8S_25",
        "prowler:core_minimize_containers_added_capabilities",
        "psa:capabilities_baseline",
    ],
    page: include_str!("caps_added_outside_baseline.md"),
    needs: &[],
    judge: Judge::Container(judge),
};

fn judge(c: &ContainerCx<'_, '_>) -> Verdict {
    judge_added(
        c,
        |name| !listed(BASELINE, name),
        |name| format!("adds {}, which the baseline level does not allow", name.to_ascii_uppercase()),
    )
}
