use crate::products::runs_from;

use crate::prelude::*;

pub(super) static CHECK: Check = Check {
    id: "ingress-nginx-eol",
    title: "Retired ingress-nginx controller is running",
    severity: Severity::Medium,
    confidence: Confidence::High,
    fix: "Move to a maintained Ingress or Gateway API implementation.",
    techniques: &[],
    aliases: &["kubescape:C-0292"],
    page: include_str!("ingress_nginx_eol.md"),
    needs: &[],
    judge: Judge::Container(judge),
};

static IMAGES: &[&str] = &[
    "ingress-nginx/controller",
    "ingress-nginx/controller-chroot",
    "kubernetes-ingress-controller/nginx-ingress-controller",
];
/// Builds of the same controller by others, who may still patch it.
static REBUILDS: &[&str] = &["bitnami/nginx-ingress-controller", "rancher/nginx-ingress-controller"];

fn judge(c: &ContainerCx<'_, '_>) -> Verdict {
    let image = c.image();
    let original = runs_from(image, IMAGES);
    if !original && !runs_from(image, REBUILDS) {
        return Verdict::Pass;
    }
    let hit = Hit::at("/image", "runs ingress-nginx, which was retired in March 2026 and gets no more fixes")
        .value(image);
    if original { hit.into() } else { hit.confidence(Confidence::Low).into() }
}
