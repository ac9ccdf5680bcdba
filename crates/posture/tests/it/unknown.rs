//! What cannot be known is not assessed, what does not arise is not counted: neither is a pass.

use holdfast_inventory::Builder;
use holdfast_inventory::read::Limits;
use holdfast_model::{Cluster, InputKind, Settings};
use holdfast_posture::{Request, assess, resolve};

/// Passed, failed and not assessed.
type Tally = (usize, usize, usize);

const NOT_APPLICABLE: Tally = (0, 0, 0);
const FAILED: Tally = (0, 1, 0);
const NOT_ASSESSED: Tally = (0, 0, 1);

fn check(id: &str, yaml: &str, expected: Tally) {
    check_without(&[], id, yaml, expected);
}

/// The cluster refused the lists of these kinds.
fn check_without(refused: &[&str], id: &str, yaml: &str, expected: Tally) {
    let mut builder =
        Builder::new(Cluster { input: InputKind::Files, name: "unknown".to_owned(), version: None });
    builder.read(&mut yaml.as_bytes(), "unknown.yaml", &Limits::default());
    for kind in refused {
        builder.denied(kind);
    }
    let (snapshot, settings) = (builder.finish(), Settings::default());
    let checks = resolve(id).unwrap_or_default();
    assert_eq!(checks.len(), 1, "{id}");
    let answers = assess(&Request {
        snapshot: &snapshot,
        settings: &settings,
        checks,
        namespaces: Vec::new(),
        threads: 1,
    });
    let tally = answers.tallies.first().map(|t| (t.passed, t.failed, t.not_assessed));
    assert_eq!(tally, Some(expected), "{id} of:\n{yaml}");
}

fn pod(spec: &str) -> String {
    format!(
        "{{apiVersion: v1, kind: Pod, metadata: {{name: p, labels: {{holdfast.dev/trust: untrusted}}}}, spec: {spec}}}\n"
    )
}

fn mounter_on(kernel: &str) -> String {
    let container = "{name: c, image: i, securityContext: {privileged: true}}";
    let node = format!(
        "{{apiVersion: v1, kind: Node, metadata: {{name: n}}, status: {{nodeInfo: {{kernelVersion: {kernel}}}}}}}"
    );
    format!("{}---\n{node}\n", pod(&format!("{{containers: [{container}]}}")))
}

#[test]
fn facts_that_the_input_lacks_are_not_assessed() {
    let plain = pod("{containers: [{name: c, image: i}]}");
    check("user-namespace-off", &plain, NOT_ASSESSED);
    let mount = "{name: c, image: i, volumeMounts: [{name: v, mountPath: /v, subPath: s}]}";
    check("subpath-symlink-cve-2021-25741", &pod(&format!("{{containers: [{mount}]}}")), NOT_ASSESSED);
    let elsewhere = format!("{{nodeName: other, containers: [{mount}]}}");
    let node =
        "{apiVersion: v1, kind: Node, metadata: {name: n}, status: {nodeInfo: {kubeletVersion: v1.20.0}}}";
    check("subpath-symlink-cve-2021-25741", &format!("{}---\n{node}\n", pod(&elsewhere)), NOT_ASSESSED);
    let classed = pod("{runtimeClassName: ours, containers: [{name: c, image: i}]}");
    check("sandbox-runtime-missing", &classed, NOT_ASSESSED);
    let unnamed = "{apiVersion: v1, kind: Node, metadata: {name: n}}";
    check("containerd-cve-2022-23648", unnamed, NOT_ASSESSED);
    // Before 1.35 `get` opens a web socket, later it does not.
    let readers = "{apiVersion: rbac.authorization.k8s.io/v1, kind: Role, metadata: {name: r, namespace: shop}, \
                   rules: [{apiGroups: ['*'], resources: ['*'], verbs: [get]}]}\n---\n\
                   {apiVersion: rbac.authorization.k8s.io/v1, kind: RoleBinding, metadata: {name: b, namespace: shop}, \
                   roleRef: {kind: Role, name: r}, subjects: [{kind: User, name: ann}]}\n";
    check("rbac-pod-exec", readers, NOT_ASSESSED);
    check("rbac-pod-attach", readers, NOT_ASSESSED);
}

#[test]
fn kernels_are_judged_by_number_unless_their_distribution_counts_otherwise() {
    let cases = [
        ("5.4.0-96-generic", NOT_ASSESSED),
        ("5.10.0-10-amd64", NOT_ASSESSED),
        ("4.18.0-348.7.1.el8_5.x86_64", NOT_ASSESSED),
        ("5.4.172-90.336.amzn2.x86_64", FAILED),
        ("5.13.19", FAILED),
        ("5.15.15-flatcar", FAILED),
        ("5.15.16-flatcar", (1, 0, 0)),
        ("4.19.0-18-amd64", (1, 0, 0)),
    ];
    for (kernel, expected) in cases {
        check("kernel-cve-2022-0185", &mounter_on(kernel), expected);
    }
}

#[test]
fn windows_pods_are_not_asked_linux_questions() {
    let windows = pod("{os: {name: windows}, containers: [{name: c, image: i}]}");
    let linux_only = [
        "apparmor-unset",
        "cap-net-raw",
        "caps-all-not-dropped",
        "explicit-uid-zero",
        "low-uid",
        "no-lsm-hardening",
        "privilege-escalation-allowed",
        "privileged-port",
        "seccomp-unset",
        "writable-root-fs",
    ];
    for id in linux_only {
        check(id, &windows, NOT_APPLICABLE);
    }
    check("root-user-possible", &windows, FAILED);
}

#[test]
fn sudo_is_found_where_it_is_a_command() {
    let cases = [
        ("command: [sudo, -u, app, /app]", FAILED),
        ("command: [/usr/bin/env, -i, A=b, sudo, /app]", FAILED),
        ("command: [tini, --, sudo, /app]", FAILED),
        ("args: [-lc, 'cd /app && exec sudo ./run']", FAILED),
        ("command: [bash, -c, 'X=1 sudo ./run']", FAILED),
        ("command: [apk, add, sudo]", (1, 0, 0)),
        ("args: [--shell, sudo]", (1, 0, 0)),
        ("command: [bash, -c, 'echo pseudo; which sudo']", (1, 0, 0)),
    ];
    for (words, expected) in cases {
        check(
            "sudo-in-command",
            &pod(&format!("{{containers: [{{name: c, image: i, {words}}}]}}")),
            expected,
        );
    }
}

/// A role is about kube-system when it is bound there: what binds it may be in the list that was refused.
#[test]
fn refused_bindings_leave_open_where_a_role_counts() {
    let role = "{apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRole, metadata: {name: r}, rules: [{apiGroups: [''], resources: [configmaps], verbs: [update]}]}";
    let bound = |namespace: &str| {
        format!(
            "{role}\n---\n{{apiVersion: rbac.authorization.k8s.io/v1, kind: RoleBinding, metadata: {{name: b, namespace: {namespace}}}, roleRef: {{apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: r}}, subjects: [{{kind: User, name: ann, apiGroup: rbac.authorization.k8s.io}}]}}\n"
        )
    };
    let id = "rbac-coredns-poison";
    check(id, &bound("shop"), (1, 0, 0));
    for refused in ["ClusterRoleBinding", "RoleBinding"] {
        check_without(&[refused], id, &bound("shop"), NOT_ASSESSED);
        check_without(&[refused], id, role, NOT_ASSESSED);
        check_without(&[refused], id, &bound("kube-system"), FAILED);
    }
}
