use holdfast_vuln::ended;

#[test]
fn releases_without_fixes() {
    let check = |product: &str, version: &str, today: &str, expected: Option<&str>| {
        assert_eq!(
            ended(product, version, today).map(|e| e.since),
            expected,
            "{product} {version} on {today}"
        );
    };
    check("kubelet", "v1.30.1", "2025-06-28", None);
    check("kubelet", "v1.30.1", "2025-06-29", Some("2025-06-28"));
    check("kube-apiserver", "v1.18.0", "2026-01-01", Some("2023-02-28"));
    check("kube-apiserver", "v1.99.0", "2026-01-01", None);
    check("kube-apiserver", "nonsense", "2026-01-01", None);
    check("ingress-nginx", "v1.15.1", "2026-02-01", None);
    check("ingress-nginx", "v1.15.1", "2026-11-01", Some("2026-03-31"));
    check("tiller", "", "2026-11-01", Some("2020-11-13"));
    check("etcd", "3.5.0", "2026-11-01", None);
}
