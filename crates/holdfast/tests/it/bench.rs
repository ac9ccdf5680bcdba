//! `holdfast bench` on captured trees, saved facts, clusters in files, and the tables.

#[cfg(target_os = "linux")]
use holdfast_testkit::hosts;
use serde_json::Value;

use crate::run::{Dir, Ran};

const POD: &str = "apiVersion: v1\nkind: Pod\nmetadata: {name: web, namespace: shop}\nspec:\n  automountServiceAccountToken: false\n  initContainers:\n    - {name: setup, image: registry.example.com/setup:1, securityContext: {privileged: true}}\n  containers:\n    - {name: web, image: registry.example.com/web:1}\n";

/// Outcomes of a number in a JSON report.
#[track_caller]
fn outcomes(ran: &Ran, number: &str) -> Vec<String> {
    let report = ran.json();
    let of = |f: &&Value| f["controls"].as_array().is_some_and(|list| list.iter().any(|c| c["id"] == number));
    let findings = report["findings"].as_array().unwrap().iter().filter(of);
    findings.map(|f| f["outcome"].as_str().unwrap().to_owned()).collect()
}

/// A kubelet's tree: process, configuration and what it names.
fn node(kubelet: &str) -> Dir {
    let dir = Dir::new(&[
        ("host/proc/1/comm", "systemd\n"),
        ("host/proc/1/cmdline", "/sbin/init\0"),
        ("host/proc/412/comm", "kubelet\n"),
        ("host/proc/412/cmdline", "/usr/bin/kubelet\0--config=/var/lib/kubelet/config.yaml\0"),
        ("host/etc/os-release", "ID=debian\nPRETTY_NAME=\"Debian\"\n"),
        ("host/etc/passwd", "root:x:0:0:root:/root:/bin/sh\n"),
        ("host/etc/group", "root:x:0:\n"),
    ]);
    dir.put("host/var/lib/kubelet/config.yaml", kubelet);
    dir
}

const HEAD: &str = "apiVersion: kubelet.config.k8s.io/v1beta1\nkind: KubeletConfiguration\n";

#[test]
fn a_captured_tree_is_judged_by_what_its_kubelet_uses() {
    let weak = node(&format!(
        "{HEAD}authentication: {{anonymous: {{enabled: true}}}}\nauthorization: {{mode: AlwaysAllow}}\n"
    ));
    let args =
        ["bench", "--host-root", "host", "--benchmark", "cis-2.0.1", "--section", "4.2", "--format", "json"];
    let ran = weak.run(&args);
    ran.assert_code(1);
    assert_eq!(outcomes(&ran, "4.2.1"), ["fail"]);
    assert_eq!(outcomes(&ran, "4.2.2"), ["fail"]);
    let sound = node(&format!(
        "{HEAD}authentication: {{anonymous: {{enabled: false}}}}\nauthorization: {{mode: Webhook}}\n"
    ));
    let ran = sound.run(&args);
    assert_eq!(
        (outcomes(&ran, "4.2.1"), outcomes(&ran, "4.2.2")),
        (vec!["pass".to_owned()], vec!["pass".to_owned()])
    );
}

#[test]
fn a_broken_configuration_is_a_gap_and_never_a_pass() {
    let broken = node("authentication: [\n");
    let ran = broken.run(&[
        "bench",
        "--host-root",
        "host",
        "--benchmark",
        "cis-2.0.1",
        "--control",
        "4.2.1",
        "--format",
        "json",
    ]);
    ran.assert_code(3);
    assert_eq!(outcomes(&ran, "4.2.1"), ["error"]);
}

#[test]
fn facts_are_saved_and_judged_elsewhere() {
    let dir = node(&format!("{HEAD}readOnlyPort: 10255\n"));
    let facts = dir.run(&["bench", "--host-root", "host", "--print-facts"]);
    facts.assert_code(0);
    dir.put("facts/a.json", &facts.stdout);
    let ran = dir.run(&[
        "bench",
        "--node-facts",
        "facts",
        "--benchmark",
        "cis-1.12",
        "--control",
        "4.2.4",
        "--format",
        "json",
    ]);
    assert_eq!(outcomes(&ran, "4.2.4"), ["fail"]);
    dir.put("facts/b.json", "{}");
    dir.run(&["bench", "--node-facts", "facts"]).assert_code(2).assert_says(&["b.json", "--print-facts"]);
}

#[test]
fn section_5_fails_when_it_fails() {
    let dir = Dir::new(&[("pod.yaml", POD)]);
    let ran = dir.run(&[
        "bench",
        "-f",
        "pod.yaml",
        "--benchmark",
        "cis-2.0.1",
        "--section",
        "5.2",
        "--format",
        "json",
    ]);
    ran.assert_code(1);
    assert_eq!(outcomes(&ran, "5.2.2"), ["fail"], "an init container counts");
    assert_eq!(outcomes(&ran, "5.2.3"), ["pass"]);
    assert_eq!(outcomes(&ran, "5.2.1"), ["skip"], "files without namespaces cannot tell");
}

#[test]
fn people_answer_in_the_settings_and_every_format_is_written() {
    let settings = "apiVersion: holdfast.dev/v1\nkind: Settings\nattestations:\n  - {control: \"3.1.1\", statement: OIDC only, by: ops@example.com, until: \"2030-01-31\"}\n";
    let dir = Dir::new(&[("pod.yaml", POD), ("holdfast.yaml", settings)]);
    let ran = dir.run(&["bench", "-f", "pod.yaml", "--benchmark", "cis-2.0.1", "--control", "3.1.1,3.1.2"]);
    assert!(ran.stdout.contains("ops@example.com"), "{ran:#?}");
    for format in ["sarif", "junit", "ocsf", "oscal", "html", "markdown", "csv"] {
        let ran = dir.run(&[
            "bench",
            "-f",
            "pod.yaml",
            "--benchmark",
            "cis-2.0.1",
            "--section",
            "5",
            "--format",
            format,
        ]);
        ran.assert_code(1);
        assert!(ran.stdout.contains("privileged-container"), "{format}");
    }
}

#[test]
fn tables_are_listed_and_compared() {
    let dir = Dir::new(&[]);
    let list = dir.run(&["bench", "list", "--format", "json"]).json();
    assert_eq!(list["benchmarks"].as_array().unwrap().len(), 15);
    let diff = dir.run(&["bench", "diff", "cis-1.10", "cis-2.0.1"]);
    diff.assert_code(0);
    assert!(diff.stdout.contains("5.7.1 -> 5.6.1"), "{}", diff.stdout);
    dir.run(&["bench", "diff", "cis-1.10", "cis-9"]).assert_code(2).assert_says(&["cis-9", "cis-2.0.1"]);
    dir.run(&["bench", "-f", ".", "--control", "9.9.9"]).assert_code(2).assert_says(&["9.9.9"]);
    let manifest = dir.run(&["bench", "--all-nodes", "--image", "registry.example.com/h:1"]);
    assert!(
        manifest.stdout.contains("image: registry.example.com/h:1")
            && !manifest.stdout.contains("privileged: true")
    );
}

#[test]
fn corrected_configurations_are_written_and_nothing_is_applied() {
    let weak = format!(
        "{HEAD}authentication: {{anonymous: {{enabled: true}}}}\nstaticPodPath: /etc/kubernetes/manifests\n"
    );
    let dir = node(&weak);
    let ran = dir.run(&[
        "bench",
        "--host-root",
        "host",
        "--benchmark",
        "cis-2.0.1",
        "--fix",
        "out",
        "--fail-on",
        "never",
    ]);
    ran.assert_says(&["kubelet-config.yaml", "/var/lib/kubelet/config.yaml"]);
    let fixed: Value =
        serde_json::from_slice(&std::fs::read(dir.path("out/kubelet-config.yaml")).unwrap()).unwrap();
    assert_eq!(fixed["authentication"]["anonymous"]["enabled"], false);
    assert_eq!(fixed["staticPodPath"], "/etc/kubernetes/manifests");
    assert_eq!(std::fs::read_to_string(dir.path("host/var/lib/kubelet/config.yaml")).unwrap(), weak);
}

#[test]
fn controls_are_explained() {
    let dir = Dir::new(&[]);
    let ran = dir.run(&["explain", "etcd-client-auth-off"]);
    ran.assert_code(0);
    assert!(ran.stdout.contains("cis-2.0.1 2.2"), "{}", ran.stdout);
}

/// Where a benchmark of one's own finds the kubelet.
const OWN_SETTINGS: &str =
    "node:\n  components: [kubelet]\n  kubelet: {bins: [kubelet], confs: [/var/lib/kubelet/config.yaml]}\n";

const OWN: &str = r#"
id: 4
type: node
groups:
- id: 4.1
  checks:
  - {id: 4.1.1, text: mode, scored: true, audit: "/bin/sh -c 'if test -e $kubeletconf; then stat -c permissions=%a $kubeletconf; fi'", tests: {test_items: [{flag: permissions, compare: {op: bitmask, value: '644'}}]}}
  - {id: 4.1.2, text: anonymous, scored: true, audit: "/bin/ps -fC $kubeletbin", audit_config: "/bin/cat $kubeletconf", tests: {test_items: [{flag: --anonymous-auth, path: '{.authentication.anonymous.enabled}', compare: {op: eq, value: false}}]}}
  - {id: 4.1.3, text: cluster, scored: true, audit: "kubectl get nodes", tests: {test_items: [{flag: x}]}}
"#;

#[test]
fn a_benchmark_of_ones_own_is_judged_without_a_shell() {
    let dir = node(&format!("{HEAD}authentication: {{anonymous: {{enabled: true}}}}\n"));
    dir.put("cfg/config.yaml", OWN_SETTINGS);
    dir.put("cfg/own-1.0/node.yaml", OWN);
    dir.put("cfg/own-1.0/broken.yaml", "groups: [");
    let args = ["bench", "--kube-bench-dir", "cfg", "--host-root", "host", "--format", "json"];
    let ran = dir.run(&args);
    ran.assert_code(1);
    for (number, expected) in [("4.1.1", "pass"), ("4.1.2", "fail"), ("4.1.3", "skip")] {
        assert_eq!(outcomes(&ran, number), [expected], "{number}");
    }
    let gaps = ran.json()["gaps"].to_string();
    assert!(gaps.contains("broken.yaml"), "{gaps}");
    dir.run(&["bench", "--kube-bench-dir", "host"]).assert_code(2);
}

#[test]
fn an_owner_whose_name_cannot_be_read_is_neither_right_nor_wrong() {
    const OWNED: &str = "id: 4\ntype: node\ngroups:\n- id: 4.1\n  checks:\n  - {id: 4.1.1, text: owner, scored: true, audit: 'stat -c %U:%G $kubeletconf', tests: {test_items: [{flag: 'root:root'}]}}\n";
    let dir = node(HEAD);
    dir.put("cfg/config.yaml", OWN_SETTINGS);
    dir.put("cfg/own-1.0/node.yaml", OWNED);
    // Who is not root may not give a file away, and owns it already.
    let _ = std::os::unix::fs::chown(dir.path("host/var/lib/kubelet/config.yaml"), Some(1234), Some(1234));
    let args = ["bench", "--kube-bench-dir", "cfg", "--host-root", "host", "--format", "json"];
    assert_eq!(outcomes(&dir.run(&args), "4.1.1"), ["fail"]);
    std::fs::remove_file(dir.path("host/etc/passwd")).unwrap();
    dir.put("host/etc/passwd/is-a-directory", "");
    let ran = dir.run(&args);
    ran.assert_code(3);
    assert_eq!(outcomes(&ran, "4.1.1"), ["error"]);
}

/// Judges a host and fails if a process was started for it. Where the system lets `strace` look, it sees every one;
/// elsewhere those that the run waited for.
#[cfg(target_os = "linux")]
#[track_caller]
fn check_starts_nothing(dir: &Dir, args: &[&str]) {
    let (ran, pages) = dir.run_metering_children(args);
    assert!(ran.code == 0 || ran.code == 1 || ran.code == 3, "{ran:#?}");
    assert_eq!(pages, 0, "a child touched memory: {args:?}");
    match dir.run_traced(args) {
        Ok(calls) => {
            let started: Vec<&String> = calls.iter().filter(|call| starts_a_process(call)).collect();
            assert_eq!(started.len(), 1, "only the program itself starts: {args:?} {started:#?}");
        }
        Err(why) => eprintln!("not traced, children that nobody waited for would go unseen: strace: {why}"),
    }
}

/// A benchmark that needs a shell.
#[cfg(target_os = "linux")]
const SHELL: &str = "id: 1\ntype: policies\ngroups:\n- id: 1.1\n  checks:\n  - {id: 1.1.1, text: kernel, scored: true, audit: 'uname', tests: {test_items: [{flag: Linux}]}}\n";

/// A line of strace; threads are no processes.
#[cfg(target_os = "linux")]
fn starts_a_process(call: &str) -> bool {
    let is = |names: &[&str]| names.iter().any(|name| call.contains(&format!(" {name}(")));
    is(&["execve", "execveat", "fork", "vfork"]) || is(&["clone", "clone3"]) && !call.contains("CLONE_THREAD")
}

#[cfg(target_os = "linux")]
#[test]
fn judging_a_host_starts_no_process() {
    let plain = node(HEAD);
    plain.put("cfg/config.yaml", OWN_SETTINGS);
    plain.put("cfg/own-1.0/node.yaml", OWN);
    check_starts_nothing(&plain, &["bench", "--host-root", "host", "--benchmark", "cis-2.0.1"]);
    check_starts_nothing(&plain, &["bench", "--host-root", "host", "--print-facts"]);
    check_starts_nothing(&plain, &["bench", "--host-root", "/", "--benchmark", "cis-2.0.1"]);
    check_starts_nothing(&plain, &["bench", "--kube-bench-dir", "cfg", "--host-root", "host"]);
    let captured = Dir::new(&[]);
    hosts::write(&hosts::tree("kubeadm-hardened"), &captured.path("host")).unwrap();
    check_starts_nothing(&captured, &["bench", "--host-root", "host"]);
    // What is looked for would be seen: a shell is a child.
    plain.put("shell/own-1.0/policies.yaml", SHELL);
    let shell = ["bench", "--kube-bench-dir", "shell", "--allow-shell"];
    assert!(plain.run_metering_children(&shell).1 > 0);
    if let Ok(calls) = plain.run_traced(&shell) {
        assert!(calls.iter().filter(|call| starts_a_process(call)).count() > 1, "{calls:#?}");
    }
}
