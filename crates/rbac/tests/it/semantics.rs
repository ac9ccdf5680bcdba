use holdfast_inventory::Estate;
use holdfast_model::InputKind;
use holdfast_rbac::{Aggregation, Allowed, Identity, Index, Request};
use serde_json::{Value, json};

use crate::support::{binding, object, role, snapshot};

/// The chain as one line: `subject < binding < role < rule text`; `-` when denied, `*` for superusers.
fn answer(index: &Index<'_>, who: &Identity, request: &Request<'_>) -> String {
    match index.can(who, request) {
        None => "-".to_owned(),
        Some(Allowed::Superuser) => "*".to_owned(),
        Some(Allowed::By(grant)) => format!(
            "{} < {} < {} < {}",
            index.subject_text(grant.subject),
            grant.binding,
            grant.role,
            index.rule_text(grant.rule)
        ),
    }
}

/// `verb group/resource[/sub] [namespace] [name]`, or `verb /path`.
fn request(text: &str) -> Request<'_> {
    let words: Vec<&str> = text.split(' ').collect();
    if words[1].starts_with('/') {
        return Request::url(words[0], words[1]);
    }
    let (group, resource) = words[1].split_once(':').unwrap_or(("", words[1]));
    let at = |n: usize| words.get(n).copied().unwrap_or_default();
    Request::resource(words[0], group, resource).in_namespace(at(2)).named(at(3))
}

/// Is the request allowed to a user who holds just this rule across the cluster?
fn check_rule(rule: &Value, expected: &[(&str, bool)]) {
    let snapshot = snapshot(
        InputKind::Cluster,
        &[
            role("ClusterRole", "", "r", json!([rule])),
            binding("", "b", ("ClusterRole", "r"), json!([{"kind": "User", "name": "ann"}])),
        ],
    );
    let index = Index::build(&Estate::new(&snapshot));
    for (text, allowed) in expected {
        let got = index.can(&Identity::user("ann", &[]), &request(text)).is_some();
        assert_eq!(got, *allowed, "{text} under {rule}");
    }
}

#[test]
fn rules_match_as_the_authorizer_matches() {
    let rule = |verbs: &[&str], groups: &[&str], resources: &[&str]| json!({"verbs": verbs, "apiGroups": groups, "resources": resources});
    check_rule(
        &rule(&["get"], &[""], &["pods"]),
        &[("get pods", true), ("list pods", false), ("get pods/log", false)],
    );
    check_rule(&rule(&["*"], &[""], &["pods/*"]), &[("get pods/log", false), ("get pods", false)]);
    check_rule(
        &rule(&["get"], &[""], &["*"]),
        &[("get pods", true), ("get pods/log", true), ("get apps:deployments", false)],
    );
    check_rule(
        &rule(&["update"], &["*"], &["*/scale"]),
        &[
            ("update apps:deployments/scale", true),
            ("update apps:deployments", false),
            ("update x:y/upscale", false),
        ],
    );
    check_rule(&rule(&["get"], &["*"], &["pods"]), &[("get pods", true), ("get metrics.k8s.io:pods", true)]);
    check_rule(&rule(&["get"], &[], &["pods"]), &[("get pods", false)]);
    check_rule(
        &json!({"verbs": ["*"], "nonResourceURLs": ["/logs*", "/metrics"]}),
        &[
            ("get /logs/kubelet", true),
            ("get /logs", true),
            ("get /metrics", true),
            ("get /metrics/slis", false),
            ("get /", false),
        ],
    );
    check_rule(
        &json!({"verbs": ["get"], "nonResourceURLs": ["*"]}),
        &[("get /anything", true), ("post /anything", false)],
    );
    let named = json!({"verbs": ["*"], "apiGroups": [""], "resources": ["configmaps", "pods/exec"], "resourceNames": ["a"]});
    check_rule(
        &named,
        &[
            ("get configmaps ns a", true),
            ("get configmaps ns b", false),
            ("create configmaps ns", false),
            ("list configmaps ns", false),
            ("deletecollection configmaps ns", false),
            ("list configmaps ns a", true),
            ("create pods/exec ns a", true),
        ],
    );
}

#[test]
fn bindings_reach_the_namespaces_and_subjects_they_should() {
    let read = json!([
        {"verbs": ["get"], "apiGroups": [""], "resources": ["pods", "nodes"]},
        {"verbs": ["get"], "nonResourceURLs": ["/metrics"]}
    ]);
    let account = json!([{"kind": "ServiceAccount", "name": "web"}]);
    let snapshot = snapshot(
        InputKind::Cluster,
        &[
            role("ClusterRole", "", "read", read.clone()),
            role(
                "Role",
                "shop",
                "read",
                json!([{"verbs": ["list"], "apiGroups": [""], "resources": ["pods"]}]),
            ),
            binding("shop", "cluster-role", ("ClusterRole", "read"), account.clone()),
            binding(
                "shop",
                "role",
                ("Role", "read"),
                json!([{"kind": "Group", "name": "system:serviceaccounts:shop"}]),
            ),
            binding(
                "",
                "everyone",
                ("ClusterRole", "missing"),
                json!([{"kind": "Group", "name": "system:authenticated"}]),
            ),
            binding(
                "",
                "by-name",
                ("ClusterRole", "read"),
                json!([{"kind": "User", "name": "system:serviceaccount:ops:bot"}]),
            ),
            binding("", "no-namespace", ("ClusterRole", "read"), account),
            binding("", "to-a-role", ("Role", "read"), json!([{"kind": "User", "name": "ann"}])),
        ],
    );
    let index = Index::build(&Estate::new(&snapshot));
    let web = Identity::service_account("shop", "web");
    let other = Identity::service_account("shop", "other");
    let bot = Identity::service_account("ops", "bot");
    let first =
        "ServiceAccount shop/web < RoleBinding shop/cluster-role < ClusterRole read < get on pods, nodes";
    let cases: &[(&Identity, &str, &str)] = &[
        (&web, "get pods shop x", first),
        (&web, "get pods ops x", "-"),
        (&web, "get pods", "-"),
        (&web, "get nodes  n", "-"),
        (&web, "get /metrics", "-"),
        (&other, "get pods shop x", "-"),
        (
            &other,
            "list pods shop",
            "Group system:serviceaccounts:shop < RoleBinding shop/role < Role shop/read < list on pods",
        ),
        (
            &bot,
            "get nodes  n",
            "ServiceAccount ops/bot < ClusterRoleBinding by-name < ClusterRole read < get on pods, nodes",
        ),
        (
            &bot,
            "get /metrics",
            "ServiceAccount ops/bot < ClusterRoleBinding by-name < ClusterRole read < get on /metrics",
        ),
        (&Identity::user("ann", &[]), "get pods shop x", "-"),
        (&Identity::user("root", &["system:masters"]), "delete nodes  n", "*"),
    ];
    for (who, text, expected) in cases {
        assert_eq!(answer(&index, who, &request(text)), *expected, "{who:?} {text}");
    }
    let dangling: Vec<String> = index.dangling().map(ToString::to_string).collect();
    assert_eq!(dangling, ["ClusterRoleBinding everyone", "ClusterRoleBinding to-a-role"]);
}

#[test]
fn aggregated_roles_hold_the_rules_of_those_they_select() {
    let label = |key: &str| json!({"matchLabels": {key: "true"}});
    let pods = json!([{"verbs": ["get"], "apiGroups": [""], "resources": ["pods"]}]);
    let jobs = json!([{"verbs": ["get"], "apiGroups": ["batch"], "resources": ["jobs"]}]);
    let objects = [
        object(
            "ClusterRole",
            "",
            "top",
            json!({"aggregationRule": {"clusterRoleSelectors": [label("a")]}, "rules": pods}),
        ),
        object(
            "ClusterRole",
            "",
            "mid",
            json!({"labels": {"a": "true"}, "aggregationRule": {"clusterRoleSelectors": [label("b"), label("a")]}}),
        ),
        object("ClusterRole", "", "pods", json!({"labels": {"b": "true"}, "rules": pods})),
        object("ClusterRole", "", "jobs", json!({"labels": {"b": "true"}, "rules": jobs})),
        object(
            "ClusterRole",
            "",
            "loop",
            json!({"labels": {"b": "true"}, "aggregationRule": {"clusterRoleSelectors": [label("a")]}}),
        ),
    ];
    let snapshot = snapshot(InputKind::Cluster, &objects);
    let estate = Estate::new(&snapshot);
    let rules = |index: &Index<'_>, name: &str| -> Vec<String> {
        let role = index.find_role("", name).expect("role");
        let line = |rule| format!("{} from {}", index.rule_text(rule), index.role(rule.origin).name);
        index.rules_of(role).map(line).collect()
    };
    let index = Index::build(&estate);
    for name in ["top", "mid", "loop"] {
        assert_eq!(rules(&index, name), ["get on batch/jobs from jobs", "get on pods from pods"], "{name}");
    }
    let stored = Index::build_with(&estate, Aggregation::Stored);
    assert_eq!(rules(&stored, "top"), ["get on pods from top"]);
    assert!(rules(&stored, "mid").is_empty());
}

#[test]
fn files_may_bind_the_default_roles_they_do_not_hold() {
    let ann = json!([{"kind": "User", "name": "ann"}]);
    let crd = json!([{"verbs": ["*"], "apiGroups": ["dev.example"], "resources": ["widgets"]}]);
    let objects = [
        binding("shop", "b", ("ClusterRole", "edit"), ann.clone()),
        binding("shop", "c", ("ClusterRole", "custom"), ann),
        object(
            "ClusterRole",
            "",
            "widgets",
            json!({"rules": crd, "labels": {"rbac.authorization.k8s.io/aggregate-to-view": "true"}}),
        ),
    ];
    let check = |input, expected: [(&str, bool); 4], dangling: usize| {
        let snapshot = snapshot(input, &objects);
        let index = Index::build(&Estate::new(&snapshot));
        for (text, allowed) in expected {
            assert_eq!(index.can(&Identity::user("ann", &[]), &request(text)).is_some(), allowed, "{text}");
        }
        assert_eq!(index.dangling().count(), dangling);
    };
    let asked = [
        "create pods shop",
        "get dev.example:widgets shop w",
        "create rbac.authorization.k8s.io:roles shop",
        "create pods",
    ];
    let [pods, widgets, roles, everywhere] = asked;
    check(InputKind::Files, [(pods, true), (widgets, true), (roles, false), (everywhere, false)], 1);
    check(InputKind::Cluster, asked.map(|text| (text, false)), 2);
}
