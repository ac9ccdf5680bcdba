use std::collections::BTreeSet;

use holdfast_reach::lint::{Code, lint};
use holdfast_reach::{Engine, Options};

use crate::support::{pods, snapshot};

fn netpol(name: &str, spec: &str) -> String {
    format!(
        "---\napiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {{name: {name}, namespace: a}}\nspec: {spec}\n"
    )
}

/// Codes and pointers of all findings; the codes that were seen are noted.
fn check(policies: &str, expected: &[&str], seen: &mut BTreeSet<Code>) {
    let mut yaml = pods(&["a/web app=web http:80/TCP", "a/db app=db sql:5432/TCP", "b/job app=job"]);
    yaml.push_str(policies);
    let snapshot = snapshot(&yaml);
    let engine = Engine::new(&snapshot, Options::default());
    let found = lint(&engine, &snapshot);
    seen.extend(found.iter().map(|l| l.code));
    let told: Vec<String> =
        found.iter().map(|l| format!("{} {} {}", l.policy.name, l.code.as_str(), l.pointer)).collect();
    assert_eq!(told, expected, "{policies}");
    assert!(found.iter().all(|l| l.place.as_ref().is_some_and(|p| p.line > 0)), "{policies}");
}

#[test]
fn each_code_is_found_and_only_where_it_holds() {
    let mut seen = BTreeSet::new();
    let mut find = |spec: &str, expected: &[&str]| check(&netpol("p", spec), expected, &mut seen);
    let db = "podSelector: {matchLabels: {app: db}}, policyTypes: [Ingress]";
    let from_web = "from: [{podSelector: {matchLabels: {app: web}}}], ports: [{port: 5432}]";
    // All is well.
    find(&format!("{{{db}, ingress: [{{{from_web}}}]}}"), &[]);
    find("{podSelector: {}, policyTypes: [Ingress]}", &[]);
    find(
        "{podSelector: {matchLabels: {app: no}}, policyTypes: [Ingress]}",
        &["p selects-nothing /spec/podSelector"],
    );
    find(&format!("{{{db}, ingress: [{{}}]}}"), &["p allows-everyone /spec/ingress/0"]);
    find(&format!("{{{db}, ingress: [{{ports: [{{port: 5432}}]}}]}}"), &[]);
    find(
        "{podSelector: {}, policyTypes: [Ingress], ingress: [{from: [{podSelector: {}}]}]}",
        &["p selects-all-pods /spec/podSelector"],
    );
    find("{podSelector: {matchLabels: {app: db}}}", &["p policy-types-missing /spec"]);
    find(
        &format!("{{{db}, egress: [{{ports: [{{port: 53, protocol: UDP}}]}}]}}"),
        &["p egress-not-typed /spec/egress"],
    );
    find(
        &format!(
            "{{podSelector: {{matchLabels: {{app: db}}}}, policyTypes: [Egress], egress: [{{ports: [{{port: 53, protocol: UDP}}]}}], ingress: [{{{from_web}}}]}}"
        ),
        &["p ingress-not-typed /spec/ingress"],
    );
    find(
        &format!("{{{db}, ingress: [{{from: [{{podSelector: {{matchLabels: {{app: old}}}}}}]}}]}}"),
        &["p peer-selects-nothing /spec/ingress/0"],
    );
    // Of a namespace that is not in the input nothing can be said.
    find(
        &format!(
            "{{{db}, ingress: [{{from: [{{namespaceSelector: {{matchLabels: {{kubernetes.io/metadata.name: c}}}}, podSelector: {{}}}}]}}]}}"
        ),
        &[],
    );
    find(
        &format!("{{{db}, ingress: [{{from: [{{podSelector: {{}}}}], ports: [{{port: 3306}}]}}]}}"),
        &["p port-not-listened /spec/ingress/0"],
    );
    find(
        &format!("{{{db}, ingress: [{{from: [{{podSelector: {{}}}}], ports: [{{port: http}}]}}]}}"),
        &["p port-not-listened /spec/ingress/0"],
    );
    find(
        &format!("{{{db}, ingress: [{{{from_web}}}, {{{from_web}}}]}}"),
        &["p duplicate-rule /spec/ingress/1"],
    );
    find(
        &format!("{{{db}, ingress: [{{{from_web}}}, {{from: [{{podSelector: {{}}}}]}}]}}"),
        &["p shadowed-rule /spec/ingress/0"],
    );
    let blocks = |a: &str, b: &str| {
        format!(
            "{{{db}, ingress: [{{from: [{{ipBlock: {{cidr: {a}}}}}, {{ipBlock: {{cidr: {b}}}}}], ports: [{{port: 5432}}]}}]}}"
        )
    };
    find(&blocks("198.51.100.0/24", "198.51.100.7/32"), &["p cidr-overlaps /spec/ingress/0"]);
    find(&blocks("198.51.100.0/24", "203.0.113.0/24"), &[]);
    // No way to a name server, and a rule that is about one.
    find("{podSelector: {matchLabels: {app: db}}, policyTypes: [Egress]}", &["p dns-blocked /spec"]);
    find(
        "{podSelector: {matchLabels: {app: db}}, policyTypes: [Egress], egress: [{to: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: kube-system}}}], ports: [{port: 53, protocol: UDP}]}]}",
        &[],
    );
    // Another policy says it all already.
    let two = netpol("p", &format!("{{{db}, ingress: [{{{from_web}}}]}}"))
        + &netpol("q", &format!("{{{db}, ingress: [{{from: [{{podSelector: {{}}}}]}}]}}"));
    check(&two, &["p shadowed-rule /spec/ingress/0"], &mut seen);
    // Only Cilium reads its kinds.
    let cilium = "---\napiVersion: cilium.io/v2\nkind: CiliumNetworkPolicy\nmetadata: {name: c, namespace: a}\nspec: {endpointSelector: {matchLabels: {app: db}}, ingress: [{fromEndpoints: [{matchLabels: {app: web}}]}]}\n";
    let plugin = |name: &str| {
        format!(
            "---\napiVersion: apps/v1\nkind: DaemonSet\nmetadata: {{name: {name}, namespace: kube-system}}\nspec: {{template: {{spec: {{hostNetwork: true, containers: [{{name: a, image: 'example.com/a:1'}}]}}}}}}\n"
        )
    };
    check(&format!("{cilium}{}", plugin("cilium")), &[], &mut seen);
    check(&format!("{cilium}{}", plugin("calico-node")), &["c kind-not-enforced "], &mut seen);
    assert_eq!(seen.into_iter().collect::<Vec<_>>(), Code::ALL, "every code has an example");
}

#[test]
fn name_servers_in_the_input_must_be_reached() {
    let mut seen = BTreeSet::new();
    let dns = pods(&["kube-system/coredns k8s-app=kube-dns dns:53/UDP"]);
    let to = |selector: &str| {
        netpol(
            "p",
            &format!(
                "{{podSelector: {{matchLabels: {{app: db}}}}, policyTypes: [Egress], egress: [{{to: [{selector}], ports: [{{port: 53, protocol: UDP}}]}}]}}"
            ),
        )
    };
    let wrong = "{podSelector: {}}";
    let right = "{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: kube-system}}}";
    check(
        &format!("{dns}{}", to(wrong)),
        &["p dns-blocked /spec", "p port-not-listened /spec/egress/0"],
        &mut seen,
    );
    check(&format!("{dns}{}", to(right)), &[], &mut seen);
}
