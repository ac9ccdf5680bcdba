use crate::prelude::*;

pub(super) static CHECK: Check = Check {
    id: "registry-deprecated",
    title: "Image comes from the frozen k8s.gcr.io registry",
    severity: Severity::Low,
    confidence: Confidence::High,
    fix: "Take the image from registry.k8s.io instead.",
    techniques: &[],
    aliases: &["kubescape:C-0253"],
    page: include_str!("registry_deprecated.md"),
    needs: &[],
    judge: Judge::Container(judge),
};

fn judge(c: &ContainerCx<'_, '_>) -> Verdict {
    let text = c.image();
    if text.is_empty() {
        return Verdict::NotApplicable;
    }
    let Some(rest) = text.strip_prefix("k8s.gcr.io/") else { return Verdict::Pass };
    Hit::at("/image", format!("image {text} comes from k8s.gcr.io, frozen since April 2023"))
        .value(text)
        .set("/image", format!("registry.k8s.io/{rest}"))
        .into()
}
