//! AdminNetworkPolicy, BaselineAdminNetworkPolicy (v1alpha1) and ClusterNetworkPolicy (v1alpha2).
//! Rules: <https://network-policy-api.sigs.k8s.io/reference/spec/>.

use std::collections::BTreeMap;

use holdfast_inventory::Object;
use holdfast_inventory::view::{
    AdminPeer, AdminPolicy, AdminPort, AdminProtocol, AdminRule, AdminSubject, AdminTransport, LabelSelector,
    NamespacedPods,
};
use holdfast_model::Gap;

use crate::ip::IpRange;
use crate::policy::{
    Action, Direction, LEFT_OUT, Namespaces, Peer, Pods, Policy, PortMatch, Rule, Side, Tier, gap, title,
};
use crate::ports::{LAST, PortSet, Protocol};
use crate::selector::Selector;

/// The last priority a policy may have.
const LAST_PRIORITY: i64 = 1000;

pub(crate) fn compile<'s>(
    object: Object<'s>,
    gaps: &mut Vec<Gap>,
    notes: &mut Vec<String>,
) -> Option<Policy<'s>> {
    let Some(view) = object.view::<AdminPolicy<'_>>() else {
        gaps.push(gap(object, "", "cannot be read", LEFT_OUT));
        return None;
    };
    let is_new = object.kind() == "ClusterNetworkPolicy";
    let mut reader = Reader { object, is_new, is_baseline: false, gaps, notes };
    let (tier, order) = reader.rank(&view)?;
    reader.is_baseline = tier == Tier::BASELINE;
    let subject = match subject(&view.spec.subject) {
        Ok(subject) => subject,
        Err(why) => {
            reader.refuse("/spec/subject", why);
            return None;
        }
    };
    let ingress = reader.side(Direction::Ingress, &view.spec.ingress);
    let egress = reader.side(Direction::Egress, &view.spec.egress);
    Some(Policy {
        object,
        tier,
        order,
        subject,
        skips_host_network: true,
        networks: Vec::new(),
        ingress,
        egress,
    })
}

/// Policies of one priority have no order among them; more than one baseline is refused.
pub(crate) fn check_ranks(policies: &[Policy<'_>], gaps: &mut Vec<Gap>) {
    let mut seen: BTreeMap<(Tier, i64), Object<'_>> = BTreeMap::new();
    for policy in policies.iter().filter(|p| matches!(p.tier, Tier::ADMIN | Tier::BASELINE)) {
        if let Some(first) = seen.insert((policy.tier, policy.order), policy.object) {
            let why = if policy.object.kind() == "BaselineAdminNetworkPolicy" {
                format!("is a second baseline beside {}", title(first))
            } else {
                format!("has the priority of {}: which of them goes first is not defined", title(first))
            };
            gaps.push(gap(policy.object, "", why, "the order of their names is taken"));
        }
    }
}

fn subject(from: &AdminSubject<'_>) -> Result<Pods, String> {
    match (&from.namespaces, &from.pods) {
        (Some(namespaces), None) => all_pods_in(namespaces),
        (None, Some(both)) => pods(both),
        _ => Err("expected exactly one of namespaces and pods".to_owned()),
    }
}

fn all_pods_in(namespaces: &LabelSelector<'_>) -> Result<Pods, String> {
    Ok(Pods { namespaces: Namespaces::matching(Selector::read(namespaces)?), pods: Selector::all() })
}

fn pods(both: &NamespacedPods<'_>) -> Result<Pods, String> {
    Ok(Pods {
        namespaces: Namespaces::matching(Selector::read(&both.namespace_selector)?),
        pods: Selector::read(&both.pod_selector)?,
    })
}

/// What a peer turned out to be.
enum Found {
    Peers(Vec<Peer>),
    /// Understood, but not something this input can resolve to pods or addresses.
    Unresolved(&'static str),
    /// A field of a later version: the rule fails closed.
    Unknown,
}

struct Reader<'r, 's> {
    object: Object<'s>,
    is_new: bool,
    is_baseline: bool,
    gaps: &'r mut Vec<Gap>,
    notes: &'r mut Vec<String>,
}

impl Reader<'_, '_> {
    fn refuse(&mut self, pointer: &str, why: impl Into<String>) {
        self.gaps.push(gap(self.object, pointer, why, LEFT_OUT));
    }

    /// Tier and place in it.
    fn rank(&mut self, view: &AdminPolicy<'_>) -> Option<(Tier, i64)> {
        if self.object.kind() == "BaselineAdminNetworkPolicy" {
            if self.object.name() != "default" {
                self.refuse("/metadata/name", "a baseline must be called default");
            }
            return Some((Tier::BASELINE, 0));
        }
        let tier = match (self.is_new, view.spec.tier.as_deref()) {
            (false, _) | (true, Some("Admin")) => Tier::ADMIN,
            (true, Some("Baseline")) => Tier::BASELINE,
            (true, other) => {
                self.refuse(
                    "/spec/tier",
                    format!("{:?}: expected Admin or Baseline", other.unwrap_or_default()),
                );
                return None;
            }
        };
        match view.spec.priority {
            Some(priority) if (0..=LAST_PRIORITY).contains(&priority) => Some((tier, priority)),
            Some(wrong) => {
                self.refuse("/spec/priority", format!("{wrong}: expected 0 to {LAST_PRIORITY}"));
                Some((tier, wrong.clamp(0, LAST_PRIORITY)))
            }
            None => {
                self.refuse("/spec/priority", "is missing");
                Some((tier, 0))
            }
        }
    }

    fn side(&mut self, direction: Direction, rules: &[AdminRule<'_>]) -> Side {
        let section = if direction == Direction::Ingress { "ingress" } else { "egress" };
        let mut side = Side { applies: !rules.is_empty(), isolates: false, rules: Vec::new() };
        for (at, rule) in rules.iter().enumerate() {
            let pointer = format!("/spec/{section}/{at}");
            match self.rule(direction, rule, &pointer) {
                Ok(rule) => side.rules.extend(rule),
                Err((below, why)) => self.refuse(&format!("{pointer}{below}"), why),
            }
        }
        side
    }

    fn rule(
        &mut self,
        direction: Direction,
        rule: &AdminRule<'_>,
        pointer: &str,
    ) -> Result<Option<Rule>, (String, String)> {
        let action = self.action(&rule.action).map_err(|why| ("/action".to_owned(), why))?;
        let (list, field) = match direction {
            Direction::Ingress => (&rule.from, "/from"),
            Direction::Egress => (&rule.to, "/to"),
        };
        if list.is_empty() {
            return Err((field.to_owned(), "is empty: expected at least one peer".to_owned()));
        }
        let mut peers = Vec::new();
        for (at, peer) in list.iter().enumerate() {
            let here = format!("{field}/{at}");
            match self.peer(direction, peer).map_err(|why| (here.clone(), why))? {
                Found::Peers(found) => peers.extend(found),
                Found::Unresolved(what) => self.notes.push(format!(
                    "{}: {pointer}{here} names {what}: not told apart from other addresses in this answer",
                    title(self.object)
                )),
                // "Fail closed": an accept matches nothing, anything else denies everything.
                Found::Unknown => {
                    self.gaps.push(gap(
                        self.object,
                        &format!("{pointer}{here}"),
                        "sets no known field: a newer version's peer",
                        "fails closed: an accept matches nothing, a deny or pass denies everything",
                    ));
                    if action == Action::Allow {
                        return Ok(None);
                    }
                    return Ok(Some(Self::made(Action::Deny, vec![Peer::Anyone], None, rule, pointer)));
                }
            }
        }
        let ports = ports(rule)?;
        Ok(Some(Self::made(action, peers, ports, rule, pointer)))
    }

    fn made(
        action: Action,
        peers: Vec<Peer>,
        ports: Option<Vec<PortMatch>>,
        rule: &AdminRule<'_>,
        pointer: &str,
    ) -> Rule {
        let name = rule.name.as_deref().filter(|n| !n.is_empty()).map(ToOwned::to_owned);
        Rule { action, peers, ports, name, pointer: pointer.to_owned() }
    }

    fn action(&self, text: &str) -> Result<Action, String> {
        let allow = if self.is_new { "Accept" } else { "Allow" };
        match text {
            _ if text == allow => Ok(Action::Allow),
            "Deny" => Ok(Action::Deny),
            "Pass" if self.is_new || !self.is_baseline => Ok(Action::Pass),
            "" => Err("is missing".to_owned()),
            other if self.is_baseline && !self.is_new => {
                Err(format!("{other:?}: expected {allow} or Deny in a baseline"))
            }
            other => Err(format!("{other:?}: expected {allow}, Deny or Pass")),
        }
    }

    fn peer(&self, direction: Direction, peer: &AdminPeer<'_>) -> Result<Found, String> {
        let set = [
            peer.namespaces.is_some(),
            peer.pods.is_some(),
            peer.nodes.is_some(),
            peer.networks.is_some(),
            peer.domain_names.is_some(),
        ];
        match set.iter().filter(|s| **s).count() {
            0 if self.is_new => return Ok(Found::Unknown),
            1 => {}
            _ => return Err("expected exactly one of namespaces, pods, nodes, networks".to_owned()),
        }
        if direction == Direction::Ingress && peer.namespaces.is_none() && peer.pods.is_none() {
            return Err("only namespaces and pods can be a source".to_owned());
        }
        if let Some(namespaces) = &peer.namespaces {
            return Ok(Found::Peers(vec![Peer::Pods(all_pods_in(namespaces)?)]));
        }
        if let Some(both) = &peer.pods {
            return Ok(Found::Peers(vec![Peer::Pods(pods(both)?)]));
        }
        if let Some(networks) = &peer.networks {
            let block = |text: &str| match IpRange::parse_cidr(text) {
                Some(block) => Ok(Peer::Net { block, except: Vec::new() }),
                None => Err(format!("{text:?} is no CIDR block such as 10.0.0.0/8")),
            };
            return Ok(Found::Peers(networks.iter().map(|n| block(n)).collect::<Result<_, _>>()?));
        }
        Ok(Found::Unresolved(if peer.nodes.is_some() { "nodes" } else { "domain names" }))
    }
}

fn ports(rule: &AdminRule<'_>) -> Result<Option<Vec<PortMatch>>, (String, String)> {
    let mut found = Vec::new();
    for (at, port) in rule.ports.iter().flat_map(|p| p.iter()).enumerate() {
        found.push(port_match(port).map_err(|why| (format!("/ports/{at}"), why))?);
    }
    for (at, protocol) in rule.protocols.iter().flat_map(|p| p.iter()).enumerate() {
        found.push(protocol_match(protocol).map_err(|why| (format!("/protocols/{at}"), why))?);
    }
    Ok((!found.is_empty()).then_some(found))
}

fn port_match(port: &AdminPort<'_>) -> Result<PortMatch, String> {
    match (&port.port_number, &port.port_range, &port.named_port) {
        (Some(number), None, None) => {
            let port = number.port.ok_or("port is missing")?;
            span(protocol(number.protocol.as_deref())?, port, port)
        }
        (None, Some(range), None) => {
            let (from, to) = range.start.zip(range.end).ok_or("start or end is missing")?;
            span(protocol(range.protocol.as_deref())?, from, to)
        }
        (None, None, Some(name)) => Ok(PortMatch::Named { protocol: None, name: name.to_string() }),
        _ => Err("expected exactly one of portNumber, portRange, namedPort".to_owned()),
    }
}

fn protocol_match(from: &AdminProtocol<'_>) -> Result<PortMatch, String> {
    let found = [(Protocol::Tcp, from.tcp), (Protocol::Udp, from.udp), (Protocol::Sctp, from.sctp)];
    let mut found = found.into_iter().filter_map(|(protocol, t)| t.map(|t| (protocol, t)));
    match (found.next(), found.next(), &from.destination_named_port) {
        (Some((protocol, transport)), None, None) => transport_match(protocol, transport),
        (None, None, Some(name)) => Ok(PortMatch::Named { protocol: None, name: name.to_string() }),
        _ => Err("expected exactly one of tcp, udp, sctp, destinationNamedPort".to_owned()),
    }
}

fn transport_match(protocol: Protocol, transport: AdminTransport) -> Result<PortMatch, String> {
    let Some(port) = transport.destination_port else {
        return Ok(PortMatch::Exact(PortSet::range(protocol, 1, LAST)));
    };
    match (port.number, port.range) {
        (Some(number), None) => span(protocol, number, number),
        (None, Some(range)) => {
            let (from, to) = range.start.zip(range.end).ok_or("start or end is missing")?;
            span(protocol, from, to)
        }
        _ => Err("expected exactly one of number and range".to_owned()),
    }
}

fn protocol(text: Option<&str>) -> Result<Protocol, String> {
    let text = text.filter(|t| !t.is_empty()).unwrap_or("TCP");
    Protocol::ALL
        .into_iter()
        .find(|p| p.as_str() == text)
        .ok_or_else(|| format!("protocol {text:?}: expected TCP, UDP or SCTP"))
}

fn span(protocol: Protocol, from: i64, to: i64) -> Result<PortMatch, String> {
    let number = |n: i64| u32::try_from(n).ok().filter(|n| (1..=LAST).contains(n));
    match (number(from), number(to)) {
        (Some(from), Some(to)) if from <= to => Ok(PortMatch::Exact(PortSet::range(protocol, from, to))),
        (Some(_), Some(_)) => Err(format!("the range ends at {to}, before its start {from}")),
        _ => Err(format!("port {from} to {to}: expected 1 to {LAST}")),
    }
}
