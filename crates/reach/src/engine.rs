//! Builds everything from a snapshot and answers.

use std::collections::BTreeMap;

use holdfast_inventory::Snapshot;
use holdfast_model::Gap;
use rustc_hash::FxHashMap;

use crate::bits::Bits;
use crate::compile::{self, Plan, Settings};
use crate::entry::{self, Entry};
use crate::networks::{Network, Networks};
use crate::policy::{Direction, Policy};
use crate::ports::PortSet;
use crate::row::{Row, evaluate};
use crate::who::{DeclaredPort, Who, Workload, WorkloadId};
use crate::{admin, doubts, kinds};

/// Whether network policies hold for pods on the host's network: <https://kubernetes.io/docs/concepts/services-networking/network-policies/#networkpolicy-and-hostnetwork-pods>.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum HostNetwork {
    /// As for any pod, where the network plugin can tell their traffic from the node's.
    #[default]
    LikePods,
    /// Not at all: what most network plugins do.
    Exempt,
}

#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    pub host_network: HostNetwork,
    /// Also answer [`Engine::exposure`], which costs more.
    pub exposure: bool,
}

/// Answers who reaches whom.
#[derive(Debug)]
pub struct Engine<'s> {
    pub(crate) who: Who<'s>,
    pub(crate) networks: Networks,
    pub(crate) plan: Plan<'s>,
    pub(crate) entries: Vec<Entry>,
    rows: Vec<Row>,
    primary: Sides,
    secondary: BTreeMap<usize, Sides>,
    /// Namespaces of policies that were not understood in full; empty for the whole cluster.
    pub(crate) doubtful: Vec<&'s str>,
    gaps: Vec<Gap>,
    notes: Vec<String>,
}

/// Per class, the number of its row.
#[derive(Debug, Default)]
struct Sides {
    ingress: Vec<usize>,
    egress: Vec<usize>,
}

impl<'s> Engine<'s> {
    pub fn new(snapshot: &'s Snapshot, options: Options) -> Self {
        let (mut gaps, mut notes) = (Vec::new(), Vec::new());
        let networks = Networks::read(snapshot, &mut gaps, &mut notes);
        let who = Who::read(snapshot, &networks);
        let mut doubtful = Vec::new();
        let policies = kinds::policies(snapshot, &mut gaps, &mut notes, &mut doubtful);
        admin::check_ranks(&policies, &mut gaps);
        doubts::twice(snapshot, &mut gaps);
        doubts::host_network(&who, options, &mut notes);
        let settings = Settings {
            strangers: options.exposure,
            host_network_exempt: options.host_network == HostNetwork::Exempt,
        };
        let plan = compile::plan(&who, policies, settings);
        let entries = entry::read(snapshot, &who, &mut notes);
        let mut rows = Rows { plan: &plan, who: &who, made: Vec::new(), known: FxHashMap::default() };
        let primary = rows.sides(|policy| policy.networks.is_empty());
        let mut secondary = BTreeMap::new();
        for (at, network) in networks.all.iter().enumerate().filter(|(_, n)| n.is_secondary()) {
            secondary.insert(at, rows.sides(|policy| policy.networks.contains(&network.name)));
        }
        let rows = rows.made;
        let mut engine =
            Self { who, networks, plan, entries, rows, primary, secondary, doubtful, gaps, notes };
        engine.doubt();
        engine
    }

    /// What can only be said once everything is known.
    fn doubt(&mut self) {
        let mut gaps = std::mem::take(&mut self.gaps);
        doubts::unlike_pods(self, &mut gaps);
        gaps.sort();
        gaps.dedup();
        self.gaps = gaps;
        doubts::unknown_port_names(&self.plan, &mut self.notes);
        self.notes.sort();
        self.notes.dedup();
    }

    /// Sorted by namespace, name and kind.
    pub fn workloads(&self) -> &[Workload<'s>] {
        &self.who.workloads
    }

    pub fn workload(&self, id: WorkloadId) -> Option<&Workload<'s>> {
        self.who.workloads.get(id.0 as usize)
    }

    /// The workload of that namespace, name and kind.
    pub fn find(&self, namespace: &str, name: &str, kind: &str) -> Option<WorkloadId> {
        let key = |w: &Workload<'s>| (w.namespace, w.name, w.kind);
        let at = self.who.workloads.binary_search_by(|w| key(w).cmp(&(namespace, name, kind))).ok()?;
        u32::try_from(at).ok().map(WorkloadId)
    }

    /// Every network, the pod network first, then by kind and name.
    pub fn networks(&self) -> &[Network] {
        &self.networks.all
    }

    /// The primary network of the workload and its secondary ones, as places in [`Self::networks`].
    pub fn networks_of(&self, workload: &Workload<'_>) -> (usize, Vec<usize>) {
        let classes = workload.classes.iter().filter_map(|c| self.who.classes.get(*c));
        let mut attached: Vec<usize> = classes.flat_map(|c| c.attached.iter().copied()).collect();
        attached.sort_unstable();
        attached.dedup();
        (workload.network, attached)
    }

    /// True when virtual machines are among the workloads.
    pub fn has_machines(&self) -> bool {
        self.who.machines
    }

    /// Policies and other objects that could not be understood in full.
    pub fn gaps(&self) -> &[Gap] {
        &self.gaps
    }

    /// What a reader of the answer should know: nothing that is missing from it.
    pub fn notes(&self) -> &[String] {
        &self.notes
    }

    /// Number of policies that were read, of any kind.
    pub fn policy_count(&self) -> usize {
        self.plan.policies.len()
    }

    /// On which ports some pod of one workload reaches some pod of another, over any network both are on.
    pub fn reaches(&self, from: WorkloadId, to: WorkloadId) -> PortSet {
        let (Some(from), Some(to)) = (self.workload(from), self.workload(to)) else { return PortSet::none() };
        let mut ports = PortSet::none();
        for network in 0..self.networks.all.len() {
            for &a in &from.classes {
                for &b in &to.classes {
                    if self.is_on(a, network) && self.is_on(b, network) {
                        ports = ports.union(&self.between(network, a, b));
                    }
                }
            }
        }
        ports
    }

    /// On which ports pods of one class reach pods of another.
    pub(crate) fn between(&self, network: usize, from: usize, to: usize) -> PortSet {
        let out = self.row(network, Direction::Egress, from).ports(to);
        let into = self.row(network, Direction::Ingress, to).ports(from);
        out.zip(into).map(|(out, into)| out.intersect(into)).unwrap_or_default()
    }

    pub(crate) fn is_on(&self, class: usize, network: usize) -> bool {
        self.who.classes.get(class).is_some_and(|c| c.network == network || c.attached.contains(&network))
    }

    /// The classes on a network.
    pub(crate) fn members(&self, network: usize) -> Bits {
        let mut members = Bits::none(self.plan.layout.len());
        (0..self.who.classes.len()).filter(|c| self.is_on(*c, network)).for_each(|c| members.insert(c));
        members
    }

    pub(crate) fn row_id(&self, network: usize, direction: Direction, class: usize) -> usize {
        let sides = self.secondary.get(&network).unwrap_or(&self.primary);
        let rows = match direction {
            Direction::Ingress => &sides.ingress,
            Direction::Egress => &sides.egress,
        };
        rows.get(class).copied().unwrap_or(usize::MAX)
    }

    pub(crate) fn row(&self, network: usize, direction: Direction, class: usize) -> &Row {
        static NOBODY: Row = Row { blocks: Vec::new() };
        self.rows.get(self.row_id(network, direction, class)).unwrap_or(&NOBODY)
    }
}

/// Rows by what decides them: classes under the same policies share one.
struct Rows<'r, 's> {
    plan: &'r Plan<'s>,
    who: &'r Who<'s>,
    made: Vec<Row>,
    known: FxHashMap<(Direction, Vec<usize>, Vec<DeclaredPort<'s>>), usize>,
}

impl<'s> Rows<'_, 's> {
    fn sides(&mut self, is_for: impl Fn(&Policy<'s>) -> bool) -> Sides {
        let of = |rows: &mut Self, direction| {
            (0..rows.who.classes.len()).map(|class| rows.row(direction, class, &is_for)).collect()
        };
        Sides { ingress: of(self, Direction::Ingress), egress: of(self, Direction::Egress) }
    }

    fn row(&mut self, direction: Direction, class: usize, is_for: &impl Fn(&Policy<'s>) -> bool) -> usize {
        let selected = self.plan.selected(direction, class).iter().copied();
        let policies: Vec<usize> =
            selected.filter(|at| self.plan.policies.get(*at).is_some_and(is_for)).collect();
        let named = |at: &usize| {
            let compiled = self.plan.compiled.get(*at);
            compiled.is_some_and(|c| c.side(direction).rules.iter().any(|r| !r.named.is_empty()))
        };
        let own = match self.who.classes.get(class) {
            Some(class) if direction == Direction::Ingress && policies.iter().any(named) => {
                class.ports.iter().filter(|p| !p.name.is_empty()).copied().collect()
            }
            _ => Vec::new(),
        };
        let key = (direction, policies, own);
        if let Some(known) = self.known.get(&key) {
            return *known;
        }
        let at = self.made.len();
        self.made.push(evaluate(self.plan, &key.1, direction, &key.2));
        self.known.insert(key, at);
        at
    }
}
