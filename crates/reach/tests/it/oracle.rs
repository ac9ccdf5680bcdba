//! One packet against all policies, straight from the specifications: no classes, no bitsets, no tiers of rules.

use std::net::Ipv4Addr;

use serde_json::Value;

use crate::oracle_plugins::Step;

/// One end of a packet.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Point<'p> {
    Pod(&'p Value),
    Address(Ipv4Addr),
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct Packet<'p> {
    pub(crate) from: Point<'p>,
    pub(crate) to: Point<'p>,
    pub(crate) protocol: &'static str,
    pub(crate) port: u64,
}

pub(crate) fn passes(objects: &[Value], packet: &Packet<'_>) -> bool {
    let out = match packet.from {
        Point::Pod(pod) => side(objects, packet, pod, packet.to, "egress"),
        Point::Address(_) => true,
    };
    let into = match packet.to {
        Point::Pod(pod) => side(objects, packet, pod, packet.from, "ingress"),
        Point::Address(_) => true,
    };
    out && into
}

fn side(objects: &[Value], packet: &Packet<'_>, own: &Value, peer: Point<'_>, section: &str) -> bool {
    let world = World { objects, packet, own, peer, section };
    if let Some(answer) = world.admin("Admin") {
        return answer;
    }
    if let Some(answer) = world.namespaced() {
        return answer;
    }
    world.admin("Baseline").unwrap_or(true)
}

pub(crate) struct World<'w> {
    pub(crate) objects: &'w [Value],
    pub(crate) packet: &'w Packet<'w>,
    pub(crate) own: &'w Value,
    pub(crate) peer: Point<'w>,
    pub(crate) section: &'w str,
}

pub(crate) fn kind(object: &Value) -> &str {
    object["kind"].as_str().unwrap_or_default()
}

pub(crate) fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

impl World<'_> {
    /// Admin policies, or baselines: the first rule that matches decides, pass decides nothing.
    fn admin(&self, tier: &str) -> Option<bool> {
        let is_of = |o: &&Value| match kind(o) {
            "AdminNetworkPolicy" => tier == "Admin",
            "BaselineAdminNetworkPolicy" => tier == "Baseline",
            "ClusterNetworkPolicy" => o["spec"]["tier"] == tier,
            _ => false,
        };
        let mut policies: Vec<&Value> = self.objects.iter().filter(is_of).collect();
        policies.sort_by_key(|p| p["spec"]["priority"].as_u64().unwrap_or_default());
        for policy in policies {
            let subject = &policy["spec"]["subject"];
            if self.own["spec"]["hostNetwork"] == true || !self.pods_match(subject, self.own) {
                continue;
            }
            for rule in list(&policy["spec"][self.section]) {
                let peers = if self.section == "ingress" { &rule["from"] } else { &rule["to"] };
                let unknown = kind(policy) == "ClusterNetworkPolicy"
                    && list(peers).any(|p| p.as_object().is_none_or(|fields| fields.contains_key("planets")));
                if unknown {
                    // Fails closed.
                    match rule["action"].as_str() {
                        Some("Accept") => continue,
                        _ => return Some(false),
                    }
                }
                if list(peers).any(|p| self.admin_peer(p)) && self.admin_ports(rule) {
                    match rule["action"].as_str() {
                        Some("Allow" | "Accept") => return Some(true),
                        Some("Deny") => return Some(false),
                        _ => return None,
                    }
                }
            }
        }
        None
    }

    /// `namespaces`, or `pods` with both selectors.
    fn pods_match(&self, choice: &Value, pod: &Value) -> bool {
        let namespace = self.namespace_labels(pod);
        if !choice["namespaces"].is_null() {
            return selects(&choice["namespaces"], &namespace);
        }
        let pods = &choice["pods"];
        !pods.is_null()
            && selects(&pods["namespaceSelector"], &namespace)
            && selects(&pods["podSelector"], &pod["metadata"]["labels"])
    }

    fn admin_peer(&self, peer: &Value) -> bool {
        match self.peer {
            Point::Pod(pod) => pod["spec"]["hostNetwork"] != true && self.pods_match(peer, pod),
            Point::Address(address) => list(&peer["networks"]).any(|n| inside(n, address)),
        }
    }

    fn admin_ports(&self, rule: &Value) -> bool {
        let (protocol, port) = (self.packet.protocol, self.packet.port);
        if rule["ports"].is_null() && rule["protocols"].is_null() {
            return true;
        }
        let is_protocol = |p: &Value| p.as_str().unwrap_or("TCP") == protocol;
        let between = |range: &Value| {
            range["start"].as_u64().is_some_and(|s| s <= port)
                && range["end"].as_u64().is_some_and(|e| port <= e)
        };
        let old = list(&rule["ports"]).any(|item| {
            let (number, range) = (&item["portNumber"], &item["portRange"]);
            (number.is_object() && is_protocol(&number["protocol"]) && number["port"] == port)
                || (range.is_object() && is_protocol(&range["protocol"]) && between(range))
                || item["namedPort"].as_str().is_some_and(|name| self.named(name))
        });
        let new = list(&rule["protocols"]).any(|item| {
            let transport = &item[protocol.to_lowercase()];
            let destination = &transport["destinationPort"];
            let hits =
                destination.is_null() || destination["number"] == port || between(&destination["range"]);
            (transport.is_object() && hits)
                || item["destinationNamedPort"].as_str().is_some_and(|name| self.named(name))
        });
        old || new
    }

    /// NetworkPolicy, Cilium's and Calico's policies. `None` when nothing decides.
    fn namespaced(&self) -> Option<bool> {
        if self.cilium(true).is_some() {
            return Some(false);
        }
        let mut tiers: Vec<(u64, &str, bool)> = vec![(1_000_000, "default", true)];
        for tier in self.objects.iter().filter(|o| kind(o) == "Tier") {
            let spec = &tier["spec"];
            let name = tier["metadata"]["name"].as_str().unwrap_or_default();
            tiers.push((spec["order"].as_u64().unwrap_or_default(), name, spec["defaultAction"] != "Pass"));
        }
        tiers.sort_unstable();
        tiers.into_iter().find_map(|(_, name, denies)| match self.tier(name, denies) {
            Step::Decided(answer) => Some(answer),
            Step::Next => None,
        })
    }

    /// One tier: policies in order, NetworkPolicy and Cilium's at 1000 of the default one.
    fn tier(&self, name: &str, denies: bool) -> Step {
        let mut applied = false;
        let mut policies: Vec<&Value> =
            self.objects.iter().filter(|o| self.calico_applies(o, name)).collect();
        policies.sort_by_key(|p| p["spec"]["order"].as_u64().unwrap_or(u64::MAX));
        let (early, late): (Vec<&Value>, Vec<&Value>) =
            policies.into_iter().partition(|p| p["spec"]["order"].as_u64().is_some_and(|o| o < 1000));
        for policy in early {
            applied |= denies;
            if let Some(step) = self.calico_rules(policy) {
                return step;
            }
        }
        if name == "default" {
            let (isolated, allowed) = self.network_policies();
            let cilium = self.cilium(false);
            applied |= isolated || cilium == Some(false);
            if allowed || cilium == Some(true) {
                return Step::Decided(true);
            }
        }
        for policy in late {
            applied |= denies;
            if let Some(step) = self.calico_rules(policy) {
                return step;
            }
        }
        if applied { Step::Decided(false) } else { Step::Next }
    }

    /// Whether some NetworkPolicy isolates the pod, and whether some rule allows.
    fn network_policies(&self) -> (bool, bool) {
        let mut isolated = false;
        let mut allowed = false;
        for policy in self.objects.iter().filter(|o| o["apiVersion"] == "networking.k8s.io/v1") {
            let spec = &policy["spec"];
            let same = policy["metadata"]["namespace"] == self.own["metadata"]["namespace"];
            if !same || !selects(&spec["podSelector"], &self.own["metadata"]["labels"]) {
                continue;
            }
            let word = if self.section == "ingress" { "Ingress" } else { "Egress" };
            let applies = match spec["policyTypes"].as_array() {
                Some(types) if !types.is_empty() => types.iter().any(|t| t == word),
                _ => word == "Ingress" || list(&spec["egress"]).next().is_some(),
            };
            if !applies {
                continue;
            }
            isolated = true;
            let namespace = &policy["metadata"]["namespace"];
            allowed |= list(&spec[self.section]).any(|rule| self.policy_rule(rule, namespace));
        }
        (isolated, allowed)
    }

    fn policy_rule(&self, rule: &Value, namespace: &Value) -> bool {
        let peers = if self.section == "ingress" { &rule["from"] } else { &rule["to"] };
        let no_peers = list(peers).next().is_none();
        let no_ports = list(&rule["ports"]).next().is_none();
        (no_peers || list(peers).any(|p| self.policy_peer(p, namespace)))
            && (no_ports || list(&rule["ports"]).any(|p| self.policy_port(p)))
    }

    fn policy_peer(&self, peer: &Value, namespace: &Value) -> bool {
        match self.peer {
            Point::Address(address) => {
                let block = &peer["ipBlock"];
                inside(&block["cidr"], address) && !list(&block["except"]).any(|e| inside(e, address))
            }
            Point::Pod(_) if peer["ipBlock"].is_object() => false,
            Point::Pod(pod) => {
                let in_namespace = if peer["namespaceSelector"].is_null() {
                    pod["metadata"]["namespace"] == *namespace
                } else {
                    selects(&peer["namespaceSelector"], &self.namespace_labels(pod))
                };
                in_namespace
                    && (peer["podSelector"].is_null()
                        || selects(&peer["podSelector"], &pod["metadata"]["labels"]))
            }
        }
    }

    fn policy_port(&self, item: &Value) -> bool {
        if item["protocol"].as_str().unwrap_or("TCP") != self.packet.protocol {
            return false;
        }
        match &item["port"] {
            Value::Null => true,
            Value::String(name) => self.named(name),
            first => {
                let first = first.as_u64().unwrap_or_default();
                let last = item["endPort"].as_u64().unwrap_or(first);
                (first..=last).contains(&self.packet.port)
            }
        }
    }

    /// The target declares a port of this name, and it is the packet's.
    pub(crate) fn named(&self, name: &str) -> bool {
        let Point::Pod(pod) = self.packet.to else { return false };
        list(&pod["spec"]["containers"]).flat_map(|c| list(&c["ports"])).any(|p| {
            p["name"] == name
                && p["containerPort"] == self.packet.port
                && p["protocol"].as_str().unwrap_or("TCP") == self.packet.protocol
        })
    }

    pub(crate) fn namespace_labels(&self, pod: &Value) -> Value {
        let name = &pod["metadata"]["namespace"];
        let object = self.objects.iter().find(|o| kind(o) == "Namespace" && o["metadata"]["name"] == *name);
        let mut labels = object.map(|o| o["metadata"]["labels"].clone()).unwrap_or_default();
        if labels.is_null() {
            labels = serde_json::json!({});
        }
        labels["kubernetes.io/metadata.name"] = name.clone();
        labels
    }
}

pub(crate) fn selects(selector: &Value, labels: &Value) -> bool {
    let equal = selector["matchLabels"].as_object().into_iter().flatten().all(|(k, v)| labels[k] == *v);
    let demands = list(&selector["matchExpressions"]).all(|e| {
        let value = &labels[e["key"].as_str().unwrap_or_default()];
        let listed = list(&e["values"]).any(|v| v == value);
        match e["operator"].as_str().unwrap_or_default() {
            "In" => !value.is_null() && listed,
            "NotIn" => value.is_null() || !listed,
            "Exists" => !value.is_null(),
            _ => value.is_null(),
        }
    });
    equal && demands
}

pub(crate) fn inside(block: &Value, address: Ipv4Addr) -> bool {
    let Some((base, length)) = block.as_str().and_then(|b| b.split_once('/')) else { return false };
    let base: Ipv4Addr = base.parse().unwrap_or(Ipv4Addr::UNSPECIFIED);
    let length: usize = length.parse().unwrap_or(32);
    let bits = |a: Ipv4Addr| format!("{:032b}", u32::from(a));
    bits(base)[..length] == bits(address)[..length]
}
