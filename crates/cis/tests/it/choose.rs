use holdfast_cis::choose;

/// The benchmark chosen, and whether something had to be said about it.
fn check(platform: Option<&str>, version: Option<&str>, id: &str, said: bool) {
    let choice = choose(platform, version).unwrap();
    assert_eq!(
        (choice.benchmark.id(), choice.note.is_some()),
        (id, said),
        "{platform:?} {version:?}: {:?}",
        choice.note
    );
}

#[test]
fn platform_and_version_choose() {
    check(Some("kubeadm"), Some("v1.35.0"), "cis-2.0.1", false);
    check(Some("kubeadm"), Some("1.34.1"), "cis-2.0.1", false);
    check(None, Some("v1.33.2"), "cis-1.12", false);
    check(Some("vanilla"), Some("1.31"), "cis-1.11", false);
    check(Some("kubeadm"), Some("v1.28.9"), "cis-1.10", false);
    check(Some("k3s"), Some("v1.28.1+k3s1"), "k3s-cis-1.9", false);
    check(None, Some("v1.26.1+k3s1"), "k3s-cis-1.8", false);
    check(Some("rke2"), Some("1.25.3"), "rke2-cis-1.7", false);
    check(None, Some("v1.33.1-eks-1234567"), "eks-1.8.0", false);
    check(Some("eks"), Some("1.29"), "eks-1.7.0", false);
    check(Some("bottlerocket"), Some("1.33"), "eks-1.8.0", false);
    check(Some("aks"), Some("1.32.0"), "aks-1.8", false);
    check(None, Some("v1.32.2-gke.100"), "gke-1.9.0", false);
    check(Some("openshift"), Some("1.29.4"), "rh-1.8", false);
}

#[test]
fn fallbacks_are_said() {
    check(Some("kubeadm"), Some("v1.37.0"), "cis-2.0.1", true);
    check(Some("kubeadm"), Some("v1.20.0"), "cis-1.10", true);
    check(Some("k3s"), Some("v1.35.0+k3s1"), "k3s-cis-1.9", true);
    check(Some("talos"), Some("1.35"), "cis-2.0.1", true);
    check(Some("microk8s"), Some("1.32"), "cis-1.12", true);
    check(None, None, "cis-2.0.1", true);
    check(Some("kubeadm"), Some("garbage"), "cis-2.0.1", true);
    let note = choose(Some("kubeadm"), Some("v1.37.0")).unwrap().note.unwrap();
    assert!(note.contains("1.37") && note.contains("cis-2.0.1"), "{note}");
}
