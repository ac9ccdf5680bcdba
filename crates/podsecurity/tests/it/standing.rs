//! What a namespace asks, whom admission passes over, and which level its pods meet.

use holdfast_inventory::view::PodTemplate;
use holdfast_podsecurity::{Exemptions, Level, LevelVersion, NamespacePolicy, Standing, Version};

fn restricted_at(minor: u32) -> NamespacePolicy {
    let mode = |level| LevelVersion { level, version: Version::V1(minor) };
    NamespacePolicy {
        enforce: mode(Level::Restricted),
        audit: mode(Level::Restricted),
        warn: mode(Level::Restricted),
        errors: Vec::new(),
    }
}

/// Labels without their prefix, and `enforce audit warn` with the number of unreadable labels.
fn check(defaults: &NamespacePolicy, labels: &[(&str, &str)], expected: &str) {
    let label = |key: &str| {
        let key = key.strip_prefix("pod-security.kubernetes.io/").expect("the prefix");
        labels.iter().find(|(name, _)| *name == key).map(|(_, value)| *value)
    };
    let policy = NamespacePolicy::from_labels(label, defaults);
    let text = format!("{} {} {} {}", policy.enforce, policy.audit, policy.warn, policy.errors.len());
    assert_eq!(text, expected, "{labels:?}");
}

#[test]
fn labels_are_read_as_the_api_server_reads_them() {
    let none = NamespacePolicy::default();
    for (labels, expected) in [
        (&[][..], "privileged:latest privileged:latest privileged:latest 0"),
        // Warnings follow what is enforced, unless they are labelled or the label is wrong.
        (&[("enforce", "baseline"), ("enforce-version", "v1.30")], "baseline:v1.30 privileged:latest baseline:v1.30 0"),
        (&[("enforce", "baseline"), ("warn-version", "v1.20")], "baseline:latest privileged:latest baseline:v1.20 0"),
        (&[("enforce", "baseline"), ("warn", "privileged")], "baseline:latest privileged:latest privileged:latest 0"),
        (&[("enforce", "baseline"), ("warn", "restricted")], "baseline:latest privileged:latest restricted:latest 0"),
        (&[("enforce", "strict")], "restricted:latest privileged:latest privileged:latest 1"),
        (&[("enforce", "Baseline"), ("audit", ""), ("warn", "x")], "restricted:latest privileged:latest privileged:latest 3"),
        (&[("enforce", "baseline"), ("enforce-version", "1.30")], "baseline:latest privileged:latest baseline:latest 1"),
        (&[("audit", "restricted"), ("audit-version", "v1.99")], "privileged:latest restricted:v1.99 privileged:latest 0"),
    ] {
        check(&none, labels, expected);
    }
    let strict = restricted_at(30);
    check(&strict, &[], "restricted:v1.30 restricted:v1.30 restricted:v1.30 0");
    check(&strict, &[("enforce", "privileged")], "privileged:v1.30 restricted:v1.30 restricted:v1.30 0");
}

#[test]
fn a_wrong_label_is_told_in_the_api_servers_words() {
    let policy = NamespacePolicy::from_labels(
        |key| match key {
            "pod-security.kubernetes.io/enforce" => Some("strict"),
            "pod-security.kubernetes.io/warn-version" => Some("1.30"),
            _ => None,
        },
        &NamespacePolicy::default(),
    );
    let expected = [
        "metadata.labels[pod-security.kubernetes.io/enforce]: Invalid value: \"strict\": must be one of privileged, baseline, restricted",
        "metadata.labels[pod-security.kubernetes.io/warn-version]: Invalid value: \"1.30\": must be \"latest\" or \"v1.x\"",
    ];
    assert_eq!(policy.errors, expected);
}

#[test]
fn exemptions_cover_exact_names() {
    let list = |name: &str| vec![name.to_owned()];
    let exempt = Exemptions { usernames: list("u"), namespaces: list("kube-system"), runtime_classes: list("kata") };
    for (user, namespace, runtime_class, covered) in [
        ("u", "shop", "", true),
        ("", "kube-system", "", true),
        ("x", "shop", "kata", true),
        ("x", "shop", "gvisor", false),
        ("", "kube-system-2", "", false),
    ] {
        assert_eq!(exempt.cover(user, namespace, runtime_class), covered, "{user} {namespace} {runtime_class}");
    }
    assert!(!Exemptions { usernames: list(""), ..Exemptions::default() }.cover("", "", ""));
}

#[test]
fn a_namespace_stands_at_the_level_all_its_pods_meet() {
    let hardened = r#"{"spec": {"securityContext": {"runAsNonRoot": true, "seccompProfile": {"type": "RuntimeDefault"}},
        "containers": [{"name": "a", "securityContext": {"allowPrivilegeEscalation": false, "capabilities": {"drop": ["ALL"]}}}]}}"#;
    let mut standing = Standing::new(Version::Latest);
    for (name, pod, strictest, violators) in [
        ("hardened", hardened, Level::Restricted, (0, 0)),
        ("plain", r#"{"spec": {"containers": [{"name": "a"}]}}"#, Level::Baseline, (0, 1)),
        ("host", r#"{"spec": {"hostPID": true, "containers": [{"name": "a"}]}}"#, Level::Privileged, (1, 2)),
        ("hardened again", hardened, Level::Privileged, (1, 2)),
    ] {
        let template: PodTemplate<'_> = serde_json::from_str(pod).expect("a pod");
        standing.add(name, &template.metadata, &template.spec);
        let found = (standing.violators(Level::Baseline).len(), standing.violators(Level::Restricted).len());
        assert_eq!((standing.strictest(), found), (strictest, violators), "{name}");
    }
    assert_eq!(standing.violators(Level::Baseline), ["host"]);
    assert_eq!(standing.violators(Level::Restricted), ["plain", "host"]);
    assert!(standing.violators(Level::Privileged).is_empty());
}
