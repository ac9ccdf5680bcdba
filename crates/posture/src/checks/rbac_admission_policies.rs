use crate::prelude::*;
use crate::rbac::{Right, WRITE, role_with};

pub(super) static CHECK: Check = Check {
    id: "rbac-admission-policies",
    title: "ClusterRole may write admission policies",
    severity: Severity::High,
    confidence: Confidence::High,
    fix: "Limit the rule by resourceNames to the policies that the holder owns, and drop create and delete.",
    techniques: &["T1562.001"],
    aliases: &[],
    page: include_str!("rbac_admission_policies.md"),
    needs: &[],
    judge: Judge::Object(&["ClusterRole"], judge),
};

const GROUP: &str = "admissionregistration.k8s.io";

static RIGHT: Right = Right::new(
    WRITE,
    &[
        (GROUP, "mutatingadmissionpolicies"),
        (GROUP, "mutatingadmissionpolicybindings"),
        (GROUP, "validatingadmissionpolicies"),
        (GROUP, "validatingadmissionpolicybindings"),
    ],
);

fn judge(o: &ObjectCx<'_, '_>) -> Verdict {
    role_with(o, &RIGHT, "lets its holders switch off guards or change what others create")
}
