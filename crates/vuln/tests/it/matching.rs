use holdfast_model::Confidence;
use holdfast_vuln::Database;

/// `expected`: the confidence and the fixed version, or nothing when the version is not affected.
fn check(product: &str, version: &str, id: &str, expected: Option<(Confidence, Option<&str>)>) {
    let matches = Database::builtin().matches(product, version);
    let found = matches.iter().find(|m| m.advisory.id == id).map(|m| (m.confidence, m.fixed));
    assert_eq!(found, expected, "{product} {version} {id}");
}

#[test]
fn both_sides_of_every_fix() {
    let high = |fix| Some((Confidence::High, Some(fix)));
    check("kube-apiserver", "v1.27.2", "CVE-2023-2727", high("1.27.3"));
    check("kube-apiserver", "v1.27.3", "CVE-2023-2727", None);
    check("kube-apiserver", "v1.24.14", "CVE-2023-2727", high("1.24.15"));
    check("kube-apiserver", "v1.10.0", "CVE-2023-2727", high("1.24.15"));
    check("kube-apiserver", "v1.28.0", "CVE-2023-2727", None);
    check("kubelet", "1.27.2", "CVE-2023-2727", None);
    check("runc", "1.1.11", "CVE-2024-21626", high("1.1.12"));
    check("runc", "1.1.12", "CVE-2024-21626", None);
    check("runc", "1.0.0-rc92", "CVE-2024-21626", None);
    check("runc", "1.0.0-rc93", "CVE-2024-21626", high("1.1.12"));
    check("runc", "1.0.0-rc6", "CVE-2019-5736", high("1.0.0-rc7"));
    check("containerd", "2.1.8", "CVE-2026-53488", high("2.1.9"));
    check("ingress-nginx", "v1.12.0", "CVE-2025-1974", high("1.12.1"));
    check("ingress-nginx", "v1.12.1", "CVE-2025-1974", None);
    check("argo-cd", "v2.11.0+d3f33c0", "CVE-2024-31989", Some((Confidence::Low, Some("2.11.1"))));
    check("jenkins", "2.441", "CVE-2024-23897", Some((Confidence::Medium, Some("2.442"))));
    check("jenkins", "2.426.3", "CVE-2024-23897", None);
}

#[test]
fn never_fixed() {
    check("kube-apiserver", "v1.34.0", "CVE-2020-8554", Some((Confidence::High, None)));
}

#[test]
fn vendors_lower_the_confidence() {
    check("kube-apiserver", "v1.27.2-eks-8ccc7ba", "CVE-2023-2727", Some((Confidence::Low, Some("1.27.3"))));
    check("kubelet", "v1.28.0-gke.1200", "CVE-2023-3676", Some((Confidence::Low, Some("1.28.1"))));
    check("containerd", "1.6.20~ds1-1+deb12u1", "CVE-2024-40635", Some((Confidence::Low, Some("1.6.38"))));
}

#[test]
fn unknown_patch_levels() {
    check("kube-apiserver", "1.27", "CVE-2023-2727", Some((Confidence::Low, Some("1.27.3"))));
    check("kube-apiserver", "1.20", "CVE-2023-2727", Some((Confidence::Medium, Some("1.24.15"))));
    check("kube-apiserver", "1.28", "CVE-2023-2727", None);
}

#[test]
fn nothing_for_nonsense() {
    assert!(Database::builtin().matches("kube-apiserver", "unknown").is_empty());
    assert!(Database::builtin().matches("no-such-product", "1.0.0").is_empty());
}

#[test]
fn the_worst_first() {
    let matches = Database::builtin().matches("kube-apiserver", "1.10.0");
    assert!(matches.len() > 10, "{}", matches.len());
    assert!(matches.is_sorted_by(|a, b| a.advisory.severity >= b.advisory.severity));
}
