use crate::products::{Version, runs_from, version_of};

use crate::prelude::*;

pub(super) static CHECK: Check = Check {
    id: "addon-cve-kyverno",
    title: "Kyverno build with an image signature bypass",
    severity: Severity::High,
    confidence: Confidence::High,
    fix: "Update Kyverno to a supported release, at least 1.8.5.",
    techniques: &[],
    aliases: &["kubescape:C-0091"],
    page: include_str!("addon_cve_kyverno.md"),
    needs: &[],
    judge: Judge::Container(judge),
};

static IMAGES: &[&str] = &["kyverno/kyverno"];

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
    Hit::at("/image", format!("runs Kyverno {version}, which is open to CVE-2022-47633")).value(image).into()
}

/// Broken in 1.8.3, fixed in 1.8.5: <https://github.com/kyverno/kyverno/security/advisories/GHSA-m3cq-xcx9-3gvm>.
fn is_vulnerable(version: Version) -> bool {
    (Version::release(1, 8, 3)..Version::release(1, 8, 5)).contains(&version)
}
