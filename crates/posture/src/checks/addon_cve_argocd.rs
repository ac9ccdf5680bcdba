use crate::products::{Version, runs_from, version_of};

use crate::prelude::*;

pub(super) static CHECK: Check = Check {
    id: "addon-cve-argocd",
    title: "Argo CD build with a path traversal",
    severity: Severity::Medium,
    confidence: Confidence::High,
    fix: "Update Argo CD to a supported release, at least 2.1.9, 2.2.4 or 2.3.0.",
    techniques: &[],
    aliases: &["kubescape:C-0081"],
    page: include_str!("addon_cve_argocd.md"),
    needs: &[],
    judge: Judge::Container(judge),
};

static IMAGES: &[&str] = &["argoproj/argocd"];

fn judge(c: &ContainerCx<'_, '_>) -> Verdict {
    let image = c.image();
    if !runs_from(image, IMAGES) {
        return Verdict::NotApplicable;
    }
    let Some(version) = version_of(image) else {
        return Verdict::NotAssessed("the image's tag does not tell its version");
    };
    if !is_vulnerable(version) {
        return Verdict::Pass;
    }
    Hit::at("/image", format!("runs Argo CD {version}, which is open to CVE-2022-24348")).value(image).into()
}

/// Fixed in 2.1.9, 2.2.4 and 2.3.0-rc4: <https://github.com/argoproj/argo-cd/security/advisories/GHSA-63qx-x74g-jcr7>.
fn is_vulnerable(version: Version) -> bool {
    version < Version::release(2, 1, 9)
        || (Version::candidate(2, 2, 0, 0)..Version::release(2, 2, 4)).contains(&version)
        || (Version::candidate(2, 3, 0, 0)..Version::candidate(2, 3, 0, 4)).contains(&version)
}
