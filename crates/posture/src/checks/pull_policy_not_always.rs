use crate::image_ref::ImageRef;
use crate::prelude::*;

pub(super) static CHECK: Check = Check {
    id: "pull-policy-not-always",
    title: "Cached images are used without asking the registry",
    severity: Severity::Low,
    confidence: Confidence::High,
    fix: "Set imagePullPolicy: Always.",
    techniques: &[],
    aliases: &[
        "kubescape:C-0075",
        "polaris:pullPolicyNotAlways",
        "checkov:CKV_K8S_15",
        "kube-score:container-image-pull-policy",
    ],
    page: include_str!("pull_policy_not_always.md"),
    needs: &[],
    judge: Judge::Container(judge),
};

const PULL_POLICY: &str = "/imagePullPolicy";

fn judge(c: &ContainerCx<'_, '_>) -> Verdict {
    let text = c.image();
    if text.is_empty() {
        return Verdict::NotApplicable;
    }
    let written = c.container.image_pull_policy.as_deref().filter(|policy| !policy.is_empty());
    let policy = written.unwrap_or_else(|| default_policy(ImageRef::parse(text)));
    if policy == "Always" {
        return Verdict::Pass;
    }
    let mut hit = Hit::at(
        PULL_POLICY,
        match policy {
            "Never" => "runs whatever the node has under this name: imagePullPolicy is Never",
            _ => "runs an image another pod left on the node without proving that it may",
        },
    );
    hit.value = written.map(ToOwned::to_owned);
    hit.set(PULL_POLICY, "Always").into()
}

/// What the API server writes where nothing is said.
/// <https://kubernetes.io/docs/concepts/containers/images/#imagepullpolicy-defaulting>
fn default_policy(image: ImageRef<'_>) -> &'static str {
    if image.effective_tag() == Some("latest") { "Always" } else { "IfNotPresent" }
}
