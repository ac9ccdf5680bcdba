use crate::capabilities::{ESCAPE_PRONE, judge_added, listed};
use crate::prelude::*;

pub(super) static CHECK: Check = Check {
    id: "caps-dangerous-set",
    title: "Container adds a capability that helps to escape",
    severity: Severity::High,
    confidence: Confidence::High,
    fix: "Remove the capability from capabilities.add, or move the part that needs it into a small, separate workload.",
    techniques: &["T1611"],
    aliases: &["kubescape:C-0046", "polaris:dangerousCapabilities"],
    page: include_str!("caps_dangerous_set.md"),
    needs: &[],
    judge: Judge::Container(judge),
};

fn judge(c: &ContainerCx<'_, '_>) -> Verdict {
    judge_added(
        c,
        |name| listed(ESCAPE_PRONE, name),
        |name| format!("adds {}, which is a known help to leave a container", name.to_ascii_uppercase()),
    )
}
