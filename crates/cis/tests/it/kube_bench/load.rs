use holdfast_cis::kube_bench::{Controls, Settings};
use holdfast_inventory::read::{Limits, values};
use serde_json::Value;

use super::host::Machine;

fn value(text: &str) -> Value {
    values(text.as_bytes(), &Limits::default()).unwrap().remove(0)
}

#[test]
fn numbers_and_booleans_are_texts() {
    let file = "controls:\nversion: 1.5\nid: 5\ntext: t\ntype: node\ngroups:\n- id: 5.10\n  text: g\n  checks:\n  - id: 5.10.1\n    tests:\n      test_items:\n      - {flag: a, compare: {op: eq, value: true}}\n";
    let controls = Controls::from_value(&value(file)).unwrap().unwrap();
    let (group, check) = controls.checks().next().unwrap();
    assert_eq!((controls.version.as_str(), group.id.as_str(), check.id.as_str()), ("1.5", "5.10", "5.10.1"));
    let compare = check.tests.as_ref().unwrap().items[0].compare.clone().unwrap();
    assert_eq!(compare.value, "true");
}

#[test]
fn other_documents_are_none_and_wrong_fields_are_named() {
    assert!(Controls::from_value(&value("kind: Pod")).is_none());
    let error = Controls::from_value(&value("groups: [{checks: [{scored: 3}]}]")).unwrap().unwrap_err();
    assert!(error.starts_with("groups[0].checks[0].scored: "), "{error}");
}

const GENERAL: &str = "
master:
  components: [apiserver, etcd, kubelet]
  apiserver:
    bins: [kube-apiserver, 'hyperkube apiserver']
    confs: [/a.yaml, /b.yaml]
    defaultconf: /a.yaml
  etcd: {optional: true, bins: [etcd], datadirs: [/var/lib/etcd], defaultdatadir: /default}
  kubelet: {bins: [kubelet], kubeconfig: [/k], defaultkubeconfig: /kubelet.conf}
version_mapping: {'1.32': cis-1.12, '1.28': cis-1.10}
target_mapping: {cis-1.12: [master, node]}
";

fn settings() -> Settings {
    let mut settings = Settings::default();
    settings.merge(&value(GENERAL)).unwrap();
    settings
}

#[test]
fn variables() {
    let machine =
        Machine::default().process("/usr/local/bin/hyperkube apiserver --x").file("/b.yaml", 0o600, "");
    let found = settings().variables("master", &machine).unwrap();
    let check = |text: &str, expected: &str| assert_eq!(found.substitute(text), expected, "{text}");
    check("ps | grep $apiserverbin", "ps | grep hyperkube apiserver");
    check("stat $apiserverconf", "stat /b.yaml");
    check(
        "$etcddatadir $etcdbin $kubeletkubeconfig $apiserverkubeconfig",
        "/default etcd /kubelet.conf apiserver",
    );
    assert_eq!(found.missing.keys().collect::<Vec<_>>(), ["kubelet"]);
}

#[test]
fn a_benchmark_of_its_own_replaces() {
    let mut settings = settings();
    settings.merge(&value("master:\n  apiserver: {confs: [/c.yaml], defaultconf: /c.yaml}\n")).unwrap();
    let found = settings.variables("master", &Machine::default()).unwrap();
    assert_eq!(found.substitute("$apiserverconf $etcddatadir"), "/c.yaml /default");
    assert!(settings.merge(&value("master: {components: 3}")).is_err());
}

#[test]
fn benchmarks_by_version() {
    let settings = settings();
    let check = |version: &str, expected: Option<&str>| {
        assert_eq!(settings.benchmark(version), expected, "{version}");
    };
    check("1.32", Some("cis-1.12"));
    check("1.35", Some("cis-1.12"));
    check("1.31", Some("cis-1.10"));
    check("1.2", None);
    check("x", None);
    assert_eq!(settings.targets("cis-1.12"), ["master", "node"]);
}
