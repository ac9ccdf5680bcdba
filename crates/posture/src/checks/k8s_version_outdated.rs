use crate::releases::{NEWEST, OLDEST_SUPPORTED};

use crate::prelude::*;

pub(super) static CHECK: Check = Check {
    id: "k8s-version-outdated",
    title: "Kubernetes release is out of support",
    severity: Severity::Medium,
    confidence: Confidence::High,
    fix: "Upgrade the control plane to a supported minor release, one minor at a time.",
    techniques: &[],
    aliases: &["kubescape:C-0273"],
    page: include_str!("k8s_version_outdated.md"),
    needs: &[],
    judge: Judge::Cluster(judge),
};

fn judge(cx: &Cx<'_>) -> Verdict {
    let Some((major, minor)) = cx.version() else {
        return Verdict::NotAssessed("the server's version is not known");
    };
    if (major, minor) >= OLDEST_SUPPORTED {
        return Verdict::Pass;
    }
    let (old, new) = (OLDEST_SUPPORTED.1, NEWEST.1);
    Hit::at("", format!("runs Kubernetes {major}.{minor}; fixes are made for 1.{old} to 1.{new}"))
        .value(format!("{major}.{minor}"))
        .into()
}
