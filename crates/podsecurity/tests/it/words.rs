//! The API server's sentences: one and many, pod and containers, sorted and repeated values.

use holdfast_podsecurity::Level::{Baseline, Restricted};

use crate::check;

fn pod(fields: &str) -> String {
    format!(r#"{{"spec": {{{fields}}}}}"#)
}

/// Two containers and the pod itself, all with the same security context field.
fn thrice(field: &str) -> String {
    pod(&format!(
        r#""securityContext": {{{field}}}, "containers": [{{"name": "b", "securityContext": {{{field}}}}}],
            "initContainers": [{{"name": "z", "securityContext": {{{field}}}}}]"#
    ))
}

#[test]
fn pod_and_containers_are_named_in_order() {
    let cases = [
        (
            r#""runAsUser": 0, "runAsNonRoot": true, "seccompProfile": {"type": "Localhost"}"#,
            "runAsUser=0 (pod and containers \"z\", \"b\" must not set runAsUser=0)",
        ),
        (
            r#""runAsNonRoot": false, "seccompProfile": {"type": "Localhost"}"#,
            "runAsNonRoot != true (pod and containers \"z\", \"b\" must not set securityContext.runAsNonRoot=false)",
        ),
        (
            r#""runAsNonRoot": true, "seccompProfile": {"type": "Unconfined"}"#,
            "seccompProfile (pod and containers \"z\", \"b\" must not set securityContext.seccompProfile.type to \"Unconfined\")",
        ),
    ];
    let hardened = r#""allowPrivilegeEscalation": false, "capabilities": {"drop": ["ALL"]}, "#;
    for (field, expected) in cases {
        check(&thrice(&format!("{hardened}{field}")), Restricted, "v1.34", expected);
    }
    let cases = [
        (
            r#""windowsOptions": {"hostProcess": true}"#,
            "hostProcess (pod and containers \"z\", \"b\" must not set securityContext.windowsOptions.hostProcess=true)",
        ),
        (
            r#""appArmorProfile": {"type": "Unconfined"}"#,
            "forbidden AppArmor profile (pod and containers \"z\", \"b\" must not set AppArmor profile type to \"Unconfined\")",
        ),
        (
            r#""seLinuxOptions": {"type": "b_t", "user": "u", "role": "r"}"#,
            "seLinuxOptions (pod and containers \"z\", \"b\" set forbidden securityContext.seLinuxOptions: type \"b_t\"; user may not be set; role may not be set)",
        ),
    ];
    for (field, expected) in cases {
        check(&thrice(field), Baseline, "v1.34", expected);
    }
}

#[test]
fn many_values_are_sorted_and_said_once() {
    let two = |a: &str, b: &str| {
        pod(&format!(r#""containers": [{{"name": "b", {a}}}, {{"name": "a", {b}}}]"#))
    };
    let adds = |names: &str| format!(r#""securityContext": {{"capabilities": {{"drop": ["ALL"], "add": [{names}]}}}}"#);
    let probe = |host: &str| format!(r#""livenessProbe": {{"httpGet": {{"host": "{host}"}}}}, "readinessProbe": {{"tcpSocket": {{"host": "h"}}}}"#);
    let cases = [
        (
            two(&adds(r#""SYS_ADMIN", "NET_RAW""#), &adds(r#""NET_RAW", "KILL""#)),
            "non-default capabilities (containers \"b\", \"a\" must not include \"NET_RAW\", \"SYS_ADMIN\" in securityContext.capabilities.add)",
        ),
        (
            two(r#""ports": [{"hostPort": 443}, {"hostPort": 80}]"#, r#""ports": [{"hostPort": 80}, {"hostPort": 0}]"#),
            "hostPort (containers \"b\", \"a\" use hostPorts 443, 80)",
        ),
        (
            two(&probe("z"), &probe("y")),
            "probe or lifecycle host (containers \"a\", \"b\" use probe or lifecycle hosts \"h\", \"y\", \"z\")",
        ),
        (
            two(r#""securityContext": {"procMount": "Unmasked"}"#, r#""securityContext": {"procMount": ""}"#),
            "procMount (containers \"b\", \"a\" must not set securityContext.procMount to \"\", \"Unmasked\")",
        ),
        (
            pod(r#""volumes": [{"name": "w", "hostPath": {}}, {"name": "v", "hostPath": {}}]"#),
            "hostPath volumes (volumes \"w\", \"v\")",
        ),
        (
            pod(r#""hostIPC": true, "hostPID": true, "hostNetwork": true"#),
            "host namespaces (hostNetwork=true, hostPID=true, hostIPC=true)",
        ),
        (pod(r#""securityContext": {"sysctls": [{"name": ""}]}"#), "forbidden sysctls"),
    ];
    for (pod, expected) in cases {
        check(&pod, Baseline, "v1.34", expected);
    }
    let volumes = pod(r#""volumes": [{"name": "w", "nfs": {}}, {"name": "v", "hostPath": {}}, {"name": "u", "nfs": {}}]"#);
    let expected = "restricted volume types (volumes \"w\", \"v\", \"u\" use restricted volume types \"hostPath\", \"nfs\")";
    check(&volumes, Restricted, "v1.34", expected);
    let keeps = two(&adds(r#""NET_RAW""#), r#""securityContext": {"capabilities": {"drop": ["all"]}}"#);
    let expected = "unrestricted capabilities (container \"a\" must set securityContext.capabilities.drop=[\"ALL\"]; \
        container \"b\" must not include \"NET_RAW\" in securityContext.capabilities.add), \
        runAsNonRoot != true (pod or containers \"b\", \"a\" must set securityContext.runAsNonRoot=true)";
    let full = "allowPrivilegeEscalation != false (containers \"b\", \"a\" must set securityContext.allowPrivilegeEscalation=false), ";
    let seccomp = ", seccompProfile (pod or containers \"b\", \"a\" must set securityContext.seccompProfile.type to \"RuntimeDefault\" or \"Localhost\")";
    check(&keeps, Restricted, "v1.34", &format!("{full}{expected}{seccomp}"));
}

#[test]
fn annotations_are_quoted_and_listed() {
    let annotated = |pairs: &str| format!(r#"{{"metadata": {{"annotations": {{{pairs}}}}}, "spec": {{"containers": [{{"name": "a"}}]}}}}"#);
    let pod = annotated(
        r#""container.seccomp.security.alpha.kubernetes.io/a": "b\"c", "container.seccomp.security.alpha.kubernetes.io/nobody": "x",
            "seccomp.security.alpha.kubernetes.io/pod": "", "container.seccomp.security.alpha.kubernetes.io/": "x""#,
    );
    let expected = "seccompProfile (forbidden annotations container.seccomp.security.alpha.kubernetes.io/a=\"b\\\"c\", \
        seccomp.security.alpha.kubernetes.io/pod=\"\")";
    check(&pod, Baseline, "v1.18", expected);
    check(&pod, Baseline, "v1.19", "");
    let pod = annotated(
        r#""container.apparmor.security.beta.kubernetes.io/b": "unconfined", "container.apparmor.security.beta.kubernetes.io/a": "docker/default",
            "container.apparmor.security.beta.kubernetes.io/c": "localhost/p", "container.apparmor.security.beta.kubernetes.io/d": """#,
    );
    let expected = "forbidden AppArmor profiles (annotations must not set AppArmor profile type to \
        \"container.apparmor.security.beta.kubernetes.io/a=\"docker/default\"\", \"container.apparmor.security.beta.kubernetes.io/b=\"unconfined\"\")";
    check(&pod, Baseline, "latest", expected);
}
