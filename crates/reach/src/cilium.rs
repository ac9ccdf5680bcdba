//! `cilium.io/v2 CiliumNetworkPolicy` and `CiliumClusterwideNetworkPolicy`: deny goes first whatever allows; a direction
//! is closed once a policy has rules for it, unless `enableDefaultDeny` says otherwise.
//! Rules: <https://docs.cilium.io/en/stable/security/policy/intro/>, <https://docs.cilium.io/en/stable/security/policy/language/>.

use holdfast_inventory::Object;
use holdfast_inventory::view::{
    CiliumCidr, CiliumPolicy, CiliumPort, CiliumRule, CiliumSide, IntOrString, LabelSelector, List, Str,
};
use holdfast_model::Gap;

use crate::ip::IpRange;
use crate::netpol::{ORDER, namespace_of};
use crate::policy::{
    Action, LEFT_OUT, Namespaces, Peer, Pods, Policy, PortMatch, Rule, Side, Tier, gap, title,
};
use crate::ports::{LAST, PortSet, Protocol};
use crate::selector::{Demand, NAME_LABEL, Selector};

/// Before every rule that allows.
const DENY_ORDER: i64 = 0;
/// Label under which Cilium knows a pod's namespace, and the prefix of the namespace's own labels.
const NAMESPACE: &str = "io.kubernetes.pod.namespace";
const NAMESPACE_LABELS: &str = "io.cilium.k8s.namespace.labels.";

/// Adds the policies the object makes: its denials and what it allows, for each of its rules.
pub(crate) fn compile<'s>(
    object: Object<'s>,
    policies: &mut Vec<Policy<'s>>,
    gaps: &mut Vec<Gap>,
    notes: &mut Vec<String>,
) {
    let Some(view) = object.view::<CiliumPolicy<'_>>() else {
        gaps.push(gap(object, "", "cannot be read", LEFT_OUT));
        return;
    };
    let namespace = (object.kind() == "CiliumNetworkPolicy").then(|| namespace_of(object));
    let one = view.spec.iter().map(|rule| (rule, "/spec".to_owned()));
    let several = view.specs.iter().enumerate().map(|(at, rule)| (rule, format!("/specs/{at}")));
    for (rule, at) in one.chain(several) {
        let mut reader = Reader { object, namespace: namespace.as_deref(), gaps, notes };
        reader.rule(rule, &at, policies);
    }
}

struct Reader<'r, 's> {
    object: Object<'s>,
    /// `None` of a clusterwide policy.
    namespace: Option<&'r str>,
    gaps: &'r mut Vec<Gap>,
    notes: &'r mut Vec<String>,
}

impl<'s> Reader<'_, 's> {
    fn rule(&mut self, rule: &CiliumRule<'_>, at: &str, policies: &mut Vec<Policy<'s>>) {
        let Some(selector) = &rule.endpoint_selector else {
            if rule.node_selector.is_some() {
                self.notes
                    .push(format!("{}: {at} is about nodes: not part of this answer", title(self.object)));
            } else {
                self.gaps.push(gap(
                    self.object,
                    at,
                    "has neither endpointSelector nor nodeSelector",
                    LEFT_OUT,
                ));
            }
            return;
        };
        let subject = match self.pods(selector) {
            Ok(subject) => subject,
            Err(why) => {
                self.gaps.push(gap(self.object, &format!("{at}/endpointSelector"), why, LEFT_OUT));
                return;
            }
        };
        let ingress = self.side(&rule.ingress, at, "ingress", Action::Allow);
        let ingress_deny = self.side(&rule.ingress_deny, at, "ingressDeny", Action::Deny);
        let egress = self.side(&rule.egress, at, "egress", Action::Allow);
        let egress_deny = self.side(&rule.egress_deny, at, "egressDeny", Action::Deny);
        let closed =
            |asked: Option<bool>, side: &Side, deny: &Side| asked.unwrap_or(side.applies || deny.applies);
        let deny_by_default = rule.enable_default_deny;
        let (into, out) = (
            closed(deny_by_default.ingress, &ingress, &ingress_deny),
            closed(deny_by_default.egress, &egress, &egress_deny),
        );
        let policy = |order, ingress, egress| Policy {
            object: self.object,
            tier: Tier::NAMESPACED,
            order,
            subject: subject.clone(),
            skips_host_network: true,
            networks: Vec::new(),
            ingress,
            egress,
        };
        if ingress_deny.applies || egress_deny.applies {
            policies.push(policy(DENY_ORDER, ingress_deny, egress_deny));
        }
        let allow = |side: Side, isolates| Side { applies: side.applies || isolates, isolates, ..side };
        policies.push(policy(ORDER, allow(ingress, into), allow(egress, out)));
    }

    fn side(&mut self, items: &List<CiliumSide<'_>>, at: &str, section: &str, action: Action) -> Side {
        let mut side = Side { applies: !items.is_empty(), isolates: false, rules: Vec::new() };
        for (number, item) in items.iter().enumerate() {
            let pointer = format!("{at}/{section}/{number}");
            match self.item(item, action, &pointer) {
                Ok(rule) => side.rules.extend(rule),
                Err(why) => self.gaps.push(gap(self.object, &pointer, why, LEFT_OUT)),
            }
        }
        side
    }

    fn item(&mut self, item: &CiliumSide<'_>, action: Action, pointer: &str) -> Result<Option<Rule>, String> {
        let mut peers = Vec::new();
        let mut names_peers = false;
        for selector in item.from_endpoints.iter().flat_map(|list| list.iter()) {
            peers.push(Peer::Pods(self.pods(selector)?));
        }
        for text in item.from_cidr.iter().flat_map(|list| list.iter()) {
            peers.push(net(text, &[])?);
        }
        for set in item.from_cidr_set.iter().flat_map(|list| list.iter()) {
            peers.extend(self.cidr_set(set, pointer)?);
        }
        for entity in item.from_entities.iter().flat_map(|list| list.iter()) {
            peers.extend(self.entity(entity, pointer)?);
        }
        names_peers |=
            item.from_endpoints.is_some() || item.from_cidr.is_some() || item.from_cidr_set.is_some();
        names_peers |= item.from_entities.is_some();
        if item.to_fqdns.is_some() {
            names_peers = true;
            peers.extend([Peer::all_of(IpRange::V4), Peer::all_of(IpRange::V6)]);
            self.note(pointer, "allows only the addresses behind its domain names, which are not known here");
        }
        let unknown = [
            (item.from_nodes.is_some(), "nodes"),
            (item.from_groups.is_some(), "groups of a cloud provider"),
            (item.to_services.is_some(), "services"),
            (item.from_requires.is_some(), "further requirements"),
        ];
        for (_, what) in unknown.iter().filter(|(given, _)| *given) {
            names_peers = true;
            let why = format!("names {what}, which are not understood");
            self.gaps.push(gap(
                self.object,
                pointer,
                why,
                "what this part allows or denies is not in the answer",
            ));
        }
        let ports = self.ports(item, pointer)?;
        if !names_peers {
            // Without peers and without ports a rule selects nothing: it only closes the direction.
            if ports.is_none() {
                return Ok(None);
            }
            peers.push(Peer::Anyone);
        }
        Ok(Some(Rule { action, peers, except: Vec::new(), ports, name: None, pointer: pointer.to_owned() }))
    }

    fn note(&mut self, pointer: &str, what: &str) {
        self.notes.push(format!("{}: {pointer} {what}", title(self.object)));
    }

    /// Pods by Cilium's labels. In a namespaced policy they are of its namespace unless the selector says which.
    fn pods(&self, selector: &LabelSelector<'_>) -> Result<Pods, String> {
        let (mut namespaces, mut pods) = (Vec::new(), Vec::new());
        for demand in Selector::read_with(selector, plain_key)?.demands() {
            if demand.key == NAMESPACE {
                namespaces.push(Demand::new(NAME_LABEL, demand.operator, demand.values.iter().cloned()));
            } else if let Some(key) = demand.key.strip_prefix(NAMESPACE_LABELS) {
                namespaces.push(Demand::new(key, demand.operator, demand.values.iter().cloned()));
            } else if demand.key.starts_with("io.cilium.") || demand.key.starts_with("reserved") {
                return Err(format!("label {:?} is not understood", demand.key));
            } else {
                pods.push(demand.clone());
            }
        }
        let namespaces = match (self.namespace, namespaces.is_empty()) {
            (Some(own), true) => Namespaces::Named(own.to_owned()),
            _ => Namespaces::matching(Selector::new(namespaces)),
        };
        Ok(Pods { namespaces, pods: Selector::new(pods) })
    }

    fn cidr_set(&mut self, set: &CiliumCidr<'_>, pointer: &str) -> Result<Option<Peer>, String> {
        let Some(cidr) = &set.cidr else {
            let why = "names a group of addresses kept elsewhere, which is not understood";
            self.gaps.push(gap(
                self.object,
                pointer,
                why,
                "what this part allows or denies is not in the answer",
            ));
            return Ok(None);
        };
        let except: Vec<&str> = set.except.iter().map(Str::as_str).collect();
        net(cidr, &except).map(Some)
    }

    /// Well-known sets of peers.
    fn entity(&mut self, entity: &str, pointer: &str) -> Result<Vec<Peer>, String> {
        let everywhere = Pods { namespaces: Namespaces::any(), pods: Selector::all() };
        Ok(match entity {
            "all" => vec![Peer::Anyone],
            "world" => vec![Peer::all_of(IpRange::V4), Peer::all_of(IpRange::V6)],
            "world-ipv4" => vec![Peer::all_of(IpRange::V4)],
            "world-ipv6" => vec![Peer::all_of(IpRange::V6)],
            "cluster" => vec![Peer::Pods(everywhere), Peer::HostNetwork, Peer::Entry],
            "host" | "remote-node" => vec![Peer::HostNetwork],
            "ingress" => vec![Peer::Entry],
            "none" => Vec::new(),
            "kube-apiserver" | "health" | "init" | "unmanaged" => {
                self.note(pointer, &format!("names the entity {entity}: not told apart in this answer"));
                Vec::new()
            }
            other => return Err(format!("entity {other:?} is not known")),
        })
    }

    fn ports(&mut self, item: &CiliumSide<'_>, pointer: &str) -> Result<Option<Vec<PortMatch>>, String> {
        if item.to_ports.is_empty() {
            // A rule about ICMP alone opens no port.
            return Ok(item.icmps.map(|_| Vec::new()));
        }
        let mut found = Vec::new();
        for group in &item.to_ports {
            if group.rules.is_some() {
                self.note(pointer, "allows only what its rules on requests let through");
            }
            if group.ports.is_empty() {
                return Ok(None);
            }
            for port in &group.ports {
                found.extend(port_match(port)?);
            }
        }
        Ok(Some(found))
    }
}

/// `k8s:app` and `any:app` are the pod's label `app`.
fn plain_key(key: &str) -> &str {
    key.strip_prefix("k8s:").or_else(|| key.strip_prefix("any:")).unwrap_or(key)
}

fn net(text: &str, except: &[&str]) -> Result<Peer, String> {
    let read = |t: &str| IpRange::parse(t).ok_or_else(|| format!("{t:?} is no address or CIDR block"));
    Ok(Peer::Net { block: read(text)?, except: except.iter().map(|t| read(t)).collect::<Result<_, _>>()? })
}

fn port_match(port: &CiliumPort<'_>) -> Result<Vec<PortMatch>, String> {
    let protocols = match port.protocol.as_deref() {
        None | Some("" | "ANY") => Protocol::ALL.to_vec(),
        Some(text) => match Protocol::parse(text) {
            Some(protocol) => vec![protocol],
            None if matches!(text, "ICMP" | "ICMPv6" | "VRRP" | "IGMP") => Vec::new(),
            None => return Err(format!("protocol {text:?}: expected TCP, UDP, SCTP or ANY")),
        },
    };
    let number = match &port.port {
        None => Some(0),
        Some(IntOrString::Int(number)) => Some(*number),
        Some(IntOrString::Text(text)) if text.is_empty() => Some(0),
        Some(IntOrString::Text(text)) => text.parse().ok(),
    };
    let Some(from) = number else {
        let name = port.port.as_ref().map(ToString::to_string).unwrap_or_default();
        let one = |p: Protocol| PortMatch::Named { protocol: Some(p), name: name.clone() };
        return Ok(protocols.into_iter().map(one).collect());
    };
    let to = port.end_port.filter(|end| *end != 0).unwrap_or(from);
    let bounds = match (u32::try_from(from), u32::try_from(to)) {
        (Ok(0), _) => (1, LAST),
        (Ok(from), Ok(to)) if from <= to && to <= LAST => (from, to),
        _ => return Err(format!("port {from} to {to}: expected 0 to {LAST}")),
    };
    Ok(protocols.into_iter().map(|p| PortMatch::Exact(PortSet::range(p, bounds.0, bounds.1))).collect())
}
