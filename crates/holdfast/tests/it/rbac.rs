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

/// One line for each permission that somebody gained (+) or lost (-).
fn changes(report: &Value) -> Vec<String> {
    let mut lines = Vec::new();
    for change in report["subjects"].as_array().expect("subjects") {
        let name = change["subject"]["name"].as_str().expect("name");
        for (sign, field) in [("+", "gained"), ("-", "lost")] {
            for p in change[field].as_array().expect("permissions") {
                let on = if p["resources"].is_null() { &p["urls"] } else { &p["resources"] };
                lines.push(format!("{sign} {name} {} {on} {} in {}", p["verbs"], p["names"], p["namespace"]));
            }
        }
    }
    lines
}

#[test]
fn diff_tells_what_is_meant_not_how_it_is_written() {
    let check = |old: &str, new: &str, code: i32, expected: &[&str]| {
        let dir = Dir::new(&[("old.yaml", old), ("new/roles.yaml", new)]);
        let ran = dir.run(&["rbac", "diff", "old.yaml", "new", "--format", "json"]);
        assert_eq!(changes(&ran.assert_code(code).json()), expected);
    };
    check(ROLES, ROLES, 0, &[]);
    // Written otherwise: two rules, another role, a wildcard that changes nothing for the subject.
    let same = ROLES.replace(
        r#"{apiGroups: [""], resources: [pods, pods/log], verbs: [get, list]}"#,
        r#"{apiGroups: [""], resources: [pods/log, pods], verbs: [list]}
  - {apiGroups: [""], resources: [pods, pods/log], verbs: [get, get]}"#,
    );
    check(ROLES, &same, 0, &[]);
    let more = ROLES.replace("verbs: [get, list]", "verbs: [get, list, delete]");
    let gained = [
        r#"+ web ["delete"] ["pods","pods/log"] null in "shop""#,
        r#"+ ann ["delete"] ["pods","pods/log"] null in "shop""#,
    ];
    check(ROLES, &more, 1, &gained);
    let lost: Vec<String> = gained.iter().map(|line| line.replacen('+', "-", 1)).collect();
    check(&more, ROLES, 0, &lost.iter().map(String::as_str).collect::<Vec<_>>());
    let unnamed = ROLES.replace(", resourceNames: [web]", "");
    check(ROLES, &unnamed, 1, &[r#"+ ops ["update"] ["deployments.apps/scale"] null in """#]);
}

#[test]
fn a_matrix_has_a_row_for_each_subject_and_place() {
    let ran = rbac(&["matrix", "--resources", "pods,deploy/scale", "--format", "json"]);
    let report = ran.assert_code(0).json();
    let rows: Vec<String> = (report["rows"].as_array().expect("rows").iter())
        .map(|row| format!("{} {} {}", row["subject"]["name"], row["namespace"], row["cells"]))
        .collect();
    assert_eq!(
        rows,
        [
            r#""ops" "" {"deploy/scale":{"named":["update"],"verbs":[]}}"#,
            r#""web" "shop" {"pods":{"verbs":["get","list"]}}"#,
            r#""ann" "shop" {"pods":{"verbs":["get","list"]}}"#,
        ]
    );
    let wide = ROLES.replace("resources: [pods, pods/log]", "resources: ['*']");
    let dir = Dir::new(&[("roles.yaml", &wide)]);
    let rows = dir.run(&[
        "rbac",
        "matrix",
        "--resources",
        "nodes,namespaces",
        "--format",
        "json",
        "-f",
        "roles.yaml",
    ]);
    let cells: Vec<Value> =
        rows.json()["rows"].as_array().expect("rows").iter().map(|row| row["cells"].clone()).collect();
    let own = json!({"namespaces": {"verbs": ["get", "list"]}});
    assert_eq!(cells, [own.clone(), own], "a role in a namespace gives nothing on nodes");
    let csv = rbac(&["matrix", "--resources", "pods", "--format", "csv"]);
    assert_eq!(
        csv.assert_code(0).stdout,
        "kind,namespace,name,where,pods\nServiceAccount,shop,web,shop,get list\nUser,,ann,shop,get list\n"
    );
    let table = rbac(&["matrix", "-n", "shop"]);
    assert!(table.stdout.contains("ServiceAccount shop/web  shop   gl"), "{table:?}");
}

#[test]
fn risks_are_the_rbac_checks_of_scan() {
    let risky = ROLES
        .replace("resources: [pods, pods/log]", "resources: [secrets, pods/ephemeralcontainers]")
        .replace("verbs: [get, list]", "verbs: [create, get, patch]");
    let dir = Dir::new(&[("roles.yaml", &risky)]);
    let ran = dir.run(&["rbac", "risks", "-f", "roles.yaml", "--format", "json"]);
    let found = ran.assert_code(1).open();
    for expected in [
        "rbac-ephemeral-containers reader",
        "rbac-secret-token-issue readers",
        "rbac-secrets-namespace readers",
    ] {
        assert!(found.contains(expected), "{expected} in {found:?}");
    }
    assert!(found.iter().all(|finding| finding.starts_with("rbac-")), "{found:?}");
    let one = dir.run(&[
        "rbac",
        "risks",
        "-f",
        "roles.yaml",
        "--checks",
        "rbac-police:issue_token_secrets",
        "--format",
        "json",
    ]);
    assert_eq!(one.open().len(), 1, "{one:?}");
}

/// One call of the account `shop/web` as the API server logs it.
fn logged(verb: &str, object: &str) -> String {
    format!(
        concat!(
            r#"{{"kind":"Event","apiVersion":"audit.k8s.io/v1","level":"Metadata","stage":"ResponseComplete","verb":"{}","#,
            r#""user":{{"username":"system:serviceaccount:shop:web","groups":["system:serviceaccounts","system:serviceaccounts:shop","system:authenticated"]}},"#,
            r#""responseStatus":{{"code":200}},{}}}"#,
            "\n"
        ),
        verb, object
    )
}

#[test]
fn least_privilege_gives_what_was_used_and_proves_it() {
    let log = [
        logged(
            "get",
            r#""objectRef":{"resource":"pods","namespace":"shop","name":"web-1","apiVersion":"v1"}"#,
        ),
        logged(
            "get",
            r#""objectRef":{"resource":"secrets","namespace":"shop","name":"db","apiVersion":"v1"}"#,
        ),
        "not an event\n".to_owned(),
    ];
    let dir = Dir::new(&[("roles.yaml", ROLES), ("audit.log", &log.concat())]);
    let args = ["rbac", "least-privilege", "--audit-log", "audit.log", "-f", "roles.yaml", "--format"];
    let report = dir.run(&[&args[..], &["json"]].concat()).assert_code(3).json();
    assert_eq!(report["proof"], json!({"asked": 2, "denied": 0}));
    let web = &report["subjects"][0];
    let unused = json!([
        {"namespace": "shop", "verbs": ["list"], "resources": ["pods"]},
        {"namespace": "shop", "verbs": ["get", "list"], "resources": ["pods/log"]}
    ]);
    assert_eq!(web["unused"], unused);
    assert_eq!(web["notGrantedToday"], json!(["get secrets db in shop"]));
    assert_eq!(report["gaps"].as_array().map(Vec::len), Some(1), "the line that is no event");
    let yaml = dir.run(&[&args[..], &["yaml"]].concat());
    dir.put("new.yaml", &yaml.stdout);
    let asked = |what: &[&str], code: i32| {
        let all = [&["rbac", "can", "sa:shop/web"], what, &["-n", "shop", "-f", "new.yaml"]].concat();
        dir.run(&all).assert_code(code);
    };
    asked(&["get", "pods"], 0);
    asked(&["get", "secrets", "db"], 0);
    asked(&["get", "secrets", "other"], 1);
    asked(&["list", "pods"], 1);
    let none = dir.run(&["rbac", "least-privilege", "--audit-log", "roles.yaml", "-f", "roles.yaml"]);
    none.assert_code(2).assert_says(&["holds no audit events", "audit.k8s.io/v1"]);
}
