use crate::prelude::*;
use crate::rbac::{Names, Right, WRITE, role_in};

pub(super) static CHECK: Check = Check {
    id: "rbac-aws-auth",
    title: "Role may map cloud identities to cluster administrators",
    severity: Severity::Critical,
    confidence: Confidence::High,
    fix: "Remove write access to kube-system/aws-auth, and move to EKS access entries.",
    techniques: &["T1098"],
    aliases: &["trivy:KSV-0115", "rbac-police:eks_modify_aws_auth"],
    page: include_str!("rbac_aws_auth.md"),
    needs: &[],
    judge: Judge::Object(&["Role", "ClusterRole"], judge),
};

static RIGHT: Right = Right::new(WRITE, &[("", "configmaps")]).names(Names::Of(&["aws-auth"]));

fn judge(o: &ObjectCx<'_, '_>) -> Verdict {
    match role_in(o, "kube-system", &RIGHT, "lets its holders make any AWS identity an administrator") {
        Verdict::Fail(hits) if !names_it(o) && !is_eks(o.cx) => {
            drop(hits);
            if o.cx.from_files() {
                Verdict::NotAssessed("files do not tell whether this is EKS")
            } else {
                Verdict::NotApplicable
            }
        }
        verdict => verdict,
    }
}

/// A rule that names the config map says itself where it is for.
fn names_it(o: &ObjectCx<'_, '_>) -> bool {
    let index = o.cx.rbac();
    let role = index.role_of(o.object);
    role.is_some_and(|role| {
        index.rules_of(role).any(|rule| index.texts(&rule.words.names).any(|name| name == "aws-auth"))
    })
}

fn is_eks(cx: &Cx<'_>) -> bool {
    let snapshot = cx.snapshot();
    snapshot.cluster.version.as_deref().is_some_and(|version| version.contains("-eks-"))
        || snapshot.find("ConfigMap", "kube-system", "aws-auth").is_some()
        || cx
            .estate
            .nodes()
            .first()
            .is_some_and(|node| node.object.label("eks.amazonaws.com/nodegroup").is_some())
}
