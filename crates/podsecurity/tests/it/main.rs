#![expect(clippy::expect_used, reason = "tests may fail loudly")]
//! Every check on both sides of every version that changed it, with the API server's words.

use holdfast_inventory::view::PodTemplate;
use holdfast_podsecurity::{CHECKS, Level, Version, evaluate, fill_in, message};

/// A pod spec in JSON, a level and a version, and what the API server says: `""` when the pod is allowed.
fn check(pod: &str, level: Level, version: &str, expected: &str) {
    let template: PodTemplate<'_> = serde_json::from_str(pod).expect("a pod");
    let version: Version = version.parse().expect("a version");
    let violations = evaluate(&template.metadata, &template.spec, level, version);
    assert_eq!(message(&violations), expected, "{pod} at {level}:{version}");
    for violation in &violations {
        assert!(!violation.fields.is_empty(), "{}: names its fields", violation.check);
    }
}

/// As [`check`] at baseline, for a pod as the API server fills it in.
fn check_filled_in(pod: &str, expected: &str) {
    let mut template: PodTemplate<'_> = serde_json::from_str(pod).expect("a pod");
    fill_in(&template.metadata, &mut template.spec);
    let violations = evaluate(&template.metadata, &template.spec, Level::Baseline, Version::Latest);
    assert_eq!(message(&violations), expected, "{pod}");
}

#[test]
fn on_the_hosts_network_every_port_of_a_pod_is_the_hosts() {
    let pod = r#"{"spec": {"hostNetwork": true, "containers": [{"name": "a", "ports": [
        {"containerPort": 80}, {"containerPort": 81, "hostPort": 0}, {"containerPort": 82, "hostPort": 82}]}],
        "initContainers": [{"name": "i", "ports": [{"containerPort": 90}]}]}}"#;
    let expected =
        "host namespaces (hostNetwork=true), hostPort (containers \"i\", \"a\" use hostPorts 80, 81, 82, 90)";
    check_filled_in(pod, expected);
    check_filled_in(&pod.replace("true", "false"), r#"hostPort (container "a" uses hostPort 82)"#);
}

#[test]
fn an_app_armor_annotation_becomes_the_field_of_a_container_without_one() {
    let pod = r#"{"metadata": {"annotations": {"container.apparmor.security.beta.kubernetes.io/a": "unconfined"}},
        "spec": {"containers": [{"name": "a"}, {"name": "b"}], "securityContext": {}}}"#;
    let annotation = r#""container.apparmor.security.beta.kubernetes.io/a="unconfined"""#;
    let profiles = "forbidden AppArmor profiles";
    let sets = format!(r#"must not set AppArmor profile type to "Unconfined", {annotation}"#);
    check_filled_in(pod, &format!(r#"{profiles} (container "a" and annotation {sets})"#));
    let by_pod = pod.replace("{}}}", r#"{"appArmorProfile": {"type": "Unconfined"}}}}"#);
    check_filled_in(&by_pod, &format!("{profiles} (pod and annotation {sets})"));
    let own =
        pod.replace(r#""a"}"#, r#""a", "securityContext": {"appArmorProfile": {"type": "RuntimeDefault"}}}"#);
    check_filled_in(
        &own,
        &format!(
            "forbidden AppArmor profile (annotation must not set AppArmor profile type to {annotation})"
        ),
    );
}

/// A pod that meets restricted, with more fields for its container and its spec.
fn hardened(container: &str, security: &str, spec: &str) -> String {
    format!(
        r#"{{"spec": {{"securityContext": {{"runAsNonRoot": true, "seccompProfile": {{"type": "RuntimeDefault"}}}}, {spec}
            "containers": [{{"name": "a", {container}
                "securityContext": {{"allowPrivilegeEscalation": false, "capabilities": {{"drop": ["ALL"]}} {security}}}}}]}}}}"#
    )
}

#[test]
fn a_plain_pod_meets_baseline_and_not_restricted() {
    let pod = r#"{"spec": {"containers": [{"name": "a"}, {"name": "b"}]}}"#;
    check(pod, Level::Privileged, "latest", "");
    check(pod, Level::Baseline, "latest", "");
    let restricted = "allowPrivilegeEscalation != false (containers \"a\", \"b\" must set securityContext.allowPrivilegeEscalation=false), \
        unrestricted capabilities (containers \"a\", \"b\" must set securityContext.capabilities.drop=[\"ALL\"]), \
        runAsNonRoot != true (pod or containers \"a\", \"b\" must set securityContext.runAsNonRoot=true), \
        seccompProfile (pod or containers \"a\", \"b\" must set securityContext.seccompProfile.type to \"RuntimeDefault\" or \"Localhost\")";
    check(pod, Level::Restricted, "latest", restricted);
    check(
        pod,
        Level::Restricted,
        "v1.7",
        "runAsNonRoot != true (pod or containers \"a\", \"b\" must set securityContext.runAsNonRoot=true)",
    );
    check(&hardened("", "", ""), Level::Restricted, "latest", "");
}

#[test]
fn baseline_rules_speak_as_upstream() {
    let cases = [
        (r#""hostNetwork": true, "hostPID": true,"#, "host namespaces (hostNetwork=true, hostPID=true)"),
        (r#""volumes": [{"name": "v", "hostPath": {"path": "/"}}],"#, "hostPath volumes (volume \"v\")"),
        (
            r#""initContainers": [{"name": "i", "securityContext": {"privileged": true}}],"#,
            "privileged (container \"i\" must not set securityContext.privileged=true)",
        ),
        (
            r#""initContainers": [{"name": "i", "ports": [{"containerPort": 1, "hostPort": 9}, {"containerPort": 2, "hostPort": 10}]}],"#,
            "hostPort (container \"i\" uses hostPorts 10, 9)",
        ),
        (
            r#""ephemeralContainers": [{"name": "e", "securityContext": {"capabilities": {"add": ["NET_RAW", "CHOWN"]}}}],"#,
            "non-default capabilities (container \"e\" must not include \"NET_RAW\" in securityContext.capabilities.add)",
        ),
        (
            r#""securityContext": {"sysctls": [{"name": "kernel.msgmax", "value": "1"}, {"name": "a.b", "value": "1"}]},"#,
            "forbidden sysctls (kernel.msgmax, a.b)",
        ),
        (
            r#""securityContext": {"windowsOptions": {"hostProcess": true}},"#,
            "hostProcess (pod must not set securityContext.windowsOptions.hostProcess=true)",
        ),
        (
            r#""securityContext": {"seccompProfile": {"type": "Unconfined"}},"#,
            "seccompProfile (pod must not set securityContext.seccompProfile.type to \"Unconfined\")",
        ),
        (
            r#""securityContext": {"seLinuxOptions": {"type": "spc_t", "user": "u"}},"#,
            "seLinuxOptions (pod set forbidden securityContext.seLinuxOptions: type \"spc_t\"; user may not be set)",
        ),
        (
            r#""securityContext": {"appArmorProfile": {"type": "Unconfined"}},"#,
            "forbidden AppArmor profile (pod must not set AppArmor profile type to \"Unconfined\")",
        ),
    ];
    for (fields, expected) in cases {
        let pod = format!(r#"{{"spec": {{{fields} "containers": [{{"name": "a"}}]}}}}"#);
        check(&pod, Level::Baseline, "v1.33", expected);
    }
}

#[test]
fn annotations_count_where_they_did() {
    let seccomp = r#"{"metadata": {"annotations": {"seccomp.security.alpha.kubernetes.io/pod": "unconfined"}}, "spec": {}}"#;
    let expected =
        "seccompProfile (forbidden annotation seccomp.security.alpha.kubernetes.io/pod=\"unconfined\")";
    check(seccomp, Level::Baseline, "v1.18", expected);
    check(seccomp, Level::Baseline, "v1.19", "");
    let apparmor = r#"{"metadata": {"annotations": {"container.apparmor.security.beta.kubernetes.io/a": "unconfined"}},
        "spec": {"containers": [{"name": "a"}]}}"#;
    let expected = "forbidden AppArmor profile (annotation must not set AppArmor profile type to \
        \"container.apparmor.security.beta.kubernetes.io/a=\"unconfined\"\")";
    check(apparmor, Level::Baseline, "latest", expected);
}

/// A change of the rules: the pod, the level, the last version before and the first after, and what each says.
#[test]
fn revisions_begin_with_their_version() {
    let sysctl =
        |name: &str| format!(r#"{{"spec": {{"securityContext": {{"sysctls": [{{"name": "{name}"}}]}}}}}}"#);
    let refused = |name: &str| format!("forbidden sysctls ({name})");
    for (name, before, after) in [
        ("net.ipv4.ip_local_reserved_ports", "v1.26", "v1.27"),
        ("net.ipv4.tcp_keepalive_time", "v1.28", "v1.29"),
        ("net.ipv4.tcp_rmem", "v1.31", "v1.32"),
    ] {
        check(&sysctl(name), Level::Baseline, before, &refused(name));
        check(&sysctl(name), Level::Baseline, after, "");
    }
    let engine = r#"{"spec": {"securityContext": {"seLinuxOptions": {"type": "container_engine_t"}}}}"#;
    let refused =
        "seLinuxOptions (pod set forbidden securityContext.seLinuxOptions: type \"container_engine_t\")";
    check(engine, Level::Baseline, "v1.30", refused);
    check(engine, Level::Baseline, "v1.31", "");

    let probe = r#"{"spec": {"containers": [{"name": "a", "livenessProbe": {"httpGet": {"host": "10.0.0.1", "port": 80}}}]}}"#;
    check(probe, Level::Baseline, "v1.33", "");
    let refused = "probe or lifecycle host (container \"a\" uses probe or lifecycle host \"10.0.0.1\")";
    check(probe, Level::Baseline, "v1.34", refused);

    let unmasked = r#"{"spec": {"hostUsers": false, "containers": [{"name": "a", "securityContext": {"procMount": "Unmasked"}}]}}"#;
    let refused = "procMount (container \"a\" must not set securityContext.procMount to \"Unmasked\")";
    check(unmasked, Level::Baseline, "v1.34", refused);
    check(unmasked, Level::Baseline, "v1.35", "");
}

#[test]
fn restricted_revisions_begin_with_their_version() {
    let root = hardened("", r#", "runAsUser": 0"#, "");
    check(&root, Level::Restricted, "v1.22", "");
    check(&root, Level::Restricted, "v1.23", "runAsUser=0 (container \"a\" must not set runAsUser=0)");
    let inside = hardened("", r#", "runAsUser": 0, "runAsNonRoot": false"#, r#""hostUsers": false,"#);
    let refused = "runAsNonRoot != true (container \"a\" must not set securityContext.runAsNonRoot=false), \
        runAsUser=0 (container \"a\" must not set runAsUser=0)";
    check(&inside, Level::Restricted, "v1.34", refused);
    check(&inside, Level::Restricted, "v1.35", "");

    let windows = r#"{"spec": {"os": {"name": "windows"}, "securityContext": {"runAsNonRoot": true}, "containers": [{"name": "a"}]}}"#;
    let refused = "allowPrivilegeEscalation != false (container \"a\" must set securityContext.allowPrivilegeEscalation=false), \
        unrestricted capabilities (container \"a\" must set securityContext.capabilities.drop=[\"ALL\"]), \
        seccompProfile (pod or container \"a\" must set securityContext.seccompProfile.type to \"RuntimeDefault\" or \"Localhost\")";
    check(windows, Level::Restricted, "v1.24", refused);
    check(windows, Level::Restricted, "v1.25", "");

    let nfs = hardened(
        "",
        "",
        r#""volumes": [{"name": "v", "nfs": {"server": "s", "path": "/"}}, {"name": "w"}],"#,
    );
    let refused = "restricted volume types (volume \"v\" uses restricted volume type \"nfs\")";
    check(&nfs, Level::Restricted, "v1.0", refused);
    check(&nfs, Level::Baseline, "v1.0", "");
}

#[test]
fn restricted_checks_say_it_once_where_they_override() {
    let pod = hardened("", "", r#""volumes": [{"name": "v", "hostPath": {"path": "/"}}],"#);
    let refused = "restricted volume types (volume \"v\" uses restricted volume type \"hostPath\")";
    check(&pod, Level::Restricted, "latest", refused);
    check(&pod, Level::Baseline, "latest", "hostPath volumes (volume \"v\")");
}

#[test]
fn there_are_nineteen_checks_sorted_within_their_level() {
    assert_eq!(CHECKS.len(), 19);
    assert!(CHECKS.is_sorted_by_key(|check| (check.level, check.id)));
}
