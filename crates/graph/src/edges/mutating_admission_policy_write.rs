use crate::prelude::*;

pub(super) static EDGE: EdgeKind = EdgeKind {
    id: "mutating-admission-policy-write",
    title: "Identity may write policies that change every object",
    family: Family::ControlPlane,
    story: "has the API server change every new pod, and so enters",
    fix: "Take the writing of MutatingAdmissionPolicies, or of their bindings, out of the role.",
    cost: 2,
    techniques: &["T1543", "T1525"],
    aliases: &[],
    page: include_str!("mutating_admission_policy_write.md"),
    find: &[Find::Identity(find)],
};

fn find(id: &IdentityCx<'_, '_>, emit: &mut Emit<'_, '_>) {
    let may = |resource: &str| {
        let group = "admissionregistration.k8s.io";
        id.grants.iter().find_map(|g| g.may_cluster(&["create", "patch", "update"], group, resource))
    };
    let (policies, bindings) = (may("mutatingadmissionpolicies"), may("mutatingadmissionpolicybindings"));
    if let (Some(policies), Some(_)) = (policies, bindings) {
        let to = emit.pods("");
        emit.to(to, policies.proof);
    }
}
