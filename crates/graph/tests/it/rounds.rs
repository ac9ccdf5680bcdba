//! Changes that open other ways are followed by more, until no path is left.

use std::fs;
use std::path::{Path, PathBuf};

use holdfast_graph::{Answers, Facts, Graph, Question, VertexKind};
use holdfast_inventory::read::Limits;
use holdfast_inventory::{Builder, Snapshot};
use holdfast_model::{Cluster, InputKind};

fn read<'t>(files: impl IntoIterator<Item = (&'t str, String)>) -> Snapshot {
    let mut builder = Builder::default();
    for (name, text) in files {
        builder.read(&mut text.as_bytes(), name, &Limits::default());
    }
    let snapshot = builder.finish();
    assert!(snapshot.gaps.is_empty(), "{:?}", snapshot.gaps.first());
    snapshot
}

fn proven(snapshot: &Snapshot, ask: impl Fn(&Graph) -> Question) -> Answers {
    let graph = Graph::build(&Facts::new(snapshot));
    let mut answers = graph.answer(ask(&graph));
    answers.prove(&graph, snapshot);
    answers
}

/// Paths before, the round and the text of each change, and paths after; the same of the pod and of its account.
fn check(yaml: &str, before: usize, changes: &[(usize, &str)], after: Option<usize>) {
    let snapshot = read([("small.yaml", yaml.to_owned())]);
    let account = |graph: &Graph| {
        let account = graph.find(VertexKind::ServiceAccount, "shop", "web").unwrap();
        Question { entries: vec![graph.entry(&[account]).unwrap()], ..graph.question() }
    };
    for answers in [proven(&snapshot, Graph::question), proven(&snapshot, account)] {
        let made: Vec<(usize, &str)> =
            answers.fixes.chosen.iter().map(|c| (c.round, c.fix.text.as_ref())).collect();
        assert_eq!((answers.paths.len(), made.as_slice(), answers.after), (before, changes, after));
    }
}

/// A pod whose account holds the rules in its namespace.
fn pod_with(rules: &str) -> String {
    format!(
        "apiVersion: v1\nkind: Namespace\nmetadata: {{name: shop}}\n\
         ---\napiVersion: v1\nkind: Pod\nmetadata: {{name: web, namespace: shop}}\nspec:\n  serviceAccountName: web\n  \
         containers: [{{name: app, image: 'registry.example.com/app:1'}}]\n\
         ---\napiVersion: rbac.authorization.k8s.io/v1\nkind: Role\nmetadata: {{name: web, namespace: shop}}\nrules: [{rules}]\n\
         ---\napiVersion: rbac.authorization.k8s.io/v1\nkind: RoleBinding\nmetadata: {{name: web, namespace: shop}}\n\
         roleRef: {{apiGroup: rbac.authorization.k8s.io, kind: Role, name: web}}\n\
         subjects: [{{kind: ServiceAccount, name: web, namespace: shop}}]\n"
    )
}

#[test]
fn a_way_that_a_change_opens_is_stopped_by_the_next_round() {
    check(&pod_with("{apiGroups: [''], resources: [pods], verbs: [get]}"), 0, &[], None);
    check(
        &pod_with("{apiGroups: [''], resources: [pods, namespaces], verbs: [create, patch]}"),
        1,
        &[
            (0, "Enforce Pod Security level baseline in namespace shop"),
            (1, "Take namespaces out of the rule of Role shop/web"),
        ],
        Some(0),
    );
}

/// What runs is read from pods, and changed in the workload that makes them.
#[test]
fn changes_of_a_workload_reach_its_pods() {
    let spec = "serviceAccountName: web, containers: [{name: app, image: 'registry.example.com/app:1', securityContext: {privileged: true}}]";
    let yaml = format!(
        "apiVersion: apps/v1\nkind: DaemonSet\nmetadata: {{name: web, namespace: shop}}\nspec: {{template: {{spec: {{{spec}}}}}}}\n\
         ---\napiVersion: v1\nkind: Pod\nmetadata:\n  name: web-1\n  namespace: shop\n  \
         ownerReferences: [{{apiVersion: apps/v1, kind: DaemonSet, name: web, controller: true}}]\nspec: {{nodeName: one, {spec}}}\n"
    );
    let mut builder = Builder::new(Cluster { input: InputKind::Cluster, ..Cluster::default() });
    builder.read(&mut yaml.as_bytes(), "live.yaml", &Limits::default());
    let answers = proven(&builder.finish(), Graph::question);
    assert!(!answers.paths.is_empty());
    assert_eq!(answers.after, Some(0), "{:?}", answers.fixes.chosen);
}

#[test]
fn nothing_is_left_of_the_demonstration_estate() {
    let mut files = Vec::new();
    collect(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/harbor"), &mut files);
    files.sort();
    let texts = files.iter().map(|file| (file.to_str().unwrap(), fs::read_to_string(file).unwrap()));
    let answers = proven(&read(texts), Graph::question);
    assert!(answers.paths.len() >= 17, "{}", answers.paths.len());
    assert!(answers.fixes.chosen.is_sorted_by_key(|chosen| chosen.round));
    assert_eq!(answers.fixes.chosen.last().map(|chosen| chosen.round), Some(1));
    assert_eq!(answers.after, Some(0));
}

/// Every manifest under the folder; the settings are none.
fn collect(folder: &Path, to: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, to);
        } else if path.extension().is_some_and(|e| e == "yaml") && !path.ends_with("holdfast.yaml") {
            to.push(path);
        }
    }
}
