//! A live cluster, played by a server on loopback: what is read, what is refused, and what is said of it.

use std::collections::BTreeSet;

use holdfast_testkit::api::{Api, Manners, plural_name};
use serde_json::{Value, json};

use crate::run::{Dir, Ran};

pub(crate) fn objects() -> Vec<Value> {
    let meta = |name: &str| json!({"name": name, "namespace": "shop", "labels": {"app": name}});
    let pod = |security: Value| {
        json!({"serviceAccountName": "web", "containers": [
        {"name": "c", "image": "registry.example.com/web:1.2", "securityContext": security}]})
    };
    let mut all = vec![
        json!({"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": "shop"}}),
        json!({"apiVersion": "v1", "kind": "ServiceAccount", "metadata": meta("web")}),
        json!({"apiVersion": "v1", "kind": "Service", "metadata": meta("web"), "spec": {"type": "NodePort",
            "selector": {"app": "web"}, "ports": [{"port": 80}]}}),
        json!({"apiVersion": "v1", "kind": "Secret", "metadata": meta("db"), "type": "Opaque", "data": {"p": "b2Jzb2xldGU="}}),
        json!({"apiVersion": "networking.k8s.io/v1", "kind": "NetworkPolicy", "metadata": meta("deny"), "spec": {"podSelector": {}}}),
        json!({"apiVersion": "rbac.authorization.k8s.io/v1", "kind": "Role", "metadata": meta("all"),
            "rules": [{"apiGroups": ["*"], "resources": ["*"], "verbs": ["*"]}]}),
        json!({"apiVersion": "rbac.authorization.k8s.io/v1", "kind": "RoleBinding", "metadata": meta("all"),
            "roleRef": {"apiGroup": "rbac.authorization.k8s.io", "kind": "Role", "name": "all"},
            "subjects": [{"kind": "ServiceAccount", "name": "web", "namespace": "shop"}]}),
    ];
    for (name, security) in [
        ("web", json!({"privileged": true})),
        ("b", json!({})),
        ("c", json!({})),
        ("d", json!({})),
        ("e", json!({})),
    ] {
        all.push(json!({"apiVersion": "apps/v1", "kind": "Deployment", "metadata": meta(name), "spec": {
            "replicas": 2, "selector": {"matchLabels": {"app": name}},
            "template": {"metadata": {"labels": {"app": name}}, "spec": pod(security)}}}));
    }
    all
}

fn scan(api: &Api, more: &[&str]) -> Ran {
    let folder = Dir::new(&[]);
    folder.put("config", api.kubeconfig());
    folder.run(&[&["scan", "--kubeconfig", "config", "--format", "json"], more].concat())
}

/// Check, object and container of every finding: what must not depend on where the facts came from.
pub(crate) fn findings(ran: &Ran) -> BTreeSet<String> {
    let report = ran.json();
    let each = report["findings"].as_array().unwrap().iter();
    each.map(|f| format!("{} {} {}", f["check"], f["subject"], f["evidence"][0]["pointer"])).collect()
}

#[test]
fn a_cluster_and_its_manifests_give_the_same_findings() {
    let api = Api::start(objects(), Manners::default()).unwrap();
    let live = scan(&api, &[]);
    let folder = Dir::new(&[]);
    folder.put("all.json", json!({"apiVersion": "v1", "kind": "List", "items": objects()}).to_string());
    let files = folder.run(&["scan", "-f", "all.json", "--format", "json"]);
    assert_eq!((live.code, files.code), (1, 1), "{}", live.stderr);
    assert_eq!(live.json()["gaps"], json!([]));
    // What only a cluster can answer is said of the cluster, its namespaces, or by checks that files leave open.
    let open: BTreeSet<String> = files.json()["coverage"]["notAssessedChecks"]
        .as_array()
        .unwrap()
        .iter()
        .map(|n| n["check"].to_string())
        .collect();
    let shared = |found: BTreeSet<String>| -> BTreeSet<String> {
        found.into_iter().filter(|f| !open.iter().any(|check| f.starts_with(check))).collect()
    };
    assert_eq!(shared(findings(&live)), shared(findings(&files)));
    assert_eq!(live.json()["cluster"]["version"], "v1.34.2");
}

#[test]
fn only_gets_are_sent_and_secrets_are_never_asked_whole() {
    let api = Api::start(objects(), Manners::default()).unwrap();
    let ran = scan(&api, &[]);
    let requests = api.requests();
    assert!(requests.len() > 20 && requests.iter().all(|r| r.starts_with("GET ")), "{requests:?}");
    let secrets: Vec<_> = requests.iter().filter(|r| r.contains("/secrets")).collect();
    assert!(!secrets.is_empty() && secrets.iter().all(|r| r.contains("as=table")), "{secrets:?}");
    assert!(!ran.stdout.contains("b2Jzb2xldGU="));
}

#[test]
fn a_rude_server_changes_nothing() {
    let calm = findings(&scan(&Api::start(objects(), Manners::default()).unwrap(), &[]));
    let one = |plural: &str| Some(plural.to_owned());
    for manners in [
        Manners { gone: one("deployments"), ..Manners::default() },
        Manners { throttle: one("deployments"), ..Manners::default() },
        Manners { cut: one("deployments"), ..Manners::default() },
    ] {
        let ran = scan(&Api::start(objects(), manners.clone()).unwrap(), &[]);
        assert_eq!(ran.json()["gaps"], json!([]), "{manners:?}");
        assert_eq!(findings(&ran), calm, "{manners:?}");
    }
}

#[test]
fn each_refused_list_is_a_gap_and_never_a_pass() {
    let whole = scan(&Api::start(objects(), Manners::default()).unwrap(), &[]).json();
    let kinds: BTreeSet<String> = objects().iter().map(|o| o["kind"].as_str().unwrap().to_owned()).collect();
    for kind in kinds {
        let manners = Manners { deny: vec![plural_name(&kind)], ..Manners::default() };
        let ran = scan(&Api::start(objects(), manners).unwrap(), &["--fail-on", "never"]);
        let report = ran.json();
        assert_eq!(ran.code, 3, "{kind}");
        let gap = &report["gaps"][0];
        assert!(gap["what"].as_str().unwrap().contains(&plural_name(&kind)), "{gap}");
        assert!(gap["why"].as_str().unwrap().contains("forbidden"), "{gap}");
        assert!(report["coverage"]["percent"].as_u64().unwrap() < 100, "{kind}");
        let passed = |r: &Value| r["summary"]["passed"].as_u64().unwrap();
        assert!(passed(&report) <= passed(&whole), "{kind}: {} > {}", passed(&report), passed(&whole));
    }
}

#[test]
fn no_server_is_said_with_the_next_step() {
    let folder = Dir::new(&[]);
    folder.put(
        "config",
        Api::start(Vec::new(), Manners::default()).unwrap().kubeconfig().replace("127.0.0.1:", "127.0.0.1:1"),
    );
    let missing = folder.run(&["scan", "--kubeconfig", "none"]);
    assert_eq!(missing.code, 2);
    assert!(missing.stderr.contains("--kubeconfig"), "{}", missing.stderr);
    let context = folder.run(&["scan", "--kubeconfig", "config", "--context", "prod"]);
    assert_eq!(context.code, 2);
    assert!(context.stderr.contains("choose one of test"), "{}", context.stderr);
}
