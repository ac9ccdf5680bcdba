use crate::image_ref::ImageRef;
use crate::prelude::*;

pub(super) static CHECK: Check = Check {
    id: "registry-not-allowed",
    title: "Image comes from a registry that is not allowed",
    severity: Severity::Medium,
    confidence: Confidence::High,
    fix: "Take the image from an allowed registry, or add its registry to allowedRegistries in holdfast.yaml.",
    techniques: &["T1525"],
    aliases: &[
        "kubescape:C-0001",
        "kubescape:C-0078",
        "trivy:KSV-0125",
        "trivy:KSV-0032",
        "trivy:KSV-0033",
        "trivy:KSV-0034",
        "trivy:KSV-0035",
    ],
    page: include_str!("registry_not_allowed.md"),
    needs: &[],
    judge: Judge::Container(judge),
};

/// Registries where anyone may write under any name, without an account.
const KNOWN_BAD: &[&str] = &["ttl.sh"];

fn judge(c: &ContainerCx<'_, '_>) -> Verdict {
    let text = c.image();
    if text.is_empty() {
        return Verdict::NotApplicable;
    }
    let (image, settings) = (ImageRef::parse(text), c.cx().settings);
    let denied = KNOWN_BAD.iter().copied().chain(settings.denied_registries.iter().map(String::as_str));
    if let Some(place) = denied.into_iter().find(|place| image.is_under(place)) {
        return Hit::at("/image", format!("image {text} comes from {place}, which is on the deny list"))
            .value(text)
            .into();
    }
    let allowed = &settings.allowed_registries;
    if allowed.is_empty() || allowed.iter().any(|place| image.is_under(place)) {
        return Verdict::Pass;
    }
    let message = format!("image {text} comes from {}, which is not on the allow list", image.registry());
    Hit::at("/image", message).value(text).into()
}
