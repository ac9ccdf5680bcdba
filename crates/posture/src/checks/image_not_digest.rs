use crate::image_ref::ImageRef;
use crate::prelude::*;

pub(super) static CHECK: Check = Check {
    id: "image-not-digest",
    title: "Image is not pinned by digest",
    severity: Severity::Low,
    confidence: Confidence::High,
    fix: "Name the image by its digest: image@sha256:...",
    techniques: &["T1204.003"],
    aliases: &["kubescape:C-0306", "checkov:CKV_K8S_43"],
    page: include_str!("image_not_digest.md"),
    needs: &[],
    judge: Judge::Container(judge),
};

fn judge(c: &ContainerCx<'_, '_>) -> Verdict {
    let text = c.image();
    if text.is_empty() {
        return Verdict::NotApplicable;
    }
    if ImageRef::parse(text).is_pinned() {
        return Verdict::Pass;
    }
    Hit::at("/image", format!("image {text} is named by a tag, which can be moved")).value(text).into()
}
