use crate::image_ref::ImageRef;
use crate::prelude::*;
use crate::sandbox::is_untrusted;

pub(super) static CHECK: Check = Check {
    id: "sandbox-image-provenance",
    title: "Untrusted workload's image could be anyone's",
    severity: Severity::High,
    confidence: Confidence::High,
    fix: "Name the image by digest, or take it from a registry listed in allowedRegistries of holdfast.yaml.",
    techniques: &["T1204.003"],
    aliases: &["kubescape:C-0304"],
    page: include_str!("sandbox_image_provenance.md"),
    needs: &[],
    judge: Judge::Container(judge),
};

fn judge(c: &ContainerCx<'_, '_>) -> Verdict {
    let text = c.image();
    if text.is_empty() || !is_untrusted(c.pod) {
        return Verdict::NotApplicable;
    }
    let image = ImageRef::parse(text);
    if image.is_pinned() || c.cx().settings.allowed_registries.iter().any(|place| image.is_under(place)) {
        return Verdict::Pass;
    }
    let message =
        format!("starts untrusted code from {text}, neither pinned by digest nor from an allowed registry");
    Hit::at("/image", message).value(text).into()
}
