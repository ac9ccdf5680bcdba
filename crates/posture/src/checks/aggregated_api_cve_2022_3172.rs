use holdfast_inventory::view::ApiService;

use crate::products::Version;

use crate::prelude::*;

pub(super) static CHECK: Check = Check {
    id: "aggregated-api-cve-2022-3172",
    title: "Aggregated API can redirect clients of a vulnerable server",
    severity: Severity::Medium,
    confidence: Confidence::High,
    fix: "Upgrade the API server to 1.25.1, 1.24.5, 1.23.11, 1.22.14 or later.",
    techniques: &["T1557"],
    aliases: &["kubescape:C-0089"],
    page: include_str!("aggregated_api_cve_2022_3172.md"),
    needs: &[],
    judge: Judge::Object(&["APIService"], judge),
};

/// Releases with the fix, by minor: <https://github.com/kubernetes/kubernetes/issues/112513>.
static FIXED: &[Version] = &[
    Version::release(1, 22, 14),
    Version::release(1, 23, 11),
    Version::release(1, 24, 5),
    Version::release(1, 25, 1),
];

fn judge(o: &ObjectCx<'_, '_>) -> Verdict {
    if o.object.group() != "apiregistration.k8s.io" {
        return Verdict::NotApplicable;
    }
    let Some(api) = o.object.view::<ApiService<'_>>() else { return Verdict::NotApplicable };
    let Some(service) = api.spec.service else { return Verdict::NotApplicable };
    let Some(version) = o.cx.snapshot().cluster.version.as_deref().and_then(Version::parse) else {
        return Verdict::NotAssessed("the server's version is not known");
    };
    if !is_vulnerable(version) {
        return Verdict::Pass;
    }
    let message = format!(
        "its server may redirect clients and receive their tokens: Kubernetes {version} lets it (CVE-2022-3172)"
    );
    Hit::at("/spec/service", message).value(service.name).into()
}

fn is_vulnerable(version: Version) -> bool {
    match FIXED.iter().find(|fixed| fixed.minor == version.minor) {
        Some(fixed) => version < *fixed,
        None => version < Version::release(1, 22, 0),
    }
}
