//! Cilium's and Calico's policies, by hand-written cases.

use crate::support::{gaps, list, pods};

/// Two namespaces, three pods; `a/db` is the target that is looked at.
fn estate(policies: &str) -> String {
    let mut yaml =
        pods(&["a/web app=web http:80/TCP", "a/db app=db,role=store sql:5432/TCP", "b/job app=job"]);
    yaml.push_str("---\napiVersion: v1\nkind: Namespace\nmetadata: {name: b, labels: {env: dev}}\n");
    yaml.push_str(policies);
    yaml
}

fn object(api: &str, kind: &str, spec: &str) -> String {
    let namespace = if kind.contains("Global") || kind.contains("Clusterwide") || kind == "Tier" {
        ""
    } else {
        ", namespace: a"
    };
    format!("---\napiVersion: {api}\nkind: {kind}\nmetadata: {{name: p{namespace}}}\nspec: {spec}\n")
}

fn cilium(spec: &str) -> String {
    object("cilium.io/v2", "CiliumNetworkPolicy", spec)
}

fn clusterwide(spec: &str) -> String {
    object("cilium.io/v2", "CiliumClusterwideNetworkPolicy", spec)
}

fn calico(spec: &str) -> String {
    object("projectcalico.org/v3", "NetworkPolicy", spec)
}

fn global(spec: &str) -> String {
    object("crd.projectcalico.org/v1", "GlobalNetworkPolicy", spec)
}

fn check(policies: &str, expected: &[&str]) {
    let into_db: Vec<String> =
        list(&estate(policies)).into_iter().filter(|l| l.contains("=> a/db")).collect();
    assert_eq!(into_db, expected, "{policies}");
}

const OPEN: &[&str] =
    &["* => a/db : All Connections", "a/web => a/db : All Connections", "b/job => a/db : All Connections"];
const DB: &str = "endpointSelector: {matchLabels: {app: db}}";

#[test]
fn cilium_allows_and_closes() {
    // An empty rule selects nobody and closes the direction; so does a list of peers that is empty.
    check(&cilium(&format!("{{{DB}, ingress: [{{}}]}}")), &[]);
    check(&cilium(&format!("{{{DB}, ingress: [{{fromEndpoints: []}}]}}")), &[]);
    check(&cilium(&format!("{{{DB}, ingress: []}}")), OPEN);
    check(&cilium(&format!("{{{DB}, egress: [{{}}]}}")), OPEN);
    check(&cilium(&format!("{{{DB}, enableDefaultDeny: {{ingress: false}}, ingress: [{{}}]}}")), OPEN);
    // Endpoints are of the policy's namespace unless the selector says otherwise.
    check(&cilium(&format!("{{{DB}, ingress: [{{fromEndpoints: [{{}}]}}]}}")), &[OPEN[1]]);
    check(
        &cilium(&format!(
            "{{{DB}, ingress: [{{fromEndpoints: [{{matchLabels: {{'k8s:io.kubernetes.pod.namespace': b}}}}]}}]}}"
        )),
        &[OPEN[2]],
    );
    check(
        &cilium(&format!(
            "{{{DB}, ingress: [{{fromEndpoints: [{{matchLabels: {{io.cilium.k8s.namespace.labels.env: dev, 'any:app': job}}}}]}}]}}"
        )),
        &[OPEN[2]],
    );
    check(&clusterwide(&format!("{{{DB}, ingress: [{{fromEndpoints: [{{}}]}}]}}")), &OPEN[1..]);
    // Ports: text, ranges, names, any protocol.
    check(
        &cilium(&format!(
            "{{{DB}, ingress: [{{toPorts: [{{ports: [{{port: '80', protocol: TCP}}, {{port: sql}}, {{port: '53', endPort: 54, protocol: UDP}}]}}]}}]}}"
        )),
        &[
            "* => a/db : TCP 80,5432,UDP 53-54",
            "a/web => a/db : TCP 80,5432,UDP 53-54",
            "b/job => a/db : TCP 80,5432,UDP 53-54",
        ],
    );
    check(
        &cilium(&format!(
            "{{{DB}, ingress: [{{fromEntities: [cluster], toPorts: [{{ports: [{{port: '80'}}]}}]}}]}}"
        )),
        &["a/web => a/db : SCTP 80,TCP 80,UDP 80", "b/job => a/db : SCTP 80,TCP 80,UDP 80"],
    );
    check(&cilium(&format!("{{{DB}, ingress: [{{fromEntities: [world]}}]}}")), &[OPEN[0]]);
    check(
        &cilium(&format!(
            "{{{DB}, ingress: [{{fromCIDRSet: [{{cidr: 10.0.0.0/8, except: [10.128.0.0/9]}}]}}]}}"
        )),
        &["10.0.0.0-10.127.255.255[External] => a/db : All Connections"],
    );
}

#[test]
fn cilium_denies_first() {
    let allow_all = cilium(&format!("{{{DB}, ingress: [{{fromEntities: [all]}}]}}"));
    check(&allow_all, OPEN);
    let deny = clusterwide(&format!(
        "{{{DB}, ingressDeny: [{{fromEndpoints: [{{matchLabels: {{app: web}}}}], toPorts: [{{ports: [{{port: '5432', protocol: TCP}}]}}]}}]}}"
    ));
    check(
        &(allow_all.clone() + &deny),
        &[OPEN[0], "a/web => a/db : SCTP 1-65535,TCP 1-5431,5433-65535,UDP 1-65535", OPEN[2]],
    );
    // A denial alone closes the direction.
    check(&deny, &[]);
    check(
        &deny.replace("ingressDeny", "enableDefaultDeny: {ingress: false}, ingressDeny"),
        &[OPEN[0], "a/web => a/db : SCTP 1-65535,TCP 1-5431,5433-65535,UDP 1-65535", OPEN[2]],
    );
}

#[test]
fn calico_goes_in_order() {
    check(&calico("{selector: \"app == 'db'\"}"), &[]);
    check(&calico("{selector: \"app == 'db'\", types: [Egress]}"), OPEN);
    check(&calico("{selector: \"app == 'db'\", ingress: [{action: Allow}]}"), OPEN);
    check(
        &calico(
            "{selector: has(role), ingress: [{action: Allow, protocol: TCP, source: {selector: \"app in {'web', 'job'}\"}, destination: {ports: [80, '90:99', sql]}}]}",
        ),
        &["a/web => a/db : TCP 80,90-99,5432"],
    );
    check(
        &calico(
            "{selector: all(), ingress: [{action: Allow, source: {namespaceSelector: \"env == 'dev'\"}}]}",
        ),
        &[OPEN[2]],
    );
    check(
        &calico(
            "{selector: all(), ingress: [{action: Allow, source: {namespaceSelector: \"projectcalico.org/name == 'b'\"}}]}",
        ),
        &[OPEN[2]],
    );
    check(
        &calico(
            "{selector: all(), ingress: [{action: Log}, {action: Deny, source: {selector: \"app == 'web'\"}}, {action: Allow}]}",
        ),
        &[OPEN[0], OPEN[2]],
    );
    check(
        &calico(
            "{selector: all(), ingress: [{action: Allow, source: {notSelector: \"app == 'web'\", notNets: [0.0.0.0/1]}}]}",
        ),
        &["128.0.0.0-255.255.255.255[External] => a/db : All Connections", OPEN[2]],
    );
    check(
        &calico(
            "{selector: all(), ingress: [{action: Allow, protocol: UDP, destination: {notPorts: [53]}}]}",
        ),
        &[
            "* => a/db : UDP 1-52,54-65535",
            "a/web => a/db : UDP 1-52,54-65535",
            "b/job => a/db : UDP 1-52,54-65535",
        ],
    );
}

#[test]
fn calico_goes_tier_by_tier() {
    let tier = object("projectcalico.org/v3", "Tier", "{order: 10}").replace("name: p", "name: first");
    let deny = "{tier: first, selector: \"app == 'db'\", ingress: [{action: Pass, source: {selector: \"app == 'web'\"}}, {action: Allow, protocol: TCP, destination: {ports: [1]}}]}";
    let both = tier + &global(deny);
    // What is passed goes on to the default tier, and from there to whatever comes after; the rest ends with the tier.
    check(&both, &["* => a/db : TCP 1", "a/web => a/db : All Connections", "b/job => a/db : TCP 1"]);
    check(
        &(both.clone()
            + &calico(
                "{selector: all(), ingress: [{action: Allow, protocol: TCP, destination: {ports: [2]}}]}",
            )),
        &["* => a/db : TCP 1", "a/web => a/db : TCP 2", "b/job => a/db : TCP 1"],
    );
    check(&both.replace("order: 10", "order: 10, defaultAction: Pass"), OPEN);
    // Of two policies of a tier the lower order goes first.
    let order = |order: u32, action: &str| {
        calico(&format!("{{order: {order}, selector: all(), ingress: [{{action: {action}}}]}}"))
            .replace("name: p", &format!("name: p{order}"))
    };
    check(&(order(1, "Deny") + &order(2, "Allow")), &[]);
    check(&(order(2, "Deny") + &order(1, "Allow")), OPEN);
}

#[test]
fn what_is_not_understood_is_a_gap() {
    let cases = [
        (cilium(&format!("{{{DB}, egress: [{{toServices: [{{}}]}}]}}")), "services"),
        (cilium(&format!("{{{DB}, ingress: [{{fromEntities: [moon]}}]}}")), "moon"),
        (cilium("{ingress: [{}]}"), "endpointSelector"),
        (calico("{selector: 'app =', ingress: [{action: Allow}]}"), "expected a comparison"),
        (calico("{ingress: [{action: Allow, source: {serviceAccounts: {names: [x]}}}]}"), "service accounts"),
        (calico("{tier: other, ingress: [{action: Allow}]}"), "is not in the input"),
        (object("crd.antrea.io/v1beta1", "NetworkPolicy", "{}"), "not understood yet"),
    ];
    for (policy, why) in cases {
        let found = gaps(&estate(&policy));
        assert!(found.len() == 1 && found[0].contains(why), "{policy}: {found:?}");
    }
}
