//! `networking.k8s.io/v1 NetworkPolicy` and the MultiNetworkPolicy of secondary networks, which has the same spec.
//! Rules: <https://kubernetes.io/docs/concepts/services-networking/network-policies/>.

use holdfast_inventory::Object;
use holdfast_inventory::view::{IntOrString, IpBlock, List, NetworkPolicy, PolicyPeer, PolicyPort};
use holdfast_model::Gap;

use crate::ip::IpRange;
use crate::policy::{
    Action, Direction, LEFT_OUT, Namespaces, Peer, Pods, Policy, PortMatch, Rule, Side, Tier, gap,
};
use crate::ports::{LAST, PortSet, Protocol};
use crate::selector::Selector;

/// Where a NetworkPolicy stands among others of its tier, as Calico places it.
pub(crate) const ORDER: i64 = 1_000_000;
/// Annotation of a MultiNetworkPolicy: the networks it is for.
const POLICY_FOR: &str = "k8s.v1.cni.cncf.io/policy-for";

/// Compiles the policy; what is invalid in it becomes a gap.
pub(crate) fn compile<'s>(object: Object<'s>, gaps: &mut Vec<Gap>) -> Option<Policy<'s>> {
    let Some(view) = object.view::<NetworkPolicy<'_>>() else {
        gaps.push(gap(object, "", "cannot be read", LEFT_OUT));
        return None;
    };
    let namespace = namespace_of(object);
    let mut reader = Reader { object, namespace: &namespace, gaps };
    let spec = &view.spec;
    for wrong in spec.policy_types.iter().filter(|t| !["Ingress", "Egress"].contains(&t.as_str())) {
        reader.refuse("/spec/policyTypes", format!("{:?}: expected Ingress or Egress", wrong.as_str()));
    }
    let pods = match Selector::read(&spec.pod_selector) {
        Ok(pods) => pods,
        Err(why) => {
            reader.refuse("/spec/podSelector", why);
            return None;
        }
    };
    let ingress = spec.ingress.iter().flat_map(|rules| rules.iter()).map(|r| (&r.from, &r.ports));
    let egress = spec.egress.iter().flat_map(|rules| rules.iter()).map(|r| (&r.to, &r.ports));
    let ingress = reader.side(spec.restricts_ingress(), Direction::Ingress, ingress);
    let egress = reader.side(spec.restricts_egress(), Direction::Egress, egress);
    Some(Policy {
        object,
        tier: Tier::NAMESPACED,
        order: ORDER,
        subject: Pods { namespaces: Namespaces::Named(namespace), pods },
        skips_host_network: false,
        networks: networks(&view),
        ingress,
        egress,
    })
}

/// A namespaced object without one is applied to `default`.
pub(crate) fn namespace_of(object: Object<'_>) -> String {
    if object.namespace().is_empty() { "default".to_owned() } else { object.namespace().to_owned() }
}

/// The names of the networks a MultiNetworkPolicy is for: `name` or `namespace/name`, with commas.
fn networks(view: &NetworkPolicy<'_>) -> Vec<String> {
    let Some(list) = view.metadata.annotations.value(POLICY_FOR) else { return Vec::new() };
    let name = |item: &str| item.rsplit_once('/').map_or(item, |(_, name)| name).trim().to_owned();
    list.split(',').map(name).filter(|name| !name.is_empty()).collect()
}

struct Reader<'r, 's> {
    object: Object<'s>,
    namespace: &'r str,
    gaps: &'r mut Vec<Gap>,
}

impl Reader<'_, '_> {
    fn refuse(&mut self, pointer: &str, why: impl Into<String>) {
        self.gaps.push(gap(self.object, pointer, why, LEFT_OUT));
    }

    fn side<'v, 'a: 'v>(
        &mut self,
        applies: bool,
        direction: Direction,
        rules: impl Iterator<Item = (&'v List<PolicyPeer<'a>>, &'v List<PolicyPort<'a>>)>,
    ) -> Side {
        let (section, list) = match direction {
            Direction::Ingress => ("ingress", "from"),
            Direction::Egress => ("egress", "to"),
        };
        let mut side = Side { applies, isolates: applies, rules: Vec::new() };
        for (at, (peers, ports)) in rules.enumerate() {
            let pointer = format!("/spec/{section}/{at}");
            let rule = self.rule(peers, ports, pointer, list);
            side.rules.extend(applies.then_some(rule));
        }
        side
    }

    fn rule(
        &mut self,
        peers: &List<PolicyPeer<'_>>,
        ports: &List<PolicyPort<'_>>,
        pointer: String,
        list: &str,
    ) -> Rule {
        let mut found = Vec::new();
        for (at, peer) in peers.iter().enumerate() {
            match self.peer(peer) {
                Ok(peer) => found.push(peer),
                Err(why) => self.refuse(&format!("{pointer}/{list}/{at}"), why),
            }
        }
        if peers.is_empty() {
            found.push(Peer::Anyone);
        }
        let mut matched = Vec::new();
        for (at, port) in ports.iter().enumerate() {
            match port_match(port) {
                Ok(port) => matched.push(port),
                Err(why) => self.refuse(&format!("{pointer}/ports/{at}"), why),
            }
        }
        let ports = (!ports.is_empty()).then_some(matched);
        Rule { action: Action::Allow, peers: found, ports, name: None, pointer }
    }

    fn peer(&self, peer: &PolicyPeer<'_>) -> Result<Peer, String> {
        match (&peer.ip_block, &peer.namespace_selector, &peer.pod_selector) {
            (Some(block), None, None) => net(block),
            (Some(_), ..) => Err("ipBlock stands beside a selector: expected one or the other".to_owned()),
            (None, None, None) => {
                Err("names nobody: expected podSelector, namespaceSelector or ipBlock".to_owned())
            }
            (None, namespaces, pods) => Ok(Peer::Pods(Pods {
                namespaces: match namespaces {
                    Some(selector) => Namespaces::matching(Selector::read(selector)?),
                    None => Namespaces::Named(self.namespace.to_owned()),
                },
                pods: pods.as_ref().map(Selector::read).transpose()?.unwrap_or_default(),
            })),
        }
    }
}

fn net(block: &IpBlock<'_>) -> Result<Peer, String> {
    let read = |text: &str| {
        IpRange::parse_cidr(text).ok_or_else(|| format!("{text:?} is no CIDR block such as 10.0.0.0/8"))
    };
    let whole = read(&block.cidr)?;
    let except = block.except.iter().map(|text| read(text)).collect::<Result<Vec<_>, _>>()?;
    if let Some(outside) = except.iter().find(|e| !whole.contains(e)) {
        return Err(format!("except {outside} lies outside {}", block.cidr));
    }
    Ok(Peer::Net { block: whole, except })
}

fn port_match(port: &PolicyPort<'_>) -> Result<PortMatch, String> {
    let text = port.protocol.as_deref().filter(|p| !p.is_empty()).unwrap_or("TCP");
    let protocol = Protocol::ALL
        .into_iter()
        .find(|p| p.as_str() == text)
        .ok_or_else(|| format!("protocol {text:?}: expected TCP, UDP or SCTP"))?;
    match (&port.port, port.end_port) {
        (None, None) => Ok(PortMatch::Exact(PortSet::range(protocol, 1, LAST))),
        (None, Some(_)) => Err("endPort without port".to_owned()),
        (Some(IntOrString::Text(_)), Some(_)) => Err("endPort beside a named port".to_owned()),
        (Some(IntOrString::Text(name)), None) if is_port_name(name) => {
            Ok(PortMatch::Named { protocol: Some(protocol), name: name.to_string() })
        }
        (Some(IntOrString::Text(name)), None) => Err(format!("{:?} is no port name", name.as_str())),
        (Some(IntOrString::Int(from)), to) => {
            let to = to.unwrap_or(*from);
            let number = |n: i64| u32::try_from(n).ok().filter(|n| (1..=LAST).contains(n));
            match (number(*from), number(to)) {
                (Some(from), Some(to)) if from <= to => {
                    Ok(PortMatch::Exact(PortSet::range(protocol, from, to)))
                }
                (Some(_), Some(_)) => Err(format!("endPort {to} is lower than port {from}")),
                _ => Err(format!("port {from} to {to}: expected 1 to {LAST}")),
            }
        }
    }
}

/// `IsValidPortName` of the API server: at most 15 of a-z, 0-9 and -, with a letter, no hyphen at an end or beside another.
fn is_port_name(name: &str) -> bool {
    let fine = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
    (1..=15).contains(&name.len())
        && name.bytes().all(fine)
        && name.bytes().any(|b| b.is_ascii_lowercase())
        && !name.starts_with('-')
        && !name.ends_with('-')
        && !name.contains("--")
}
