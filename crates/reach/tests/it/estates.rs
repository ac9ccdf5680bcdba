//! Random estates: small, so that everything meets everything.

use serde_json::{Value, json};

use crate::estates_plugins::{calico_policies, cilium_policy};

/// Numbers that look random and are the same in every run (`SplitMix64`).
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    pub(crate) fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        usize::try_from((z ^ (z >> 31)) >> 33).expect("31 bits") % sides
    }

    pub(crate) fn one_in(&mut self, sides: usize) -> bool {
        self.roll(sides) == 0
    }

    pub(crate) fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from[self.roll(from.len())]
    }

    pub(crate) fn many(
        &mut self,
        least: usize,
        most: usize,
        mut make: impl FnMut(&mut Self) -> Value,
    ) -> Value {
        let count = least + self.roll(most - least + 1);
        (0..count).map(|_| make(self)).collect()
    }
}

pub(crate) const NAMESPACES: &[&str] = &["n0", "n1", "n2"];
pub(crate) const KEYS: &[&str] = &["app", "tier", "env"];
pub(crate) const VALUES: &[&str] = &["a", "b", "c"];
pub(crate) const PROTOCOLS: &[&str] = &["TCP", "UDP", "SCTP"];
pub(crate) const NAMES: &[&str] = &["http", "dns", "none"];
pub(crate) const BLOCKS: &[&str] =
    &["0.0.0.0/0", "10.0.0.0/8", "10.1.0.0/16", "10.1.2.0/24", "192.0.2.7/32", "128.0.0.0/1"];
pub(crate) const PORTS: &[u64] = &[1, 53, 79, 80, 81, 443, 8080, 65_535];

pub(crate) fn labels(dice: &mut Dice) -> Value {
    let mut labels = json!({});
    for key in KEYS {
        if !dice.one_in(3) {
            labels[*key] = dice.pick(VALUES).into();
        }
    }
    labels
}

pub(crate) fn selector(dice: &mut Dice) -> Value {
    match dice.roll(5) {
        0 => json!({}),
        1 | 2 => json!({"matchLabels": {dice.pick(KEYS): dice.pick(VALUES)}}),
        3 => json!({"matchExpressions": [expression(dice)]}),
        _ => {
            json!({"matchLabels": {dice.pick(KEYS): dice.pick(VALUES)}, "matchExpressions": [expression(dice)]})
        }
    }
}

pub(crate) fn namespaces(dice: &mut Dice) -> Value {
    if dice.one_in(4) {
        return json!({"matchLabels": {"kubernetes.io/metadata.name": dice.pick(NAMESPACES)}});
    }
    selector(dice)
}

pub(crate) fn expression(dice: &mut Dice) -> Value {
    let key = dice.pick(KEYS);
    match dice.pick(&["In", "NotIn", "Exists", "DoesNotExist"]) {
        operator @ ("In" | "NotIn") => {
            let values = dice.many(1, 2, |d| d.pick(VALUES).into());
            json!({"key": key, "operator": operator, "values": values})
        }
        operator => json!({"key": key, "operator": operator}),
    }
}

pub(crate) fn port(dice: &mut Dice) -> u64 {
    PORTS[dice.roll(PORTS.len())]
}

pub(crate) fn range(dice: &mut Dice) -> (u64, u64) {
    let (a, b) = (port(dice), port(dice));
    (a.min(b), a.max(b))
}

pub(crate) fn pod(dice: &mut Dice, at: usize) -> Value {
    let ports = dice.many(
        0,
        2,
        |d| json!({"name": d.pick(&NAMES[..2]), "containerPort": port(d), "protocol": d.pick(PROTOCOLS)}),
    );
    json!({"apiVersion": "v1", "kind": "Pod",
        "metadata": {"name": format!("p{at}"), "namespace": dice.pick(NAMESPACES), "labels": labels(dice)},
        "spec": {"hostNetwork": dice.one_in(8), "containers": [{"name": "main", "image": "example.com/a:1", "ports": ports}]}})
}

pub(crate) fn policy_peer(dice: &mut Dice) -> Value {
    match dice.roll(5) {
        0 => {
            let except = match dice.roll(3) {
                0 => json!(["10.1.0.0/16"]),
                1 => json!(["10.1.2.0/24"]),
                _ => json!([]),
            };
            json!({"ipBlock": {"cidr": dice.pick(&BLOCKS[..2]), "except": except}})
        }
        1 => json!({"ipBlock": {"cidr": dice.pick(BLOCKS)}}),
        2 => json!({"podSelector": selector(dice)}),
        3 => json!({"namespaceSelector": namespaces(dice)}),
        _ => json!({"namespaceSelector": namespaces(dice), "podSelector": selector(dice)}),
    }
}

pub(crate) fn policy_port(dice: &mut Dice) -> Value {
    let mut item = json!({});
    if !dice.one_in(3) {
        item["protocol"] = dice.pick(PROTOCOLS).into();
    }
    match dice.roll(5) {
        0 => {}
        1 => item["port"] = dice.pick(NAMES).into(),
        2 => {
            let (from, to) = range(dice);
            item["port"] = from.into();
            item["endPort"] = to.into();
        }
        _ => item["port"] = port(dice).into(),
    }
    item
}

pub(crate) fn policy_rules(dice: &mut Dice, peers: &str) -> Value {
    dice.many(0, 2, |d| {
        let mut rule = json!({});
        if !d.one_in(4) {
            rule[peers] = d.many(1, 2, policy_peer);
        }
        if !d.one_in(3) {
            rule["ports"] = d.many(1, 2, policy_port);
        }
        rule
    })
}

pub(crate) fn network_policy(dice: &mut Dice, at: usize) -> Value {
    let mut spec = json!({"podSelector": selector(dice)});
    if !dice.one_in(3) {
        spec["ingress"] = policy_rules(dice, "from");
    }
    if !dice.one_in(3) {
        spec["egress"] = policy_rules(dice, "to");
    }
    match dice.roll(4) {
        0 => spec["policyTypes"] = json!(["Ingress"]),
        1 => spec["policyTypes"] = json!(["Egress"]),
        2 => spec["policyTypes"] = json!(["Ingress", "Egress"]),
        _ => {}
    }
    json!({"apiVersion": "networking.k8s.io/v1", "kind": "NetworkPolicy",
        "metadata": {"name": format!("np{at}"), "namespace": dice.pick(NAMESPACES)}, "spec": spec})
}

pub(crate) fn subject(dice: &mut Dice) -> Value {
    if dice.one_in(2) {
        return json!({"namespaces": namespaces(dice)});
    }
    json!({"pods": {"namespaceSelector": namespaces(dice), "podSelector": selector(dice)}})
}

pub(crate) fn admin_rule(dice: &mut Dice, peers: &str, kind: &str, is_new: bool) -> Value {
    let allow = if is_new { "Accept" } else { "Allow" };
    let actions =
        if kind == "BaselineAdminNetworkPolicy" { vec![allow, "Deny"] } else { vec![allow, "Deny", "Pass"] };
    let mut rule = json!({"action": dice.pick(&actions)});
    rule[peers] = dice.many(1, 2, |d| match d.roll(6) {
        0 | 1 if peers == "to" => json!({"networks": d.many(1, 2, |d| d.pick(BLOCKS).into())}),
        2 if is_new && d.one_in(4) => json!({"planets": {}}),
        _ => subject(d),
    });
    match (dice.one_in(3), is_new) {
        (true, _) => {}
        (false, false) => rule["ports"] = dice.many(1, 2, admin_port),
        (false, true) => rule["protocols"] = dice.many(1, 2, admin_protocol),
    }
    rule
}

pub(crate) fn admin_port(dice: &mut Dice) -> Value {
    match dice.roll(3) {
        0 => json!({"portNumber": {"protocol": dice.pick(PROTOCOLS), "port": port(dice)}}),
        1 => {
            let (start, end) = range(dice);
            json!({"portRange": {"protocol": dice.pick(PROTOCOLS), "start": start, "end": end}})
        }
        _ => json!({"namedPort": dice.pick(NAMES)}),
    }
}

pub(crate) fn admin_protocol(dice: &mut Dice) -> Value {
    let protocol = dice.pick(&["tcp", "udp", "sctp"]);
    match dice.roll(4) {
        0 => json!({protocol: {}}),
        1 => json!({protocol: {"destinationPort": {"number": port(dice)}}}),
        2 => {
            let (start, end) = range(dice);
            json!({protocol: {"destinationPort": {"range": {"start": start, "end": end}}}})
        }
        _ => json!({"destinationNamedPort": dice.pick(NAMES)}),
    }
}

pub(crate) fn admin_policy(dice: &mut Dice, kind: &str, name: &str, priority: usize, tier: &str) -> Value {
    let is_new = kind == "ClusterNetworkPolicy";
    let version = if is_new { "v1alpha2" } else { "v1alpha1" };
    let mut spec = json!({"subject": subject(dice),
        "ingress": dice.many(0, 3, |d| admin_rule(d, "from", kind, is_new)),
        "egress": dice.many(0, 3, |d| admin_rule(d, "to", kind, is_new))});
    if kind != "BaselineAdminNetworkPolicy" {
        spec["priority"] = priority.into();
    }
    if is_new {
        spec["tier"] = tier.into();
    }
    json!({"apiVersion": format!("policy.networking.k8s.io/{version}"), "kind": kind, "metadata": {"name": name}, "spec": spec})
}

/// Which kinds of policies an estate has.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Kinds {
    Network,
    Admin,
    Cluster,
    Cilium,
    Calico,
    Mixed,
}

pub(crate) fn estate(dice: &mut Dice, kinds: Kinds) -> Vec<Value> {
    let mut objects = Vec::new();
    for name in NAMESPACES.iter().take(2) {
        objects.push(json!({"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": name, "labels": labels(dice)}}));
    }
    let pods = 3 + dice.roll(4);
    objects.extend((0..pods).map(|at| pod(dice, at)));
    if matches!(kinds, Kinds::Network | Kinds::Mixed) {
        let count = 1 + dice.roll(4);
        objects.extend((0..count).map(|at| network_policy(dice, at)));
    }
    if matches!(kinds, Kinds::Admin | Kinds::Mixed) {
        let count = 1 + dice.roll(3);
        objects.extend(
            (0..count).map(|at| admin_policy(dice, "AdminNetworkPolicy", &format!("anp{at}"), at * 2, "")),
        );
        if kinds == Kinds::Admin && dice.one_in(2) {
            objects.push(admin_policy(dice, "BaselineAdminNetworkPolicy", "default", 0, ""));
        }
    }
    if matches!(kinds, Kinds::Cluster | Kinds::Mixed) {
        let count = 1 + dice.roll(3);
        for at in 0..count {
            let tier = dice.pick(&["Admin", "Baseline"]);
            objects.push(admin_policy(dice, "ClusterNetworkPolicy", &format!("cnp{at}"), at * 2 + 1, tier));
        }
    }
    if matches!(kinds, Kinds::Cilium | Kinds::Mixed) && !(kinds == Kinds::Mixed && dice.one_in(2)) {
        let count = 1 + dice.roll(3);
        objects.extend((0..count).map(|at| cilium_policy(dice, at)));
    } else if matches!(kinds, Kinds::Calico | Kinds::Mixed) {
        objects.extend(calico_policies(dice));
        if kinds == Kinds::Calico && dice.one_in(2) {
            objects.push(network_policy(dice, 0));
        }
    }
    objects
}
