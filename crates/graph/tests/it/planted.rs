//! Paths planted in an estate of thousands of harmless objects: all of them are found, and no others.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use holdfast_graph::{Facts, Graph};
use holdfast_inventory::read::Limits;
use holdfast_inventory::{Builder, Snapshot};
use holdfast_model::{Cluster, InputKind};
use holdfast_testkit::estate;

/// Harmless objects around the planted ones; `HOLDFAST_ESTATE` asks for another number.
const AROUND: usize = 2_000;

/// A pod with a service account; `more` goes into its spec, `container` into its container.
fn pod(namespace: &str, name: &str, account: &str, more: &str, container: &str) -> String {
    format!(
        "---\napiVersion: v1\nkind: Pod\nmetadata: {{name: {name}, namespace: {namespace}}}\nspec:\n  serviceAccountName: {account}\n  {more}\n  \
         containers: [{{name: app, image: 'registry.example.com/app:1', {container}}}]\n"
    )
}

fn bound(kind: &str, namespace: &str, account: &str, rule: &str) -> String {
    let name = format!("{account}-{}", rule.len());
    format!(
        "---\napiVersion: rbac.authorization.k8s.io/v1\nkind: {kind}Role\nmetadata: {{name: {name}, namespace: {namespace}}}\nrules: [{rule}]\n\
         ---\napiVersion: rbac.authorization.k8s.io/v1\nkind: {kind}RoleBinding\nmetadata: {{name: {name}, namespace: {namespace}}}\n\
         roleRef: {{apiGroup: rbac.authorization.k8s.io, kind: {kind}Role, name: {name}}}\n\
         subjects: [{{kind: ServiceAccount, name: {account}, namespace: {namespace}}}]\n"
    )
}

const ALL: &str = "{apiGroups: ['*'], resources: ['*'], verbs: ['*']}";
const PRIVILEGED: &str = "securityContext: {privileged: true}";

fn rule(resource: &str, verb: &str) -> String {
    format!("{{apiGroups: [''], resources: [{resource}], verbs: [{verb}]}}")
}

/// What is planted, and near misses beside it.
fn plants() -> String {
    [
        // An operator that is the administrator, and a web pod that may run commands in it.
        pod("plant-a", "operator", "operator", "", ""),
        bound("Cluster", "plant-a", "operator", ALL),
        pod("plant-a", "web", "web", "", ""),
        bound("", "plant-a", "web", &rule("pods/exec", "create")),
        // The same right where nobody is powerful.
        pod("plant-b", "web", "web", "", ""),
        bound("", "plant-b", "web", &rule("pods/exec", "create")),
        // A reader of every Secret, and one of its own namespace's.
        pod("plant-c", "backup", "backup", "", ""),
        bound("Cluster", "plant-c", "backup", &rule("secrets", "list")),
        pod("plant-c", "reader", "reader", "", ""),
        bound("", "plant-c", "reader", &rule("secrets", "list")),
        // Ways out of a container: onto the node of the operator's twin, onto another node, and none.
        pod("plant-d", "twin", "twin", "nodeName: one", ""),
        bound("Cluster", "plant-d", "twin", ALL),
        pod("plant-d", "loud", "quiet", "nodeName: one", PRIVILEGED),
        pod("plant-d", "far", "quiet", "nodeName: two", PRIVILEGED),
        pod("plant-d", "calm", "quiet", "nodeName: one\n  hostUsers: false", PRIVILEGED),
        // Two halves of a right that one account holds, and the same halves with two accounts.
        pod("plant-e", "both", "both", "", ""),
        bound(
            "Cluster",
            "plant-e",
            "both",
            "{apiGroups: [rbac.authorization.k8s.io], resources: [clusterrolebindings], verbs: [create]}",
        ),
        bound(
            "Cluster",
            "plant-e",
            "both",
            "{apiGroups: [rbac.authorization.k8s.io], resources: [clusterroles], verbs: [bind]}",
        ),
        pod("plant-e", "half", "half", "", ""),
        bound(
            "Cluster",
            "plant-e",
            "half",
            "{apiGroups: [rbac.authorization.k8s.io], resources: [clusterrolebindings], verbs: [create]}",
        ),
    ]
    .concat()
}

fn snapshot() -> Snapshot {
    let around = std::env::var("HOLDFAST_ESTATE").ok().and_then(|n| n.parse().ok()).unwrap_or(AROUND);
    let mut yaml = Vec::new();
    estate::write_yaml(estate::manifests(around), &mut yaml).unwrap();
    let mut text = String::from_utf8(yaml).unwrap();
    write!(text, "{}", plants()).unwrap();
    let cluster = Cluster { input: InputKind::Files, name: "planted".to_owned(), version: None };
    let mut builder = Builder::new(cluster);
    builder.read(&mut text.as_bytes(), "planted.yaml", &Limits::default());
    let snapshot = builder.finish();
    assert!(snapshot.gaps.is_empty(), "{:?}", snapshot.gaps.first());
    snapshot
}

#[test]
fn planted_paths_are_found_and_no_others() {
    let snapshot = snapshot();
    let facts = Facts::new(&snapshot);
    let graph = Graph::build(&facts);
    let mut answers = graph.answer(graph.question());
    let found: BTreeSet<String> = answers
        .paths
        .iter()
        .map(|p| format!("{} -> {}", answers.entries[p.entry].label, graph.label(p.target)))
        .collect();
    let expected = [
        "Pod plant-a/operator -> cluster-admin",
        "Pod plant-a/web -> cluster-admin",
        "Pod plant-c/backup -> every Secret of the cluster",
        "Pod plant-d/loud -> cluster-admin",
        "Pod plant-d/twin -> cluster-admin",
        "Pod plant-e/both -> cluster-admin",
    ];
    assert_eq!(found, expected.map(ToOwned::to_owned).into());

    // The cheapest cut: two administrators and two rights, whose neighbours fall with them.
    let texts: BTreeSet<&str> = answers.fixes.chosen.iter().map(|c| &*c.fix.text).collect();
    assert_eq!(texts.len(), 4, "{texts:?}");
    assert!(answers.fixes.firm.is_empty());
    assert!(answers.fixes.chosen.is_sorted_by(|a, b| a.left >= b.left));
    assert_eq!(answers.fixes.chosen.last().map(|c| c.left), Some(0));
    answers.prove(&graph, &snapshot);
    assert_eq!(answers.after, Some(0));
}

#[test]
fn answers_do_not_depend_on_the_order_of_files() {
    let read = |parts: &mut dyn Iterator<Item = &str>| {
        let mut builder = Builder::default();
        for (at, part) in parts.enumerate() {
            builder.read(&mut part.as_bytes(), &format!("{at}.yaml"), &Limits::default());
        }
        let snapshot = builder.finish();
        let facts = Facts::new(&snapshot);
        let graph = Graph::build(&facts);
        let answers = graph.answer(graph.question());
        let steps = |p: &holdfast_graph::Path| {
            p.steps.iter().map(|s| holdfast_graph::tell::sentence(&graph, graph.edge(*s))).collect::<Vec<_>>()
        };
        let mut told: Vec<Vec<String>> = answers.paths.iter().map(steps).collect();
        told.sort_unstable();
        let fixes: BTreeSet<String> = answers.fixes.chosen.iter().map(|c| c.fix.text.to_string()).collect();
        (told, fixes)
    };
    let text = plants();
    let parts: Vec<&str> = text.split("---\n").filter(|part| !part.is_empty()).collect();
    assert_eq!(read(&mut parts.iter().copied()), read(&mut parts.iter().rev().copied()));
}
