use crate::products::{Version, runs_from, version_of};

use crate::prelude::*;

pub(super) static CHECK: Check = Check {
    id: "addon-cve-grafana",
    title: "Grafana build with an authentication bypass",
    severity: Severity::High,
    confidence: Confidence::High,
    fix: "Update Grafana to a supported release, at least 9.2.4.",
    techniques: &[],
    aliases: &["kubescape:C-0090"],
    page: include_str!("addon_cve_grafana.md"),
    needs: &[],
    judge: Judge::Container(judge),
};

static IMAGES: &[&str] = &["grafana/grafana", "grafana/grafana-enterprise", "grafana/grafana-oss"];

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
    Hit::at("/image", format!("runs Grafana {version}, which is open to CVE-2022-39328")).value(image).into()
}

/// Broken in 9.2.0, fixed in 9.2.4: <https://github.com/grafana/grafana/security/advisories/GHSA-vqc4-mpj8-jxch>.
fn is_vulnerable(version: Version) -> bool {
    (Version::release(9, 2, 0)..Version::release(9, 2, 4)).contains(&version)
}
