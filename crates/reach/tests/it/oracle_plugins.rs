//! The oracle's reading of Calico's and Cilium's policies.

use serde_json::Value;

use crate::oracle::{Point, World, inside, kind, list, selects};

/// What a tier came to.
pub(crate) enum Step {
    Decided(bool),
    Next,
}

/// Calico's selectors, as far as the tests write them: terms, `&&` binds before `||`.
fn wants(selector: Option<&str>, labels: &Value) -> bool {
    let Some(text) = selector else { return true };
    let value = |key: &str| labels[key].as_str();
    let quoted = |text: &str| text.trim_matches('\'').to_owned();
    let term = |term: &str| {
        if term == "all()" {
            return true;
        }
        if let Some(key) = term.strip_prefix("has(").and_then(|t| t.strip_suffix(')')) {
            return value(key).is_some();
        }
        if let Some((key, wanted)) = term.split_once(" == ") {
            return value(key) == Some(&quoted(wanted));
        }
        if let Some((key, wanted)) = term.split_once(" != ") {
            return value(key) != Some(&quoted(wanted));
        }
        let (key, set) = term.split_once(" in ").expect("a term");
        let set = set.trim_matches(['{', '}']);
        value(key).is_some_and(|v| set.split(", ").any(|w| quoted(w) == v))
    };
    text.split(" || ").any(|part| part.split(" && ").all(term))
}

impl World<'_> {
    pub(crate) fn calico_applies(&self, policy: &Value, tier: &str) -> bool {
        let is_calico = policy["apiVersion"] == "projectcalico.org/v3" && kind(policy) != "Tier";
        let spec = &policy["spec"];
        let own_namespace = kind(policy) != "NetworkPolicy"
            || policy["metadata"]["namespace"] == self.own["metadata"]["namespace"];
        let word = if self.section == "ingress" { "Ingress" } else { "Egress" };
        is_calico
            && spec["tier"].as_str().unwrap_or("default") == tier
            && own_namespace
            && self.own["spec"]["hostNetwork"] != true
            && list(&spec["types"]).any(|t| t == word)
            && wants(spec["namespaceSelector"].as_str(), &self.namespace_labels(self.own))
            && wants(spec["selector"].as_str(), &self.own["metadata"]["labels"])
    }

    pub(crate) fn calico_rules(&self, policy: &Value) -> Option<Step> {
        list(&policy["spec"][self.section]).find_map(|rule| {
            let end = if self.section == "ingress" { &rule["source"] } else { &rule["destination"] };
            if !self.calico_peer(end, policy) || !self.calico_ports(rule) {
                return None;
            }
            match rule["action"].as_str() {
                Some("Allow") => Some(Step::Decided(true)),
                Some("Deny") => Some(Step::Decided(false)),
                Some("Pass") => Some(Step::Next),
                _ => None,
            }
        })
    }

    fn calico_peer(&self, end: &Value, policy: &Value) -> bool {
        let selected = |selector: &Value| match self.peer {
            Point::Address(_) => false,
            Point::Pod(pod) => {
                let in_scope = match end["namespaceSelector"].as_str() {
                    Some(namespaces) => wants(Some(namespaces), &self.namespace_labels(pod)),
                    None => {
                        kind(policy) != "NetworkPolicy"
                            || pod["metadata"]["namespace"] == policy["metadata"]["namespace"]
                    }
                };
                in_scope
                    && pod["spec"]["hostNetwork"] != true
                    && wants(selector.as_str(), &pod["metadata"]["labels"])
            }
        };
        let inside_any = |nets: &Value| match self.peer {
            Point::Address(address) => list(nets).any(|n| inside(n, address)),
            Point::Pod(_) => false,
        };
        let by_label =
            end["selector"].is_null() && end["namespaceSelector"].is_null() || selected(&end["selector"]);
        let by_net = end["nets"].is_null() || inside_any(&end["nets"]);
        let not_label = end["notSelector"].is_null() || !selected(&end["notSelector"]);
        by_label && by_net && not_label && !inside_any(&end["notNets"])
    }

    fn calico_ports(&self, rule: &Value) -> bool {
        let port = self.packet.port;
        let hits = |item: &Value| match item {
            Value::String(text) => match text.split_once(':') {
                Some((from, to)) => {
                    from.parse().is_ok_and(|f: u64| f <= port) && to.parse().is_ok_and(|t: u64| port <= t)
                }
                None => self.named(text),
            },
            number => *number == port,
        };
        let end = &rule["destination"];
        rule["protocol"].as_str().is_none_or(|p| p == self.packet.protocol)
            && (end["ports"].is_null() || list(&end["ports"]).any(hits))
            && !list(&end["notPorts"]).any(hits)
    }

    /// What Cilium's denials say (`Some(false)` when one hits), or its other rules: allowed, closed, or nothing.
    pub(crate) fn cilium(&self, denials: bool) -> Option<bool> {
        let mut closed = false;
        for policy in self.objects.iter().filter(|o| kind(o).starts_with("Cilium")) {
            let spec = &policy["spec"];
            let selected = self.own["spec"]["hostNetwork"] != true
                && self.cilium_endpoint(&spec["endpointSelector"], policy, self.own);
            if !selected {
                continue;
            }
            let deny = format!("{}Deny", self.section);
            let rules = if denials { &spec[&deny] } else { &spec[self.section] };
            if list(rules).any(|rule| self.cilium_rule(rule, policy)) {
                return Some(!denials);
            }
            let given = list(&spec[self.section]).chain(list(&spec[&deny])).next().is_some();
            closed |= spec["enableDefaultDeny"][self.section].as_bool().unwrap_or(given);
        }
        (closed && !denials).then_some(false)
    }

    fn cilium_rule(&self, rule: &Value, policy: &Value) -> bool {
        let prefix = if self.section == "ingress" { "from" } else { "to" };
        let field = |name: &str| &rule[format!("{prefix}{name}")];
        let names = ["Endpoints", "CIDR", "CIDRSet", "Entities"];
        let has_peers = names.iter().any(|n| !field(n).is_null());
        if !has_peers && rule["toPorts"].is_null() {
            return false;
        }
        let peer = match self.peer {
            Point::Pod(pod) => {
                let on_host = pod["spec"]["hostNetwork"] == true;
                let entities = if on_host { ["all", "cluster", "host"] } else { ["all", "cluster", "all"] };
                (!on_host && list(field("Endpoints")).any(|s| self.cilium_endpoint(s, policy, pod)))
                    || list(field("Entities")).any(|e| entities.iter().any(|name| e == name))
            }
            Point::Address(address) => {
                list(field("CIDR")).any(|c| inside(c, address))
                    || list(field("CIDRSet")).any(|c| {
                        inside(&c["cidr"], address) && !list(&c["except"]).any(|e| inside(e, address))
                    })
                    || list(field("Entities")).any(|e| e == "all" || e == "world")
            }
        };
        (!has_peers || peer)
            && (rule["toPorts"].is_null() || list(&rule["toPorts"]).any(|g| self.cilium_ports(g)))
    }

    fn cilium_ports(&self, group: &Value) -> bool {
        list(&group["ports"]).any(|item| {
            let protocol = item["protocol"].as_str().unwrap_or("ANY");
            let text = item["port"].as_str().unwrap_or_default();
            let hits = match text.parse::<u64>() {
                Ok(0) => true,
                Ok(from) => (from..=item["endPort"].as_u64().unwrap_or(from)).contains(&self.packet.port),
                Err(_) => self.named(text),
            };
            (protocol == "ANY" || protocol == self.packet.protocol) && hits
        })
    }

    fn cilium_endpoint(&self, selector: &Value, policy: &Value, pod: &Value) -> bool {
        let mut labels = pod["metadata"]["labels"].clone();
        let namespace = self.namespace_labels(pod);
        for (key, value) in namespace.as_object().into_iter().flatten() {
            labels[format!("io.cilium.k8s.namespace.labels.{key}")] = value.clone();
        }
        labels["k8s:io.kubernetes.pod.namespace"] = pod["metadata"]["namespace"].clone();
        let text = selector.to_string();
        let scoped =
            text.contains("io.kubernetes.pod.namespace") || text.contains("io.cilium.k8s.namespace.labels");
        let same = policy["metadata"]["namespace"] == pod["metadata"]["namespace"];
        let clusterwide = policy["metadata"]["namespace"].is_null();
        (clusterwide || scoped || same) && selects(selector, &labels)
    }
}
