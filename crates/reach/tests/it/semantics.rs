use holdfast_reach::{Engine, Options, Protocol, Reason};

use crate::support::{gaps, list, pods, snapshot};

/// Two namespaces, three pods.
fn estate(policies: &str) -> String {
    let mut yaml =
        pods(&["a/web app=web http:80/TCP", "a/db app=db,role=store sql:5432/TCP", "b/job app=job"]);
    yaml.push_str("---\napiVersion: v1\nkind: Namespace\nmetadata: {name: b, labels: {env: dev}}\n");
    yaml.push_str(policies);
    yaml
}

fn netpol(name: &str, spec: &str) -> String {
    format!(
        "---\napiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {{name: {name}, namespace: a}}\nspec: {spec}\n"
    )
}

fn admin(kind: &str, name: &str, spec: &str) -> String {
    let version = if kind == "ClusterNetworkPolicy" { "v1alpha2" } else { "v1alpha1" };
    format!(
        "---\napiVersion: policy.networking.k8s.io/{version}\nkind: {kind}\nmetadata: {{name: {name}}}\nspec: {spec}\n"
    )
}

/// The lines that mention `a/db` as the target.
fn check(policies: &str, expected: &[&str]) {
    let into_db: Vec<String> =
        list(&estate(policies)).into_iter().filter(|l| l.contains("=> a/db")).collect();
    assert_eq!(into_db, expected, "{policies}");
}

const OPEN: &[&str] =
    &["* => a/db : All Connections", "a/web => a/db : All Connections", "b/job => a/db : All Connections"];

#[test]
fn network_policies() {
    check("", OPEN);
    // Selects nobody.
    check(&netpol("n", "{podSelector: {matchLabels: {app: x}}, policyTypes: [Ingress]}"), OPEN);
    // An absent policyTypes is ingress; egress only with an egress rule.
    check(&netpol("n", "{podSelector: {}}"), &[]);
    check(&netpol("n", "{podSelector: }"), &[]);
    check(&netpol("n", "{podSelector: {}, policyTypes: [Egress], egress: [{}]}"), OPEN);
    check(&netpol("n", "{podSelector: {}, policyTypes: [Egress]}"), &[OPEN[0], OPEN[2]]);
    check(&netpol("n", "{podSelector: {}, ingress: [{}]}"), OPEN);
    // Peers: the policy's namespace, other namespaces, both, addresses.
    check(&netpol("n", "{podSelector: {}, ingress: [{from: [{podSelector: {}}]}]}"), &[OPEN[1]]);
    check(&netpol("n", "{podSelector: {}, ingress: [{from: [{namespaceSelector: {}}]}]}"), &OPEN[1..]);
    check(
        &netpol(
            "n",
            "{podSelector: {}, ingress: [{from: [{namespaceSelector: {matchLabels: {env: dev}}}]}]}",
        ),
        &[OPEN[2]],
    );
    check(
        &netpol(
            "n",
            "{podSelector: {}, ingress: [{from: [{namespaceSelector: {}, podSelector: {matchExpressions: [{key: app, operator: In, values: [web]}]}}]}]}",
        ),
        &[OPEN[1]],
    );
    check(
        &netpol(
            "n",
            "{podSelector: {}, ingress: [{from: [{ipBlock: {cidr: 10.0.0.0/8, except: [10.1.0.0/16]}}]}]}",
        ),
        &[
            "10.0.0.0-10.0.255.255[External] => a/db : All Connections",
            "10.2.0.0-10.255.255.255[External] => a/db : All Connections",
        ],
    );
    // Ports: numbers, ranges, names, protocols; rules add up.
    check(
        &netpol(
            "n",
            "{podSelector: {}, ingress: [{from: [{podSelector: {}}], ports: [{port: sql}, {port: 1, endPort: 9, protocol: UDP}]}]}",
        ),
        &["a/web => a/db : TCP 5432,UDP 1-9"],
    );
    check(&netpol("n", "{podSelector: {}, ingress: [{ports: [{port: http}]}]}"), &[]);
    check(
        &netpol(
            "n",
            "{podSelector: {}, ingress: [{from: [{podSelector: {}}], ports: [{protocol: SCTP}]}, {from: [{podSelector: {}}], ports: [{port: 80}]}]}",
        ),
        &["a/web => a/db : SCTP 1-65535,TCP 80"],
    );
}

#[test]
fn egress_by_the_name_of_a_port() {
    let policy = netpol(
        "n",
        "{podSelector: {matchLabels: {app: web}}, policyTypes: [Egress], egress: [{ports: [{port: sql}]}]}",
    );
    check(&policy, &[OPEN[0], "a/web => a/db : TCP 5432", OPEN[2]]);
}

#[test]
fn admin_policies() {
    let subject = "subject: {pods: {namespaceSelector: {}, podSelector: {matchLabels: {app: db}}}}";
    let deny = format!(
        "{{priority: 5, {subject}, ingress: [{{action: Deny, from: [{{namespaces: {{matchLabels: {{env: dev}}}}}}]}}]}}"
    );
    check(&admin("AdminNetworkPolicy", "deny", &deny), &OPEN[..2]);
    // The lower number goes first; pass goes on to NetworkPolicy and then to the baseline.
    let pass = deny.replace("priority: 5", "priority: 4").replace("Deny", "Pass");
    let both = admin("AdminNetworkPolicy", "deny", &deny) + &admin("AdminNetworkPolicy", "pass", &pass);
    check(&both, OPEN);
    check(&(both.clone() + &netpol("n", "{podSelector: {}}")), &[]);
    let baseline = format!(
        "{{{subject}, ingress: [{{action: Deny, from: [{{namespaces: {{}}}}], ports: [{{portNumber: {{protocol: TCP, port: 5432}}}}]}}]}}"
    );
    let rest = "SCTP 1-65535,TCP 1-5431,5433-65535,UDP 1-65535";
    check(
        &(both + &admin("BaselineAdminNetworkPolicy", "default", &baseline)),
        &[OPEN[0], &format!("a/web => a/db : {rest}"), &format!("b/job => a/db : {rest}")],
    );
    // NetworkPolicy decides before the baseline, admin before NetworkPolicy.
    let allow = deny.replace("Deny", "Allow");
    check(&(admin("AdminNetworkPolicy", "allow", &allow) + &netpol("n", "{podSelector: {}}")), &[OPEN[2]]);
}

#[test]
fn cluster_policies() {
    let subject = "subject: {namespaces: {matchLabels: {kubernetes.io/metadata.name: a}}}";
    let ports = "protocols: [{tcp: {destinationPort: {range: {start: 1, end: 9}}}}, {udp: {}}, {destinationNamedPort: sql}]";
    let deny = format!(
        "{{tier: Admin, priority: 1, {subject}, ingress: [{{action: Deny, from: [{{namespaces: {{}}}}], {ports}}}]}}"
    );
    let left = "SCTP 1-65535,TCP 10-5431,5433-65535";
    let denied = [OPEN[0].to_owned(), format!("a/web => a/db : {left}"), format!("b/job => a/db : {left}")];
    check(&admin("ClusterNetworkPolicy", "c", &deny), &denied.each_ref().map(String::as_str));
    // A peer of a later version: accept matches nothing, deny and pass deny everything.
    let unknown = deny.replace("namespaces: {}}], protocols", "planets: {}}], protocols");
    check(&admin("ClusterNetworkPolicy", "c", &unknown), &[]);
    check(&admin("ClusterNetworkPolicy", "c", &unknown.replace("Deny", "Pass")), &[]);
    check(&admin("ClusterNetworkPolicy", "c", &unknown.replace("Deny", "Accept")), OPEN);
    assert_eq!(gaps(&estate(&admin("ClusterNetworkPolicy", "c", &unknown))).len(), 1);
}

#[test]
fn what_is_invalid_is_a_gap() {
    let broken = [
        (
            "{podSelector: {matchExpressions: [{key: a, operator: In}]}}",
            "/spec/podSelector: In on \"a\" needs values",
        ),
        (
            "{podSelector: {}, ingress: [{from: [{}]}]}",
            "/spec/ingress/0/from/0: names nobody: expected podSelector, namespaceSelector or ipBlock",
        ),
        (
            "{podSelector: {}, ingress: [{from: [{ipBlock: {cidr: 10.0.0.0}}]}]}",
            "/spec/ingress/0/from/0: \"10.0.0.0\" is no CIDR block such as 10.0.0.0/8",
        ),
        (
            "{podSelector: {}, ingress: [{ports: [{port: 70000}]}]}",
            "/spec/ingress/0/ports/0: port 70000 to 70000: expected 1 to 65535",
        ),
        (
            "{podSelector: {}, ingress: [{ports: [{protocol: ICMP}]}]}",
            "/spec/ingress/0/ports/0: protocol \"ICMP\": expected TCP, UDP or SCTP",
        ),
        ("{podSelector: {}, policyTypes: [Both]}", "/spec/policyTypes: \"Both\": expected Ingress or Egress"),
    ];
    for (spec, expected) in broken {
        let found = gaps(&estate(&netpol("n", spec)));
        assert_eq!(found.len(), 1, "{spec}: {found:?}");
        assert!(found[0].ends_with(expected), "{spec}: {found:?}");
    }
    let rules = "subject: {namespaces: {}}, ingress: [{action: Maybe, from: [{namespaces: {}}]}]";
    let found = gaps(&admin("AdminNetworkPolicy", "n", &format!("{{priority: 2000, {rules}}}")));
    assert_eq!(found.len(), 2, "{found:?}");
}

#[test]
fn a_decision_names_policy_rule_and_line() {
    let yaml = estate(&netpol("deny", "{podSelector: {}}"))
        + &netpol(
            "web",
            "\n  podSelector: {}\n  ingress:\n  - from:\n    - podSelector: {}\n    ports:\n    - port: 5432",
        );
    let snapshot = snapshot(&yaml);
    let engine = Engine::new(&snapshot, Options::default());
    let end =
        |namespace, name| holdfast_reach::End::Workload(engine.find(namespace, name, "Pod").expect("pod"));
    let decision = engine.allowed(end("a", "web"), end("a", "db"), Protocol::Tcp, 5432);
    assert!(decision.allowed);
    let Reason::Rule { policy, rule, place, .. } = &decision.ingress.reason else { panic!("{decision:?}") };
    assert_eq!((policy.name.as_str(), rule.as_str()), ("web", "Ingress rule #1"));
    let line = place.as_ref().expect("a place").line as usize;
    assert!(yaml.lines().nth(line - 1).expect("a line").contains("- from"), "{place:?}");
    let denied = engine.allowed(end("b", "job"), end("a", "db"), Protocol::Tcp, 5432);
    assert!(!denied.allowed && denied.egress.allowed);
    assert!(matches!(&denied.ingress.reason, Reason::NoRule { policies } if policies.len() == 2));
    let (web, db) =
        (engine.find("a", "web", "Pod").expect("web"), engine.find("a", "db", "Pod").expect("db"));
    assert_eq!(engine.reaches(web, db).to_string(), "TCP 5432");
}
