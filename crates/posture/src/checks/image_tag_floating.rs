use crate::image_ref::ImageRef;
use crate::prelude::*;

pub(super) static CHECK: Check = Check {
    id: "image-tag-floating",
    title: "Image tag is missing or moves",
    severity: Severity::Medium,
    confidence: Confidence::High,
    fix: "Name a version tag that is never reused, or better the digest.",
    techniques: &["T1204.003"],
    aliases: &[
        "kubescape:C-0075",
        "trivy:KSV-0013",
        "kube-linter:latest-tag",
        "polaris:tagNotSpecified",
        "checkov:CKV_K8S_14",
        "kube-score:container-image-tag",
        "prowler:core_image_tag_fixed",
    ],
    page: include_str!("image_tag_floating.md"),
    needs: &[],
    judge: Judge::Container(judge),
};

/// Tags that by custom name the newest build of something.
const MOVING: &[&str] = &[
    "latest",
    "canary",
    "current",
    "dev",
    "develop",
    "development",
    "edge",
    "head",
    "HEAD",
    "main",
    "master",
    "next",
    "nightly",
    "rolling",
    "snapshot",
    "stable",
    "trunk",
    "unstable",
];

fn judge(c: &ContainerCx<'_, '_>) -> Verdict {
    let text = c.image();
    if text.is_empty() {
        return Verdict::NotApplicable;
    }
    let image = ImageRef::parse(text);
    let Some(tag) = image.effective_tag() else { return Verdict::Pass };
    if image.is_pinned() || !moves(c, tag) {
        return Verdict::Pass;
    }
    let message = match image.tag {
        Some(tag) => format!("image {text} may be another one tomorrow: the tag {tag} moves"),
        None => format!("image {text} has no tag, which means latest"),
    };
    Hit::at("/image", message).value(text).into()
}

fn moves(c: &ContainerCx<'_, '_>, tag: &str) -> bool {
    MOVING.contains(&tag)
        || c.cx().settings.floating_tags.iter().any(|glob| holdfast_model::glob_match(glob, tag))
}
