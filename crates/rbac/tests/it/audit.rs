//! From an audit log to what was used, and from there to roles that deny none of it.

use holdfast_inventory::Estate;
use holdfast_model::InputKind;
use holdfast_rbac::{AuditStats, Identity, Index, Tightness, Usage, denied, manifests, plan, read_audit};
use serde_json::{Value, json};

use crate::random::{Dice, estate, identity, request};
use crate::support::{binding, role, snapshot};

fn read(lines: &[Value]) -> (Usage, AuditStats) {
    let text = lines.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n");
    let mut usage = Usage::default();
    let stats = read_audit(&mut text.as_bytes(), &mut usage).expect("a log in memory");
    (usage, stats)
}

/// An event of `ann`, with further fields.
fn event(verb: &str, rest: Value) -> Value {
    let mut event = json!({
        "kind": "Event", "apiVersion": "audit.k8s.io/v1", "level": "Metadata", "stage": "ResponseComplete",
        "verb": verb, "user": {"username": "ann", "groups": ["devs", "system:authenticated"]},
        "responseStatus": {"code": 200}
    });
    for (key, value) in rest.as_object().expect("fields") {
        event[key] = value.clone();
    }
    event
}

fn on(group: &str, resource: &str, namespace: &str, name: &str) -> Value {
    json!({"apiGroup": group, "resource": resource, "namespace": namespace, "name": name, "apiVersion": "v1"})
}

/// `user: call` of everything used.
#[track_caller]
fn check_calls(events: &[Value], expected: &[&str]) {
    let (usage, stats) = read(events);
    assert_eq!(stats.unreadable, 0, "{stats:?}");
    let calls: Vec<String> = usage
        .users
        .iter()
        .flat_map(|(user, used)| used.calls.iter().map(move |call| format!("{user}: {call}")))
        .collect();
    assert_eq!(calls, expected);
}

#[test]
fn events_are_the_calls_that_were_authorized() {
    let pods = json!({"objectRef": on("", "pods", "shop", "web")});
    check_calls(&[event("get", pods.clone()), event("get", pods.clone())], &["ann: get pods web in shop"]);
    // The name of a new object comes from its body; that of a subresource's parent from the path.
    check_calls(&[event("create", pods.clone())], &["ann: create pods in shop"]);
    let mut exec = pods.clone();
    exec["objectRef"]["subresource"] = "exec".into();
    check_calls(&[event("create", exec)], &["ann: create pods/exec web in shop"]);
    // A list by metadata.name is authorized by that name.
    check_calls(&[event("list", pods.clone())], &["ann: list pods web in shop"]);
    // A patch or update that made the object was authorized as its creation too.
    let made =
        json!({"objectRef": on("apps", "deployments", "shop", "web"), "responseStatus": {"code": 201}});
    check_calls(
        &[event("patch", made)],
        &["ann: create deployments.apps web in shop", "ann: patch deployments.apps web in shop"],
    );
    check_calls(
        &[
            event("get", json!({"requestURI": "/logs/a%20b?x=%2F"})),
            event("get", json!({"requestURI": "/metrics"})),
        ],
        &["ann: get /logs/a b", "ann: get /metrics"],
    );
}

#[test]
fn what_was_denied_or_not_decided_yet_or_decided_by_others_is_not_used() {
    let pods = |rest: Value| {
        let mut fields = json!({"objectRef": on("", "pods", "shop", "")});
        fields.as_object_mut().expect("fields").extend(rest.as_object().expect("fields").clone());
        event("list", fields)
    };
    let decision = |word: &str, reason: &str| json!({"annotations": {"authorization.k8s.io/decision": word, "authorization.k8s.io/reason": reason}});
    let events = [
        pods(json!({"stage": "RequestReceived", "responseStatus": null})),
        pods(json!({"responseStatus": {"code": 403}})),
        pods(json!({"responseStatus": {"code": 401}})),
        pods(decision("forbid", "")),
        pods(decision("allow", "")),
        json!({"kind": "EventList", "items": [pods(decision("forbid", "")), pods(decision("forbid", ""))]}),
    ];
    let (usage, stats) = read(&events);
    assert!(usage.users.values().all(|used| used.calls.is_empty()), "{usage:?}");
    assert_eq!((stats.lines, stats.events, stats.early, stats.denied, stats.by_others), (6, 7, 1, 5, 1));
    // Refused by admission, after RBAC had allowed it.
    let mut refused = pods(decision("allow", "RBAC: allowed by RoleBinding \"a/shop\""));
    refused["responseStatus"] = json!({"code": 403});
    check_calls(&[refused], &["ann: list pods in shop"]);
}

#[test]
fn impersonation_is_what_the_real_user_needs_and_what_the_other_did() {
    let as_web = |rest: Value| {
        let mut fields = json!({
            "objectRef": on("", "pods", "shop", ""),
            "impersonatedUser": {
                "username": "system:serviceaccount:shop:web",
                "groups": ["system:serviceaccounts", "system:serviceaccounts:shop", "system:authenticated"]
            }
        });
        fields.as_object_mut().expect("fields").extend(rest.as_object().expect("fields").clone());
        event("list", fields)
    };
    let web = "system:serviceaccount:shop:web: list pods in shop";
    check_calls(&[as_web(json!({}))], &["ann: impersonate serviceaccounts web in shop", web]);
    check_calls(
        &[as_web(
            json!({"authenticationMetadata": {"impersonationConstraint": "impersonate:serviceaccount"}}),
        )],
        &[
            "ann: impersonate-on:serviceaccount:list pods in shop",
            "ann: impersonate:serviceaccount serviceaccounts.authentication.k8s.io web in shop",
            web,
        ],
    );
    let bob = json!({"username": "bob", "uid": "7", "groups": ["ops", "system:authenticated"], "extra": {"scopes": ["x"]}});
    check_calls(
        &[as_web(json!({"impersonatedUser": bob}))],
        &[
            "ann: impersonate groups ops",
            "ann: impersonate users bob",
            "ann: impersonate uids.authentication.k8s.io 7",
            "ann: impersonate userextras.authentication.k8s.io/scopes x",
            "bob: list pods in shop",
        ],
    );
}

#[test]
fn hostile_lines_are_counted_and_the_rest_is_read() {
    let good = event("get", json!({"requestURI": "/metrics"})).to_string();
    let text = format!(
        "{}\n\nnull\n{{\"kind\":7}}\n\u{0}\n[1,2]\n{good}\n{{\"kind\":\"Event\"}}",
        "[".repeat(200_000)
    );
    let mut usage = Usage::default();
    let stats = read_audit(&mut text.as_bytes(), &mut usage).expect("read");
    assert_eq!((stats.events, stats.unreadable), (1, 6), "{stats:?}");
    assert_eq!(usage.users["ann"].calls.len(), 1);
    let secret = format!("{{\"kind\":\"Event\",\"verb\":{{\"token\":\"not-a-real-token\"}}}}\n{good}");
    let stats = read_audit(&mut secret.as_bytes(), &mut Usage::default()).expect("read");
    let (line, why) = stats.first_unreadable.expect("a fault");
    assert!(line == 1 && !why.contains("token"), "{why}");
}

/// Roles, and what `ann` did. What is left of her rights, as the lines of the new roles and of what she never used.
#[track_caller]
fn check_plan(rules: Value, namespace: &str, events: &[Value], needed: &[&str], unused: &[&str]) {
    let ann = json!([{"kind": "User", "name": "ann"}]);
    let objects = [role("ClusterRole", "", "r", rules), binding(namespace, "b", ("ClusterRole", "r"), ann)];
    let snapshot = snapshot(InputKind::Cluster, &objects);
    let index = Index::build(&Estate::new(&snapshot));
    let (usage, _) = read(events);
    let plans = [plan(&index, "ann", &usage.users["ann"], Tightness::default())];
    let lines = |lines: &[holdfast_rbac::Line<'_>]| -> Vec<String> {
        lines.iter().map(|line| format!("{line} in {}", line.scope)).collect()
    };
    assert_eq!(lines(&plans[0].needed), needed);
    assert_eq!(lines(&plans[0].unused), unused);
    let text = manifests(&plans);
    assert!(denied(&plans, &text).is_empty(), "{text}");
}

#[test]
fn new_roles_keep_close_to_the_calls() {
    let all = json!([{"verbs": ["*"], "apiGroups": ["*"], "resources": ["*"]}]);
    let get = |resource: &str, namespace: &str, name: &str| {
        event("get", json!({"objectRef": on("", resource, namespace, name)}))
    };
    // Names that last are kept, those that do not are not, nor too many of them.
    check_plan(
        all.clone(),
        "",
        &[get("secrets", "shop", "db"), get("pods", "shop", "web-x7"), get("nodes", "", "n1")],
        &[
            "get on nodes in the cluster",
            "get on pods in namespace shop",
            "get on secrets named db in namespace shop",
        ],
        &[],
    );
    let many: Vec<Value> = (0..7).map(|n| get("configmaps", "shop", &format!("c{n}"))).collect();
    check_plan(all.clone(), "", &many, &["get on configmaps in namespace shop"], &[]);
    // Never more than is held today.
    let named =
        json!([{"verbs": ["get"], "apiGroups": [""], "resources": ["pods"], "resourceNames": ["web"]}]);
    check_plan(named, "", &[get("pods", "shop", "web")], &["get on pods named web in namespace shop"], &[]);
    // In many namespaces: across the cluster, if that is held.
    let wide: Vec<Value> = (0..7).map(|n| get("pods", &format!("n{n}"), "web")).collect();
    check_plan(all, "", &wide, &["get on pods in the cluster"], &[]);
    let two = json!([
        {"verbs": ["get", "delete"], "apiGroups": [""], "resources": ["pods"]},
        {"verbs": ["list"], "apiGroups": ["apps"], "resources": ["deployments"]},
        {"verbs": ["get"], "nonResourceURLs": ["/metrics"]}
    ]);
    check_plan(
        two,
        "",
        &[get("pods", "shop", "web"), event("get", json!({"requestURI": "/metrics"}))],
        &["get on /metrics in the cluster", "get on pods in namespace shop"],
        &["delete on pods in the cluster", "list on deployments.apps in the cluster"],
    );
}

#[test]
fn writing_roles_takes_what_is_in_them_or_the_special_verb() {
    let rbac = "rbac.authorization.k8s.io";
    let bound = |kind: &str| {
        let mut object = on(rbac, "rolebindings", "shop", "new");
        object["apiVersion"] = "v1".into();
        event(
            "create",
            json!({"objectRef": object, "requestObject": {"roleRef": {"kind": kind, "name": "r"}}, "responseStatus": {"code": 201}}),
        )
    };
    let rules = |verb: &str| {
        json!([
            {"verbs": ["create", verb], "apiGroups": [rbac], "resources": ["rolebindings", "clusterroles"]},
            {"verbs": ["get"], "apiGroups": [""], "resources": ["pods"]}
        ])
    };
    check_plan(
        rules("bind"),
        "shop",
        &[bound("ClusterRole")],
        &[
            &format!("bind on clusterroles.{rbac} named r in namespace shop"),
            &format!("create on rolebindings.{rbac} in namespace shop"),
        ],
        &[
            "get on pods in namespace shop",
            &format!("create on clusterroles.{rbac} in namespace shop"),
            &format!("bind on rolebindings.{rbac} in namespace shop"),
        ],
    );
    // Without the verb: the rights of the role, so that they can be passed on.
    check_plan(
        rules("list"),
        "shop",
        &[bound("ClusterRole")],
        &[
            "get on pods in namespace shop",
            &format!("list, create on clusterroles.{rbac}, rolebindings.{rbac} in namespace shop"),
        ],
        &[],
    );
    let (usage, _) = read(&[event("create", json!({"objectRef": on(rbac, "rolebindings", "shop", "new")}))]);
    let snapshot = snapshot(InputKind::Cluster, &[]);
    let index = Index::build(&Estate::new(&snapshot));
    let plan = plan(&index, "ann", &usage.users["ann"], Tightness::default());
    assert!(plan.open[0].contains("the log lacks the bodies of requests"), "{:?}", plan.open);
}

#[test]
fn new_roles_deny_nothing_of_random_logs() {
    let dice = &mut Dice(11);
    for _ in 0..60 {
        let objects = estate(dice);
        let snapshot = snapshot(InputKind::Cluster, &objects);
        let index = Index::build(&Estate::new(&snapshot));
        let mut events = Vec::new();
        for _ in 0..200 {
            let (who, request) = (identity(dice), request(dice));
            let Identity { user: Some(user), groups } = &who else { continue };
            if index.can(&who, &request).is_none() {
                continue;
            }
            let who = json!({"username": user, "groups": groups});
            let fields = match request.target {
                holdfast_rbac::Target::Url(path) => json!({"requestURI": path, "user": who}),
                holdfast_rbac::Target::Resource(r) => {
                    let mut object = on(r.group, r.resource, r.namespace, r.name);
                    object["subresource"] = r.subresource.into();
                    json!({"objectRef": object, "user": who})
                }
            };
            events.push(event(request.verb, fields));
        }
        let (usage, _) = read(&events);
        let plans: Vec<_> =
            usage.users.iter().map(|(user, used)| plan(&index, user, used, Tightness::default())).collect();
        let text = manifests(&plans);
        assert_eq!(denied(&plans, &text), [], "{text}");
        for plan in &plans {
            // Whoever was in system:masters at some calls only may have done what no role gives.
            let held = index.held(&plan.who);
            let needed = plan.needed.iter().flat_map(holdfast_rbac::Line::permissions);
            let more = needed.filter(|p| !held.covers(p)).count();
            assert!(more == 0 || !plan.beyond.is_empty(), "{} gets more than it holds: {text}", plan.user);
        }
    }
}
