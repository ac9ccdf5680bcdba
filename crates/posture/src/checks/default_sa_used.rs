use crate::accounts;
use crate::prelude::*;

pub(super) static CHECK: Check = Check {
    id: "default-sa-used",
    title: "Workload runs as the default service account",
    severity: Severity::Medium,
    confidence: Confidence::High,
    fix: "Create a service account for the workload and name it in serviceAccountName.",
    techniques: &["T1528"],
    aliases: &[
        "kubescape:C-0189",
        "kube-linter:default-service-account",
        "checkov:CKV_K8S_41",
        "kubesec:ServiceAccountName",
    ],
    page: include_str!("default_sa_used.md"),
    needs: &["ServiceAccount"],
    judge: Judge::Pod(judge),
};

fn judge(p: &PodCx<'_, '_>) -> Verdict {
    if accounts::is_mirror(p) {
        return Verdict::NotApplicable;
    }
    if p.service_account() != "default" {
        return Verdict::Pass;
    }
    let spec = p.spec();
    let named = spec.service_account_name.as_ref().or(spec.service_account.as_ref());
    let mut hit =
        Hit::at("/serviceAccountName", "runs as the account every pod of the namespace gets by default");
    hit.value = named.map(ToString::to_string);
    if accounts::opts_out(p) {
        hit = hit.severity(Severity::Low).fact("the API token is not mounted");
    }
    hit.into()
}
