//! `holdfast rbac` on files.

use serde_json::{Value, json};

use crate::run::{Dir, Ran};

pub(crate) const ROLES: &str = r#"
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: reader, namespace: shop}
rules:
  - {apiGroups: [""], resources: [pods, pods/log], verbs: [get, list]}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: readers, namespace: shop}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: reader}
subjects:
  - {kind: ServiceAccount, name: web}
  - {kind: User, name: ann, apiGroup: rbac.authorization.k8s.io}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: scraper}
rules:
  - {nonResourceURLs: [/metrics], verbs: [get]}
  - {apiGroups: [apps], resources: [deployments/scale], resourceNames: [web], verbs: [update]}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: scrapers}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: scraper}
subjects:
  - {kind: Group, name: ops, apiGroup: rbac.authorization.k8s.io}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: elsewhere, namespace: shop}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: not-here}
subjects:
  - {kind: User, name: bob, apiGroup: rbac.authorization.k8s.io}
"#;

fn rbac(args: &[&str]) -> Ran {
    let dir = Dir::new(&[("roles.yaml", ROLES)]);
    let mut all = vec!["rbac"];
    all.extend(args);
    all.extend(["-f", "roles.yaml"]);
    dir.run(&all)
}

/// `kind name < binding < role` of every grant.
fn grants(report: &Value) -> Vec<String> {
    let text = |value: &Value| value["name"].as_str().expect("name").to_owned();
    let grants = report["grants"].as_array().expect("grants");
    let line = |g: &Value| {
        let kind = g["subject"]["kind"].as_str().expect("kind");
        format!("{kind} {} < {} < {}", text(&g["subject"]), text(&g["binding"]), text(&g["role"]))
    };
    grants.iter().map(line).collect()
}

#[test]
fn who_can_names_the_chain() {
    let check = |args: &[&str], expected: &[&str]| {
        let ran = rbac(&[&["who-can"], args, &["--format", "json"]].concat());
        ran.assert_code(0);
        assert_eq!(grants(&ran.json()), expected, "{args:?}");
        assert_eq!(ran.json()["schema"], "holdfast.rbac.who-can/v1");
    };
    let both: &[&str] = &["ServiceAccount web < readers < reader", "User ann < readers < reader"];
    check(&["get", "pods", "-n", "shop"], both);
    check(&["get", "po/log", "x", "-n", "shop"], both);
    check(&["get", "pods", "-A"], both);
    check(&["get", "pods"], &[]);
    check(&["delete", "pods", "-n", "shop"], &[]);
    check(&["get", "/metrics"], &["Group ops < scrapers < scraper"]);
    check(&["update", "deploy/scale", "web", "-n", "any"], &["Group ops < scrapers < scraper"]);
    check(&["update", "deployments.apps/scale", "-n", "any"], &[]);
    let table = rbac(&["who-can", "get", "pods", "-n", "shop"]);
    assert!(
        table.stdout.contains("ServiceAccount shop/web  RoleBinding shop/readers  Role shop/reader"),
        "{table:?}"
    );
    assert!(table.stdout.contains("not assessed: RoleBinding elsewhere"), "{table:?}");
}

#[test]
fn what_can_is_short() {
    let ran = rbac(&["what-can", "sa:shop/web", "--format", "json"]);
    let report = ran.assert_code(0).json();
    let expected =
        json!([{"namespace": "shop", "verbs": ["get", "list"], "resources": ["pods", "pods/log"]}]);
    assert_eq!(report["permissions"], expected);
    assert_eq!(grants(&report), ["ServiceAccount web < readers < reader"]);
    assert!(rbac(&["what-can", "system:masters"]).stdout.contains("may do everything"));
    let bob = rbac(&["what-can", "user:bob", "--via"]);
    assert!(bob.stdout.contains("User bob (in system:authenticated) may do nothing"), "{bob:?}");
    assert!(bob.stdout.contains("not assessed: RoleBinding shop/elsewhere"), "{bob:?}");
}

#[test]
fn can_says_yes_no_or_unknown() {
    let check = |args: &[&str], code: i32, expected: &str| {
        let ran = rbac(&[&["can"], args].concat());
        assert!(ran.assert_code(code).stdout.starts_with(expected), "{args:?} {ran:?}");
    };
    check(
        &["sa:shop/web", "get", "pods", "-n", "shop"],
        0,
        "yes: allowed by RoleBinding shop/readers of Role shop/reader",
    );
    check(&["sa:shop/web", "get", "pods", "-n", "ops"], 1, "no");
    check(&["user:bob", "get", "pods", "-n", "shop"], 3, "unknown: RoleBinding shop/elsewhere");
    check(&["user:bob", "get", "pods", "-n", "ops"], 1, "no");
    check(&["user:zoe", "--group", "ops", "get", "/metrics"], 0, "yes");
    rbac(&["can", "zoe", "get", "pods"]).assert_code(2).assert_says(&["sa:NAMESPACE/NAME"]);
    rbac(&["can"]).assert_code(2);
}

#[test]
fn a_batch_is_answered_in_order() {
    let questions = concat!(
        r#"{"user":"ann","resourceAttributes":{"verb":"get","resource":"pods","namespace":"shop"}}"#,
        "\n\n",
        r#"{"spec":{"user":"ann","resourceAttributes":{"verb":"delete","resource":"pods","namespace":"shop"}}}"#,
        "\n",
        r#"{"groups":["system:masters"],"nonResourceAttributes":{"verb":"get","path":"/"}}"#,
        "\nnonsense\n",
        r#"{"user":"bob","resourceAttributes":{"verb":"get","resource":"pods","namespace":"shop"}}"#,
    );
    let dir = Dir::new(&[("roles.yaml", ROLES), ("q.jsonl", questions)]);
    let ran = dir.run(&["rbac", "can", "--batch", "q.jsonl", "-f", "roles.yaml"]);
    let verdicts: Vec<Value> =
        ran.assert_code(3).stdout.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    let answers: Vec<&str> = verdicts.iter().map(|v| v["answer"].as_str().expect("answer")).collect();
    assert_eq!(answers, ["yes", "no", "yes", "error", "unknown"]);
    assert_eq!(verdicts[0]["binding"]["name"], "readers");
    assert_eq!(verdicts[0]["allowed"], true);
    assert_eq!(verdicts[1]["allowed"], false);
}
