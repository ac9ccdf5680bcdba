//! Permissions one by one, and put together again as lines.

use holdfast_inventory::Estate;
use holdfast_model::InputKind;
use holdfast_rbac::{Held, Identity, Index, Line, Permission, Place, Request, Scope, Target, Thing};
use serde_json::{Value, json};

use crate::random::{Dice, estate, identity, request};
use crate::support::{binding, role, snapshot};

/// What a request needs.
fn needed<'q>(request: &Request<'q>) -> Permission<'q> {
    let place = match request.target {
        Target::Url(path) => Place { scope: Scope::Cluster, thing: Thing::Url(path) },
        Target::Resource(r) => Place {
            scope: if r.namespace.is_empty() { Scope::Cluster } else { Scope::Namespace(r.namespace) },
            thing: Thing::Resource {
                group: r.group,
                resource: r.resource,
                subresource: r.subresource,
                name: Some(r.name).filter(|name| !name.is_empty()),
            },
        },
    };
    Permission { place, verb: request.verb }
}

/// The set a reader of the lines would note down.
fn reread<'l>(lines: &'l [Line<'l>]) -> Held<'l> {
    let mut held = Held::default();
    for line in lines {
        for thing in &line.resources {
            let Thing::Resource { group, resource, subresource, .. } = *thing else { continue };
            let names: Vec<Option<&str>> = if line.names.is_empty() {
                vec![None]
            } else {
                line.names.iter().copied().map(Some).collect()
            };
            for name in names {
                let thing = Thing::Resource { group, resource, subresource, name };
                held.add(Place { scope: line.scope, thing }, &line.verbs);
            }
        }
        for url in &line.urls {
            held.add(Place { scope: line.scope, thing: Thing::Url(url) }, &line.verbs);
        }
    }
    held
}

#[test]
fn what_is_held_and_its_lines_answer_as_the_index_does() {
    let dice = &mut Dice(7);
    for _ in 0..150 {
        let objects = estate(dice);
        let snapshot = snapshot(InputKind::Cluster, &objects);
        let index = Index::build(&Estate::new(&snapshot));
        for _ in 0..5 {
            let who = identity(dice);
            if who.is_superuser() {
                continue;
            }
            let held = index.held(&who);
            let lines = held.lines();
            let reread = reread(&lines);
            assert_eq!(reread.lines(), lines, "lines say nothing twice: {who:?} in {objects:#?}");
            for _ in 0..20 {
                let request = request(dice);
                let expected = index.can(&who, &request).is_some();
                assert_eq!(held.covers(&needed(&request)), expected, "{who:?} {request:?} in {objects:#?}");
                assert_eq!(reread.covers(&needed(&request)), expected, "{lines:#?} {request:?}");
            }
        }
    }
}

/// The lines of a user who holds these rules across the cluster.
#[track_caller]
fn check_lines(rules: Value, expected: &[&str]) {
    let objects = [
        role("ClusterRole", "", "r", rules),
        binding("", "b", ("ClusterRole", "r"), json!([{"kind": "User", "name": "ann"}])),
    ];
    let snapshot = snapshot(InputKind::Cluster, &objects);
    let index = Index::build(&Estate::new(&snapshot));
    let lines: Vec<String> =
        index.held(&Identity::user("ann", &[])).lines().iter().map(ToString::to_string).collect();
    assert_eq!(lines, expected);
}

#[test]
fn lines_are_as_few_as_say_it() {
    let rule = |verbs: &[&str], groups: &[&str], resources: &[&str]| json!({"verbs": verbs, "apiGroups": groups, "resources": resources});
    check_lines(
        json!([
            rule(&["list", "get"], &[""], &["pods"]),
            rule(&["get", "list"], &["", "apps"], &["deployments"])
        ]),
        &["get, list on deployments, deployments.apps, pods"],
    );
    check_lines(json!([rule(&["*"], &["*"], &["*"]), rule(&["get"], &[""], &["pods/log"])]), &["* on *.*"]);
    check_lines(
        json!([
            rule(&["update"], &["*"], &["*/scale"]),
            rule(&["update", "get"], &["apps"], &["deployments/scale"])
        ]),
        &["update on *.*/scale", "get on deployments.apps/scale"],
    );
    check_lines(
        json!([
            {"verbs": ["get"], "apiGroups": [""], "resources": ["secrets"], "resourceNames": ["b", "a"]},
            {"verbs": ["get", "list"], "apiGroups": [""], "resources": ["configmaps"]},
            {"verbs": ["get"], "apiGroups": [""], "resources": ["configmaps"], "resourceNames": ["a"]}
        ]),
        &["get, list on configmaps", "get on secrets named a, b"],
    );
    check_lines(
        json!([{"verbs": ["get"], "nonResourceURLs": ["/logs/*", "/logs/kubelet", "/logs/**", "/metrics"]}]),
        &["get on /logs/*, /metrics"],
    );
}
