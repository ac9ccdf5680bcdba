//! Policies over one layout of peers: classes, addresses, the entry point, and pods that do not exist yet.

use rustc_hash::FxHashMap;

use crate::bits::Bits;
use crate::index::Index;
use crate::ip::{self, IpRange};
use crate::policy::{Action, Direction, Namespaces, Peer, Pods, Policy, PortMatch, Rule};
use crate::ports::{NAMES, PortSet, Protocol};
use crate::selector::Operator;
use crate::who::Who;

/// Numbers of all peers: `classes`, then `atoms`, then the entry point, then `strangers`.
#[derive(Debug, Default)]
pub(crate) struct Layout {
    pub(crate) classes: usize,
    pub(crate) atoms: Vec<IpRange>,
    /// Address ranges that rules about sources tell apart, and those about targets, with the first atom in each.
    pub(crate) sources: Vec<(usize, IpRange)>,
    pub(crate) targets: Vec<(usize, IpRange)>,
    /// Pods that do not exist yet, one for each way some rule selects pods.
    pub(crate) strangers: Vec<Pods>,
}

impl Layout {
    pub(crate) fn atom(&self, at: usize) -> usize {
        self.classes + at
    }

    /// Whoever takes requests from outside and hands them to services: a pod of which nothing is known.
    pub(crate) fn entry(&self) -> usize {
        self.classes + self.atoms.len()
    }

    pub(crate) fn stranger(&self, at: usize) -> usize {
        self.entry() + 1 + at
    }

    pub(crate) fn len(&self) -> usize {
        self.stranger(self.strangers.len())
    }
}

#[derive(Debug)]
pub(crate) struct CompiledRule {
    pub(crate) action: Action,
    pub(crate) peers: Bits,
    /// `None` is every port.
    pub(crate) ports: Option<PortSet>,
    pub(crate) named: Vec<(Option<Protocol>, String)>,
    /// Place in the policy's side.
    pub(crate) rule: usize,
}

#[derive(Debug, Default)]
pub(crate) struct CompiledSide {
    pub(crate) isolates: bool,
    pub(crate) rules: Vec<CompiledRule>,
}

/// A policy ready to be asked; at the same place as the policy itself.
#[derive(Debug)]
pub(crate) struct Compiled {
    pub(crate) ingress: CompiledSide,
    pub(crate) egress: CompiledSide,
}

impl Compiled {
    pub(crate) fn side(&self, direction: Direction) -> &CompiledSide {
        match direction {
            Direction::Ingress => &self.ingress,
            Direction::Egress => &self.egress,
        }
    }
}

/// Destination classes by the ports they declare under one name.
pub(crate) type Declared = Vec<(PortSet, Bits)>;

#[derive(Debug)]
pub(crate) struct Plan<'s> {
    pub(crate) layout: Layout,
    /// In the order in which they are asked.
    pub(crate) policies: Vec<Policy<'s>>,
    pub(crate) compiled: Vec<Compiled>,
    /// Per class, the policies that speak about its ingress and about its egress, in order.
    pub(crate) ingress: Vec<Vec<usize>>,
    pub(crate) egress: Vec<Vec<usize>>,
    pub(crate) declared: FxHashMap<(Option<Protocol>, String), Declared>,
    /// Names of ports, numbered for pods that do not exist yet.
    pub(crate) port_names: Vec<String>,
}

impl Plan<'_> {
    pub(crate) fn selected(&self, direction: Direction, class: usize) -> &[usize] {
        let lists = match direction {
            Direction::Ingress => &self.ingress,
            Direction::Egress => &self.egress,
        };
        lists.get(class).map(Vec::as_slice).unwrap_or_default()
    }
}

/// What the compiler is told besides the policies.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Settings {
    /// Also answer for pods that do not exist yet.
    pub(crate) strangers: bool,
    /// No policy of any kind sees pods on the host's network.
    pub(crate) host_network_exempt: bool,
}

pub(crate) fn plan<'s>(who: &Who<'s>, mut policies: Vec<Policy<'s>>, settings: Settings) -> Plan<'s> {
    let name = |p: &Policy<'s>| (p.object.namespace(), p.object.name(), p.object.id());
    policies.sort_by(|a, b| (a.tier, a.order, name(a)).cmp(&(b.tier, b.order, name(b))));
    let atoms = ip::atoms(all_peers(&policies).flat_map(ranges));
    let layout = Layout {
        classes: who.classes.len(),
        sources: told_apart(&policies, Direction::Ingress, &atoms),
        targets: told_apart(&policies, Direction::Egress, &atoms),
        atoms,
        strangers: if settings.strangers { strangers(&policies, &mut Index::new(who)) } else { Vec::new() },
    };
    let mut compiler = Compiler {
        who,
        settings,
        index: Index::new(who),
        layout,
        port_names: port_names(&policies),
        declared: FxHashMap::default(),
    };
    let compiled = policies.iter().map(|p| compiler.policy(p)).collect();
    let (mut ingress, mut egress) =
        (vec![Vec::new(); who.classes.len()], vec![Vec::new(); who.classes.len()]);
    for (at, policy) in policies.iter().enumerate() {
        for class in compiler.subjects(policy) {
            for (applies, lists) in
                [(policy.ingress.applies, &mut ingress), (policy.egress.applies, &mut egress)]
            {
                if let Some(list) = lists.get_mut(class).filter(|_| applies) {
                    list.push(at);
                }
            }
        }
    }
    let Compiler { layout, port_names, declared, .. } = compiler;
    Plan { layout, policies, compiled, ingress, egress, declared, port_names }
}

fn told_apart(policies: &[Policy<'_>], direction: Direction, atoms: &[IpRange]) -> Vec<(usize, IpRange)> {
    let peers = policies.iter().flat_map(|p| &p.side(direction).rules);
    let peers = peers.flat_map(|rule| rule.peers.iter().chain(&rule.except));
    let pieces = ip::atoms(peers.flat_map(ranges));
    let first = |piece: &IpRange| atoms.iter().position(|a| piece.contains(a)).unwrap_or_default();
    pieces.into_iter().map(|piece| (first(&piece), piece)).collect()
}

fn all_rules<'p>(policies: &'p [Policy<'_>]) -> impl Iterator<Item = &'p Rule> {
    policies.iter().flat_map(|p| p.ingress.rules.iter().chain(&p.egress.rules))
}

fn all_peers<'p>(policies: &'p [Policy<'_>]) -> impl Iterator<Item = &'p Peer> {
    all_rules(policies).flat_map(|rule| rule.peers.iter().chain(&rule.except))
}

pub(crate) fn ranges(peer: &Peer) -> Vec<IpRange> {
    match peer {
        Peer::Net { block, except } => std::iter::once(*block).chain(except.iter().copied()).collect(),
        Peer::Anyone | Peer::Pods(_) | Peer::HostNetwork | Peer::Entry => Vec::new(),
    }
}

/// Each way in which some rule selects pods, except "all pods of all namespaces", which comes first in any case.
/// Labels that pods already carry stand for those pods, unless expressions leave room for others.
fn strangers(policies: &[Policy<'_>], index: &mut Index<'_, '_>) -> Vec<Pods> {
    let anyone = Pods { namespaces: Namespaces::any(), pods: crate::selector::Selector::all() };
    let mut found: Vec<Pods> = all_peers(policies)
        .filter_map(|peer| match peer {
            Peer::Pods(pods) => Some(pods.clone()),
            Peer::Anyone | Peer::Net { .. } | Peer::HostNetwork | Peer::Entry => None,
        })
        .filter(|pods| *pods != anyone && (!is_plain(pods) || index.select(pods).is_empty()))
        .collect();
    // Stable: of two that differ in writing only, the first is shown.
    found.sort();
    found.dedup();
    found.insert(0, anyone);
    found
}

/// Labels of pods by their values, and namespaces likewise: nothing left open.
fn is_plain(pods: &Pods) -> bool {
    let by_value = |s: &crate::selector::Selector| {
        !s.is_expression() && s.demands().iter().all(|d| d.operator == Operator::Equals)
    };
    let namespaces = match &pods.namespaces {
        Namespaces::Named(_) => true,
        Namespaces::Matching(selector) => by_value(selector),
    };
    namespaces && !pods.pods.is_all() && by_value(&pods.pods)
}

fn port_names(policies: &[Policy<'_>]) -> Vec<String> {
    let mut names: Vec<String> = all_rules(policies)
        .flat_map(|rule| rule.ports.iter().flatten())
        .filter_map(|port| match port {
            PortMatch::Named { name, .. } => Some(name.clone()),
            PortMatch::Exact(_) => None,
        })
        .collect();
    names.sort_unstable();
    names.dedup();
    // One number fewer than there is room for: the last one stands for every other name.
    names.truncate(NAMES as usize - 1);
    names
}

pub(crate) struct Compiler<'w, 's> {
    pub(crate) who: &'w Who<'s>,
    pub(crate) settings: Settings,
    pub(crate) index: Index<'w, 's>,
    pub(crate) layout: Layout,
    pub(crate) port_names: Vec<String>,
    pub(crate) declared: FxHashMap<(Option<Protocol>, String), Declared>,
}

impl Compiler<'_, '_> {
    pub(crate) fn policy(&mut self, policy: &Policy<'_>) -> Compiled {
        let mut side = |direction| {
            let side = policy.side(direction);
            let rules = side.rules.iter().enumerate();
            CompiledSide {
                isolates: side.isolates,
                rules: rules.map(|(at, rule)| self.rule(at, rule, policy)).collect(),
            }
        };
        Compiled { ingress: side(Direction::Ingress), egress: side(Direction::Egress) }
    }

    fn rule(&mut self, at: usize, rule: &Rule, policy: &Policy<'_>) -> CompiledRule {
        let mut peers = self.peers(&rule.peers, policy);
        if !rule.except.is_empty() {
            peers = peers.and_not(&self.peers(&rule.except, policy));
        }
        let mut exact = PortSet::none();
        let mut named = Vec::new();
        for port in rule.ports.iter().flatten() {
            match port {
                PortMatch::Exact(ports) => exact = exact.union(ports),
                PortMatch::Named { protocol, name } => {
                    self.declare(*protocol, name);
                    named.push((*protocol, name.clone()));
                }
            }
        }
        CompiledRule {
            action: rule.action,
            peers,
            ports: rule.ports.as_ref().map(|_| exact),
            named,
            rule: at,
        }
    }

    fn peers(&mut self, list: &[Peer], policy: &Policy<'_>) -> Bits {
        let mut peers = Bits::none(self.layout.len());
        for peer in list {
            match peer {
                Peer::Anyone => peers = Bits::all(self.layout.len()),
                Peer::Net { block, except } => self.net(&mut peers, block, except),
                Peer::Pods(pods) => self.pods(&mut peers, pods, policy.skips_host_network),
                Peer::Entry => peers.insert(self.layout.entry()),
                Peer::HostNetwork => {
                    let classes = self.who.classes.iter().enumerate();
                    classes.filter(|(_, c)| c.host_network).for_each(|(at, _)| peers.insert(at));
                }
            }
        }
        peers
    }

    fn net(&self, peers: &mut Bits, block: &IpRange, except: &[IpRange]) {
        for (at, atom) in self.layout.atoms.iter().enumerate() {
            if block.contains(atom) && !except.iter().any(|e| e.contains(atom)) {
                peers.insert(self.layout.atom(at));
            }
        }
    }

    fn pods(&mut self, peers: &mut Bits, pods: &Pods, skips_host_network: bool) {
        let skips = skips_host_network || self.settings.host_network_exempt;
        for &class in self.index.select(pods).iter() {
            if !(skips && self.who.classes.get(class).is_some_and(|c| c.host_network)) {
                peers.insert(class);
            }
        }
        if let Namespaces::Matching(namespaces) = &pods.namespaces
            && namespaces.matches(|_| None)
            && pods.pods.matches(|_| None)
        {
            peers.insert(self.layout.entry());
        }
        for (at, stranger) in self.layout.strangers.iter().enumerate() {
            if covers(pods, stranger) {
                peers.insert(self.layout.stranger(at));
            }
        }
    }

    pub(crate) fn subjects(&mut self, policy: &Policy<'_>) -> Vec<usize> {
        let skips = policy.skips_host_network || self.settings.host_network_exempt;
        let classes = self.index.select(&policy.subject);
        let on_host = |class: usize| self.who.classes.get(class).is_some_and(|c| c.host_network);
        classes.iter().copied().filter(|class| !(skips && on_host(*class))).collect()
    }

    /// Groups the classes that declare a port of this name by the number behind it.
    fn declare(&mut self, protocol: Option<Protocol>, name: &str) {
        let key = (protocol, name.to_owned());
        if self.declared.contains_key(&key) {
            return;
        }
        let mut groups: FxHashMap<PortSet, Bits> = FxHashMap::default();
        for (at, class) in self.who.classes.iter().enumerate() {
            let ports = named_ports(&class.ports, protocol, name);
            if !ports.is_empty() {
                groups.entry(ports).or_insert_with(|| Bits::none(self.layout.len())).insert(at);
            }
        }
        if let Ok(number) = self.port_names.binary_search_by(|n| n.as_str().cmp(name))
            && !self.layout.strangers.is_empty()
        {
            let number = u32::try_from(number).unwrap_or(NAMES);
            let by_name = |p: Protocol| protocol.is_none_or(|wanted| wanted == p);
            let ports = Protocol::ALL.into_iter().filter(|p| by_name(*p));
            let ports = ports.fold(PortSet::none(), |all, p| all.union(&PortSet::named(p, number)));
            let mut bits = Bits::none(self.layout.len());
            (0..self.layout.strangers.len()).for_each(|at| bits.insert(self.layout.stranger(at)));
            groups.insert(ports, bits);
        }
        let mut groups: Declared = groups.into_iter().collect();
        groups.sort_by(|a, b| a.0.cmp(&b.0));
        self.declared.insert(key, groups);
    }
}

/// The ports behind a name.
pub(crate) fn named_ports(
    ports: &[crate::who::DeclaredPort<'_>],
    protocol: Option<Protocol>,
    name: &str,
) -> PortSet {
    let fits = |p: &&crate::who::DeclaredPort<'_>| {
        !name.is_empty() && p.name == name && protocol.is_none_or(|w| w == p.protocol)
    };
    ports.iter().filter(fits).fold(PortSet::none(), |all, p| all.union(&PortSet::port(p.protocol, p.port)))
}

/// True when every pod the stranger can stand for is selected, as far as the words of the selectors say.
fn covers(rule: &Pods, stranger: &Pods) -> bool {
    let namespaces = match (&rule.namespaces, &stranger.namespaces) {
        (Namespaces::Named(a), Namespaces::Named(b)) => a == b,
        (Namespaces::Matching(a), Namespaces::Matching(b)) => a.covers(b),
        (Namespaces::Matching(a), Namespaces::Named(_)) => a.is_all(),
        (Namespaces::Named(_), Namespaces::Matching(_)) => false,
    };
    namespaces && rule.pods.covers(&stranger.pods)
}
