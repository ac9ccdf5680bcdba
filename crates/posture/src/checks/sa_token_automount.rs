use crate::accounts::{self, AUTOMOUNT};
use crate::prelude::*;
use crate::refs;

pub(super) static CHECK: Check = Check {
    id: "sa-token-automount",
    title: "API token of the service account is mounted",
    severity: Severity::Medium,
    confidence: Confidence::High,
    fix: "Set automountServiceAccountToken: false on the pod, or on its service account, unless the pod calls the Kubernetes API.",
    techniques: &["T1528"],
    aliases: &[
        "kubescape:C-0034",
        "kubescape:C-0190",
        "kubescape:C-0261",
        "trivy:KSV-0036",
        "polaris:automountServiceAccountToken",
        "checkov:CKV_K8S_38",
        "kubesec:AutomountServiceAccountToken",
    ],
    page: include_str!("sa_token_automount.md"),
    needs: &["ServiceAccount"],
    judge: Judge::Pod(judge),
};

fn judge(p: &PodCx<'_, '_>) -> Verdict {
    if accounts::is_mirror(p) {
        return Verdict::NotApplicable;
    }
    if accounts::opts_out(p) {
        return Verdict::Pass;
    }
    let hit = if let Some(mounted) = p.spec().automount_service_account_token {
        Hit::at(AUTOMOUNT, "asks for its API token to be mounted").value(mounted)
    } else {
        let account = p.service_account();
        let message = format!("mounts the API token of account {account}: neither of them opts out");
        let known = refs::find(p.cx, p.object, "ServiceAccount", account).is_some();
        let hit = Hit::at(AUTOMOUNT, message);
        if known { hit } else { hit.confidence(Confidence::Medium) }
    };
    hit.set(AUTOMOUNT, false).into()
}
