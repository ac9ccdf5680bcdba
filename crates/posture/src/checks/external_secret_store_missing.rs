use crate::prelude::*;

pub(super) static CHECK: Check = Check {
    id: "external-secret-store-missing",
    title: "No external store for secrets is used",
    severity: Severity::Low,
    confidence: Confidence::Medium,
    fix: "Keep credentials in a secret manager and bring them in with an operator or the Secrets Store CSI driver.",
    techniques: &[],
    aliases: &["kubescape:C-0208", "kubescape:C-0234"],
    page: include_str!("external_secret_store_missing.md"),
    needs: &["CSIDriver", "CustomResourceDefinition", "MutatingWebhookConfiguration"],
    judge: Judge::Cluster(judge),
};

/// API groups of operators that bring secrets in from a store.
const OPERATORS: &[&str] = &[
    ".external-secrets.io",
    ".secrets-store.csi.x-k8s.io",
    ".secrets.hashicorp.com",
    ".secrets.infisical.com",
    ".onepassword.com",
    ".spv.no",
    ".secrets.doppler.com",
    ".conjur.org",
    ".redhatcop.redhat.io",
];
/// Words in the names of webhooks that put secrets into pods.
const INJECTORS: &[&str] = &["vault-agent-injector", "vault-secrets-webhook", "secrets-init"];

fn judge(cx: &Cx<'_>) -> Verdict {
    let snapshot = cx.snapshot();
    let any = |kind: &str, known: &dyn Fn(&str) -> bool| snapshot.of_kind(kind).any(|o| known(o.name()));
    let found = any("CSIDriver", &|name| name == "secrets-store.csi.k8s.io")
        || any("CustomResourceDefinition", &|name| OPERATORS.iter().any(|group| name.ends_with(group)))
        || any("MutatingWebhookConfiguration", &|name| INJECTORS.iter().any(|word| name.contains(word)));
    let message = "has no secret operator, secret injector or Secrets Store CSI driver: every credential lies in a Secret made by hand";
    Verdict::unless((!found).then(|| Hit::at("", message)))
}
