//! Random policies of Cilium and Calico.

use serde_json::{Value, json};

use crate::estates::{BLOCKS, Dice, KEYS, NAMES, NAMESPACES, PROTOCOLS, VALUES, port, range, selector};

fn cilium_selector(dice: &mut Dice) -> Value {
    let mut selector = selector(dice);
    match dice.roll(5) {
        0 => selector["matchLabels"]["k8s:io.kubernetes.pod.namespace"] = dice.pick(NAMESPACES).into(),
        1 => {
            let key = format!("io.cilium.k8s.namespace.labels.{}", dice.pick(KEYS));
            selector["matchLabels"][key] = dice.pick(VALUES).into();
        }
        _ => {}
    }
    selector
}

fn cilium_port(dice: &mut Dice) -> Value {
    let mut item = match dice.roll(4) {
        0 => json!({"port": dice.pick(NAMES)}),
        1 => json!({"port": "0"}),
        2 => {
            let (from, to) = range(dice);
            json!({"port": from.to_string(), "endPort": to})
        }
        _ => json!({"port": port(dice).to_string()}),
    };
    if !dice.one_in(3) {
        item["protocol"] = dice.pick(&["TCP", "UDP", "SCTP", "ANY"]).into();
    }
    item
}

fn cilium_rule(dice: &mut Dice, prefix: &str) -> Value {
    let mut rule = json!({});
    match dice.roll(6) {
        0 => rule[format!("{prefix}CIDR")] = dice.many(1, 2, |d| d.pick(BLOCKS).into()),
        1 => {
            rule[format!("{prefix}CIDRSet")] =
                json!([{"cidr": dice.pick(&BLOCKS[..2]), "except": ["10.1.0.0/16"]}]);
        }
        2 => {
            rule[format!("{prefix}Entities")] =
                dice.many(1, 2, |d| d.pick(&["all", "world", "cluster", "host"]).into());
        }
        3 => {}
        _ => rule[format!("{prefix}Endpoints")] = dice.many(0, 2, cilium_selector),
    }
    if dice.one_in(2) {
        rule["toPorts"] = dice.many(1, 2, |d| json!({"ports": d.many(1, 2, cilium_port)}));
    }
    rule
}

pub(crate) fn cilium_policy(dice: &mut Dice, at: usize) -> Value {
    let mut spec = json!({"endpointSelector": selector(dice)});
    for (section, prefix) in [("ingress", "from"), ("egress", "to")] {
        if dice.one_in(2) {
            spec[section] = dice.many(0, 2, |d| cilium_rule(d, prefix));
        }
        if dice.one_in(4) {
            spec[format!("{section}Deny")] = dice.many(1, 2, |d| cilium_rule(d, prefix));
        }
        if dice.one_in(5) {
            spec["enableDefaultDeny"][section] = dice.one_in(2).into();
        }
    }
    let (kind, metadata) = if dice.one_in(3) {
        ("CiliumClusterwideNetworkPolicy", json!({"name": format!("ccnp{at}")}))
    } else {
        ("CiliumNetworkPolicy", json!({"name": format!("cnp{at}"), "namespace": dice.pick(NAMESPACES)}))
    };
    json!({"apiVersion": "cilium.io/v2", "kind": kind, "metadata": metadata, "spec": spec})
}

fn calico_selector(dice: &mut Dice) -> Value {
    let mut term = || {
        let (key, value) = (dice.pick(KEYS), dice.pick(VALUES));
        match dice.roll(5) {
            0 => "all()".to_owned(),
            1 => format!("has({key})"),
            2 => format!("{key} != '{value}'"),
            3 => format!("{key} in {{'{value}', '{}'}}", dice.pick(VALUES)),
            _ => format!("{key} == '{value}'"),
        }
    };
    let (a, b) = (term(), term());
    match dice.roll(4) {
        0 => format!("{a} && {b}").into(),
        1 => format!("{a} || {b}").into(),
        _ => a.into(),
    }
}

fn calico_rule(dice: &mut Dice, peer: &str) -> Value {
    let mut rule = json!({"action": dice.pick(&["Allow", "Deny", "Pass", "Log"])});
    match dice.roll(5) {
        0 => rule[peer]["nets"] = dice.many(1, 2, |d| d.pick(BLOCKS).into()),
        1 => rule[peer]["notNets"] = dice.many(1, 2, |d| d.pick(BLOCKS).into()),
        2 => rule[peer]["notSelector"] = calico_selector(dice),
        _ => {
            rule[peer]["selector"] = calico_selector(dice);
            if dice.one_in(2) {
                rule[peer]["namespaceSelector"] = calico_selector(dice);
            }
        }
    }
    if !dice.one_in(3) {
        rule["protocol"] = dice.pick(PROTOCOLS).into();
        match dice.roll(4) {
            0 => rule["destination"]["ports"] = json!([port(dice), dice.pick(NAMES)]),
            1 => {
                let (from, to) = range(dice);
                rule["destination"]["ports"] = json!([format!("{from}:{to}")]);
            }
            2 => rule["destination"]["notPorts"] = json!([port(dice)]),
            _ => {}
        }
    }
    rule
}

fn calico_policy(dice: &mut Dice, at: usize, tiers: usize) -> Value {
    let global = dice.one_in(2);
    let mut spec = json!({"selector": calico_selector(dice), "types": ["Ingress"], "order": at * 700 + 1,
        "ingress": dice.many(0, 3, |d| calico_rule(d, "source"))});
    if dice.one_in(2) {
        spec["types"] = json!(["Ingress", "Egress"]);
        spec["egress"] = dice.many(0, 3, |d| calico_rule(d, "destination"));
    }
    if tiers > 0 && dice.one_in(2) {
        spec["tier"] = format!("tier{}", dice.roll(tiers)).into();
    }
    if global {
        if dice.one_in(2) {
            spec["namespaceSelector"] = calico_selector(dice);
        }
        return json!({"apiVersion": "projectcalico.org/v3", "kind": "GlobalNetworkPolicy", "metadata": {"name": format!("gnp{at}")}, "spec": spec});
    }
    json!({"apiVersion": "projectcalico.org/v3", "kind": "NetworkPolicy",
        "metadata": {"name": format!("cali{at}"), "namespace": dice.pick(NAMESPACES)}, "spec": spec})
}

pub(crate) fn calico_policies(dice: &mut Dice) -> Vec<Value> {
    let tiers = dice.roll(3);
    let mut objects: Vec<Value> = (0..tiers)
        .map(|at| {
            let action = dice.pick(&["Deny", "Pass"]);
            json!({"apiVersion": "projectcalico.org/v3", "kind": "Tier", "metadata": {"name": format!("tier{at}")},
                "spec": {"order": (at + 1) * 2000, "defaultAction": action}})
        })
        .collect();
    let count = 1 + dice.roll(4);
    objects.extend((0..count).map(|at| calico_policy(dice, at, tiers)));
    objects
}
