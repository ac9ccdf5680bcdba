//! Calico's NetworkPolicy and GlobalNetworkPolicy: tiers in order, policies in order, the first rule that matches decides.
//! Rules: <https://docs.tigera.io/calico/latest/reference/resources/globalnetworkpolicy>.

use std::collections::BTreeMap;

use holdfast_inventory::view::{CalicoEnd, CalicoPolicy, CalicoRule, CalicoTier, IntOrString, List};
use holdfast_inventory::{Object, Snapshot};
use holdfast_model::Gap;

use crate::expression::Expression;
use crate::ip::IpRange;
use crate::netpol::namespace_of;
use crate::policy::{
    Action, Direction, LEFT_OUT, Namespaces, Peer, Pods, Policy, PortMatch, Rule, Side, Tier, gap, title,
};
use crate::ports::{LAST, PortSet, Protocol};
use crate::selector::Selector;

/// What a part that is not understood means for the answer.
const PARTLY: &str = "this rule is left out: what it allows or denies is not in the answer";

/// A tier's place, and whether its end denies.
#[derive(Clone, Copy, Debug)]
struct Place {
    tier: Tier,
    isolates: bool,
}

/// The tiers of the input by name. `default` is always there.
#[derive(Debug)]
pub(crate) struct Tiers(BTreeMap<String, Place>);

impl Tiers {
    pub(crate) fn read(snapshot: &Snapshot) -> Self {
        let mut tiers = BTreeMap::new();
        for object in snapshot.of_kind("Tier").filter(|o| is_calico(o.group())) {
            let Some(view) = object.view::<CalicoTier<'_>>() else { continue };
            let order = view.spec.order.map_or(i64::MAX, whole);
            let isolates = view.spec.default_action.as_deref() != Some("Pass");
            let number = u32::try_from(tiers.len() + 1).unwrap_or(u32::MAX);
            tiers.insert(object.name().to_owned(), Place { tier: Tier(order, number), isolates });
        }
        let isolates = tiers.get("default").is_none_or(|place| place.isolates);
        tiers.insert("default".to_owned(), Place { tier: Tier::NAMESPACED, isolates });
        Self(tiers)
    }
}

pub(crate) fn is_calico(group: &str) -> bool {
    matches!(group, "projectcalico.org" | "crd.projectcalico.org")
}

/// Orders are small numbers, perhaps with a fraction; what is larger is last.
#[expect(clippy::cast_possible_truncation, reason = "clamped to what fits")]
fn whole(order: f64) -> i64 {
    order.clamp(-1e12, 1e12).round() as i64
}

pub(crate) fn compile<'s>(
    object: Object<'s>,
    tiers: &Tiers,
    gaps: &mut Vec<Gap>,
    notes: &mut Vec<String>,
) -> Option<Policy<'s>> {
    let Some(view) = object.view::<CalicoPolicy<'_>>() else {
        gaps.push(gap(object, "", "cannot be read", LEFT_OUT));
        return None;
    };
    let spec = &view.spec;
    let for_hosts = [spec.pre_dnat, spec.do_not_track, spec.apply_on_forward];
    if for_hosts.contains(&Some(true)) {
        notes.push(format!("{}: is about hosts: not part of this answer", title(object)));
        return None;
    }
    let namespace = (object.kind() == "NetworkPolicy").then(|| namespace_of(object));
    let mut reader = Reader { object, namespace, gaps, notes };
    let subject = match reader.subject(&view) {
        Ok(subject) => subject,
        Err(why) => {
            reader.gaps.push(gap(object, "/spec", why, LEFT_OUT));
            return None;
        }
    };
    let tier = spec.tier.as_deref().filter(|t| !t.is_empty()).unwrap_or("default");
    let place = tiers.0.get(tier).copied().unwrap_or_else(|| {
        let why = format!("its tier {tier:?} is not in the input");
        reader.gaps.push(gap(
            object,
            "/spec/tier",
            why,
            "the tier is taken to come before the default one and to deny",
        ));
        Place { tier: Tier(Tier::NAMESPACED.0 - 1, 0), isolates: true }
    });
    let (ingress, egress) = types(&view);
    let ingress = reader.side(Direction::Ingress, ingress, place.isolates, spec.ingress.as_ref());
    let egress = reader.side(Direction::Egress, egress, place.isolates, spec.egress.as_ref());
    // In thousandths, as NetworkPolicy's own place is.
    let order = spec.order.map_or(i64::MAX, |order| whole(order * 1000.0));
    Some(Policy {
        object,
        tier: place.tier,
        order,
        subject,
        skips_host_network: true,
        networks: Vec::new(),
        ingress,
        egress,
    })
}

struct Reader<'r, 's> {
    object: Object<'s>,
    /// `None` of a global policy.
    namespace: Option<String>,
    gaps: &'r mut Vec<Gap>,
    notes: &'r mut Vec<String>,
}

impl Reader<'_, '_> {
    fn subject(&self, view: &CalicoPolicy<'_>) -> Result<Pods, String> {
        let spec = &view.spec;
        if spec.service_account_selector.as_deref().is_some_and(|s| !s.is_empty()) {
            return Err("serviceAccountSelector is not understood".to_owned());
        }
        let namespaces = match (&self.namespace, spec.namespace_selector.as_deref()) {
            (Some(own), _) => Namespaces::Named(own.clone()),
            (None, selector) => namespaces(selector.unwrap_or_default())?,
        };
        Ok(Pods { namespaces, pods: labels(spec.selector.as_deref().unwrap_or_default())? })
    }

    fn side(
        &mut self,
        direction: Direction,
        applies: bool,
        isolates: bool,
        rules: Option<&List<CalicoRule<'_>>>,
    ) -> Side {
        let mut side = Side { applies, isolates: applies && isolates, rules: Vec::new() };
        let section = if direction == Direction::Ingress { "ingress" } else { "egress" };
        for (at, rule) in rules.into_iter().flat_map(|r| r.iter()).enumerate().filter(|_| applies) {
            let pointer = format!("/spec/{section}/{at}");
            match self.rule(direction, rule, &pointer) {
                Ok(rule) => side.rules.extend(rule),
                Err(why) => self.gaps.push(gap(self.object, &pointer, why, PARTLY)),
            }
        }
        side
    }

    fn rule(
        &mut self,
        direction: Direction,
        rule: &CalicoRule<'_>,
        pointer: &str,
    ) -> Result<Option<Rule>, String> {
        let action = match rule.action.as_str() {
            "Allow" | "allow" => Action::Allow,
            "Deny" | "deny" => Action::Deny,
            "Pass" | "pass" | "next-tier" => Action::Pass,
            "Log" | "log" => return Ok(None),
            other => return Err(format!("action {other:?}: expected Allow, Deny, Pass or Log")),
        };
        let (peer, own) = match direction {
            Direction::Ingress => (&rule.source, &rule.destination),
            Direction::Egress => (&rule.destination, &rule.source),
        };
        let restricts = |end: &CalicoEnd<'_>| {
            end.selector.is_some()
                || end.not_selector.is_some()
                || end.namespace_selector.is_some()
                || end.service_accounts.is_some()
                || end.services.is_some()
                || !end.nets.is_empty()
                || !end.not_nets.is_empty()
        };
        if restricts(own) {
            return Err("narrows the pod's own side, which is not understood".to_owned());
        }
        if !rule.source.ports.is_empty() || !rule.source.not_ports.is_empty() {
            return Err("asks for source ports, which are not understood".to_owned());
        }
        if rule.http.is_some() {
            self.notes.push(format!(
                "{}: {pointer} allows only what its rules on requests let through",
                title(self.object)
            ));
        }
        let Some(ports) = ports(rule)? else { return Ok(None) };
        let (peers, except) = self.peers(peer)?;
        let ports = (ports != PortChoice::Every).then(|| match ports {
            PortChoice::Every => Vec::new(),
            PortChoice::Some(found) => found,
        });
        Ok(Some(Rule { action, peers, except, ports, name: None, pointer: pointer.to_owned() }))
    }

    /// Who is meant, and who of them is not.
    fn peers(&self, end: &CalicoEnd<'_>) -> Result<(Vec<Peer>, Vec<Peer>), String> {
        if end.service_accounts.is_some() || end.services.is_some() {
            return Err("selects by service accounts or services, which is not understood".to_owned());
        }
        let selects = end.selector.is_some() || end.namespace_selector.is_some();
        let net = |text: &str| {
            let block =
                IpRange::parse(text).ok_or_else(|| format!("{text:?} is no address or CIDR block"))?;
            Ok::<_, String>(Peer::Net { block, except: Vec::new() })
        };
        let nets = end.nets.iter().map(|n| net(n)).collect::<Result<Vec<_>, _>>()?;
        let mut except = end.not_nets.iter().map(|n| net(n)).collect::<Result<Vec<_>, _>>()?;
        if let Some(text) = &end.not_selector {
            except.push(Peer::Pods(Pods { namespaces: self.scope(end)?, pods: labels(text)? }));
        }
        let peers = match (selects, nets.is_empty()) {
            (true, false) => {
                return Err("asks for labels and addresses at once, which is not understood".to_owned());
            }
            (true, true) => {
                let pods = labels(end.selector.as_deref().unwrap_or_default())?;
                vec![Peer::Pods(Pods { namespaces: self.scope(end)?, pods })]
            }
            (false, false) => nets,
            (false, true) => vec![Peer::Anyone],
        };
        Ok((peers, except))
    }

    fn scope(&self, end: &CalicoEnd<'_>) -> Result<Namespaces, String> {
        match (end.namespace_selector.as_deref(), &self.namespace) {
            (Some(selector), _) => namespaces(selector),
            (None, Some(own)) => Ok(Namespaces::Named(own.clone())),
            (None, None) => Ok(Namespaces::any()),
        }
    }
}

/// Which directions the policy is about.
fn types(view: &CalicoPolicy<'_>) -> (bool, bool) {
    let spec = &view.spec;
    if spec.types.is_empty() {
        let given = |rules: &Option<List<CalicoRule<'_>>>| rules.as_ref().is_some_and(|r| !r.is_empty());
        let egress = given(&spec.egress);
        return (given(&spec.ingress) || !egress, egress);
    }
    let is = |word: &str| spec.types.iter().any(|t| *t == word);
    (is("Ingress"), is("Egress"))
}

fn labels(text: &str) -> Result<Selector, String> {
    if text.contains("projectcalico.org/") {
        return Err("selects by Calico's own labels, which is not understood".to_owned());
    }
    Ok(Selector::expression(Expression::parse(text)?))
}

/// `projectcalico.org/name` is the namespace's name.
fn namespaces(text: &str) -> Result<Namespaces, String> {
    let text = text.replace("projectcalico.org/name", crate::selector::NAME_LABEL);
    Ok(Namespaces::matching(Selector::expression(Expression::parse(&text)?)))
}

#[derive(PartialEq)]
enum PortChoice {
    Every,
    Some(Vec<PortMatch>),
}

/// `None` for rules about protocols that have no ports.
fn ports(rule: &CalicoRule<'_>) -> Result<Option<PortChoice>, String> {
    if rule.not_protocol.is_some() {
        return Err("notProtocol is not understood".to_owned());
    }
    if rule.icmp.is_some() || rule.not_icmp.is_some() {
        return Ok(None);
    }
    let protocols = match rule.protocol.as_ref().map(ToString::to_string) {
        None => Protocol::ALL.to_vec(),
        Some(text) => match (Protocol::parse(&text), text.as_str()) {
            (Some(protocol), _) => vec![protocol],
            (None, "6") => vec![Protocol::Tcp],
            (None, "17") => vec![Protocol::Udp],
            (None, "132") => vec![Protocol::Sctp],
            (None, _) => return Ok(None),
        },
    };
    let end = &rule.destination;
    if end.ports.is_empty() && end.not_ports.is_empty() && rule.protocol.is_none() {
        return Ok(Some(PortChoice::Every));
    }
    let mut excluded = PortSet::none();
    for port in &end.not_ports {
        let Some((from, to)) = numbers(port)? else {
            return Err("excludes a port by its name, which is not understood".to_owned());
        };
        excluded = protocols.iter().fold(excluded, |all, p| all.union(&PortSet::range(*p, from, to)));
    }
    let mut found = Vec::new();
    for protocol in protocols {
        let exact = |from, to| PortMatch::Exact(PortSet::range(protocol, from, to).minus(&excluded));
        if end.ports.is_empty() {
            found.push(exact(1, LAST));
        }
        for port in &end.ports {
            found.push(match numbers(port)? {
                Some((from, to)) => exact(from, to),
                None => PortMatch::Named { protocol: Some(protocol), name: port.to_string() },
            });
        }
    }
    Ok(Some(PortChoice::Some(found)))
}

/// `80`, `"80"` or `"80:90"`; `None` for a name.
fn numbers(port: &IntOrString<'_>) -> Result<Option<(u32, u32)>, String> {
    let text = port.to_string();
    let (from, to) = text.split_once(':').unwrap_or((&text, &text));
    match (from.parse::<u32>(), to.parse::<u32>()) {
        (Ok(from), Ok(to)) if (1..=to).contains(&from) && to <= LAST => Ok(Some((from, to))),
        (Ok(_), _) | (_, Ok(_)) => {
            Err(format!("port {text:?}: expected 1 to {LAST}, or a range such as 80:90"))
        }
        _ => Ok(None),
    }
}
