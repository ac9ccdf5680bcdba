use crate::accounts;
use crate::prelude::*;
use crate::refs;

pub(super) static CHECK: Check = Check {
    id: "sa-missing",
    title: "Service account does not exist",
    severity: Severity::Medium,
    confidence: Confidence::High,
    fix: "Create the service account in the same namespace, or correct serviceAccountName.",
    techniques: &[],
    aliases: &["kubescape:C-0307", "kube-linter:non-existent-service-account"],
    page: include_str!("sa_missing.md"),
    needs: &["ServiceAccount"],
    judge: Judge::Pod(judge),
};

fn judge(p: &PodCx<'_, '_>) -> Verdict {
    let spec = p.spec();
    let (pointer, name) = match (&spec.service_account_name, &spec.service_account) {
        (Some(name), _) if !name.is_empty() => ("/serviceAccountName", name.as_str()),
        (_, Some(name)) if !name.is_empty() => ("/serviceAccount", name.as_str()),
        _ => return Verdict::NotApplicable,
    };
    if accounts::is_mirror(p) {
        return Verdict::NotApplicable;
    }
    // Every namespace gets this one when it is made.
    if name == "default" || refs::find(p.cx, p.object, "ServiceAccount", name).is_some() {
        return Verdict::Pass;
    }
    let namespace = refs::namespace(p.object);
    Hit::at(pointer, format!("its service account {name} does not exist in namespace {namespace}"))
        .value(name)
        .confidence(refs::absence(p.cx))
        .into()
}
