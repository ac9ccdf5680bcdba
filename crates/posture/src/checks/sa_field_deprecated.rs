use crate::prelude::*;

pub(super) static CHECK: Check = Check {
    id: "sa-field-deprecated",
    title: "Deprecated serviceAccount field is used",
    severity: Severity::Low,
    confidence: Confidence::High,
    fix: "Rename the field serviceAccount to serviceAccountName.",
    techniques: &[],
    aliases: &["kubescape:C-0294", "kube-linter:deprecated-service-account-field"],
    page: include_str!("sa_field_deprecated.md"),
    needs: &[],
    judge: Judge::Pod(judge),
};

fn judge(p: &PodCx<'_, '_>) -> Verdict {
    let spec = p.spec();
    let old = spec.service_account.as_deref().unwrap_or_default();
    let new = spec.service_account_name.as_deref().unwrap_or_default();
    // The API server fills the old field in itself, with the same name.
    if old.is_empty() || old == new {
        return Verdict::Pass;
    }
    let hit = if new.is_empty() {
        Hit::at("/serviceAccount", "names its account by the deprecated field serviceAccount")
            .set("/serviceAccountName", old)
    } else {
        Hit::at("/serviceAccount", format!("serviceAccount: {old} is ignored: it runs as {new}"))
    };
    hit.value(old).remove("/serviceAccount").safe().into()
}
