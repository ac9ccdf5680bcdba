//! Who may write a role and who may bind it, beyond being allowed the write itself.

use holdfast_inventory::Estate;
use holdfast_model::InputKind;
use holdfast_rbac::{Identity, Index, MayGrant, Scope};
use serde_json::{Value, json};

use crate::support::{binding, object, role, snapshot};

const RBAC: &str = "rbac.authorization.k8s.io";

/// `ann` holds `own` in the namespace `shop`, or across the cluster. How may she write the role and bind it there?
#[track_caller]
fn check(own: &Value, cluster: bool, target: &Value, expected: (&str, &str)) {
    let ann = json!([{"kind": "User", "name": "ann"}]);
    let (place, scope) = if cluster { ("", Scope::Cluster) } else { ("shop", Scope::Namespace("shop")) };
    let objects = [
        role("ClusterRole", "", "own", own.clone()),
        target.clone(),
        binding(place, "b", ("ClusterRole", "own"), ann),
    ];
    let snapshot = snapshot(InputKind::Cluster, &objects);
    let index = Index::build(&Estate::new(&snapshot));
    let who = Identity::user("ann", &[]);
    let namespace = target["metadata"]["namespace"].as_str().unwrap_or_default();
    let target = index.find_role(namespace, "target").expect("target");
    let word = |answer: Option<MayGrant<'_, '_>>| match answer {
        None => "no",
        Some(MayGrant::Holds) => "holds",
        Some(MayGrant::Verb(_)) => "verb",
    };
    let got = (word(index.may_write(&who, target)), word(index.may_bind(&who, target, scope)));
    assert_eq!(got, expected, "{own} cluster={cluster} {target}");
}

#[test]
fn roles_are_written_and_bound_by_those_who_hold_them_or_the_special_verb() {
    let rule = |verbs: &[&str], groups: &[&str], resources: &[&str]| json!({"verbs": verbs, "apiGroups": groups, "resources": resources});
    let pods = json!([rule(&["get", "list"], &[""], &["pods", "pods/log"])]);
    let local = role("Role", "shop", "target", pods.clone());
    let wide = role("ClusterRole", "", "target", pods.clone());
    // Every part must be covered, by whatever rules.
    check(&pods, false, &local, ("holds", "holds"));
    check(
        &json!([rule(&["get"], &[""], &["pods", "pods/log"]), rule(&["list"], &["*"], &["*"])]),
        false,
        &local,
        ("holds", "holds"),
    );
    check(&json!([rule(&["*"], &[""], &["pods"])]), false, &local, ("no", "no"));
    check(&json!([rule(&["*"], &[""], &["pods", "*/log"])]), false, &local, ("holds", "holds"));
    // What is held in a namespace does not make a ClusterRole, but binds it there.
    check(&pods, false, &wide, ("no", "holds"));
    check(&pods, true, &wide, ("holds", "holds"));
    // The special verbs, by name too.
    check(&json!([rule(&["escalate"], &[RBAC], &["roles"])]), false, &local, ("verb", "no"));
    check(&json!([rule(&["bind"], &[RBAC], &["clusterroles"])]), false, &wide, ("no", "verb"));
    check(&json!([rule(&["bind"], &[RBAC], &["roles"])]), false, &wide, ("no", "no"));
    let named = |name: &str| json!([{"verbs": ["bind"], "apiGroups": [RBAC], "resources": ["clusterroles"], "resourceNames": [name]}]);
    check(&named("target"), true, &wide, ("no", "verb"));
    check(&named("other"), true, &wide, ("no", "no"));
    // A named rule does not cover one of every name; paths are covered by their beginning.
    let one = json!([{"verbs": ["get", "list"], "apiGroups": [""], "resources": ["pods", "pods/log"], "resourceNames": ["a"]}]);
    check(&one, false, &local, ("no", "no"));
    let paths = |url: &str| json!([{"verbs": ["get"], "nonResourceURLs": [url]}]);
    check(&paths("/logs/*"), true, &role("ClusterRole", "", "target", paths("/logs/a*")), ("holds", "holds"));
    check(&paths("/logs/a*"), true, &role("ClusterRole", "", "target", paths("/logs/*")), ("no", "no"));
    // Whoever writes an aggregation rule must hold everything.
    let selector = json!({"clusterRoleSelectors": [{"matchLabels": {"x": "y"}}]});
    let aggregated = object("ClusterRole", "", "target", json!({"aggregationRule": selector}));
    check(&json!([rule(&["*"], &["*"], &["*"])]), true, &aggregated, ("verb", "verb"));
    check(&pods, true, &aggregated, ("no", "holds"));
}
