//! All pairs of one network, in the order of their labels.

use rustc_hash::FxHashMap;

use crate::bits::Bits;
use crate::engine::Engine;
use crate::entry::EntryKind;
use crate::ip::IpRange;
use crate::networks::NetworkKind;
use crate::policy::Direction;
use crate::ports::PortSet;
use crate::who::{WorkloadId, label_on};

/// One end of a connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum End {
    Workload(WorkloadId),
    /// Addresses outside the cluster that no policy tells apart.
    External(IpRange),
    /// Who hands requests from outside to services.
    Entry(EntryKind),
}

/// Connections that are possible, as far as network policies decide.
#[derive(Clone, Copy, Debug)]
pub struct Connection<'c> {
    pub from: End,
    pub to: End,
    pub ports: &'c PortSet,
}

/// An end with its label on the network.
struct Shown {
    label: String,
    end: End,
}

impl Engine<'_> {
    /// How an end is written: `shop/web[Deployment]`, `0.0.0.0-255.255.255.255[External]`, `{ingress-controller}`.
    pub fn label(&self, end: End, network: usize) -> String {
        match end {
            End::Workload(id) => {
                let kind = self.networks.all.get(network).map_or(NetworkKind::Pod, |n| n.kind);
                self.workload(id).map(|w| label_on(w, kind)).unwrap_or_default()
            }
            End::External(range) => format!("{range}[External]"),
            End::Entry(kind) => format!("{{{}}}", kind.as_str()),
        }
    }

    /// Calls back for each pair of ends of the network between which something is allowed, sorted by label.
    /// A workload is not paired with itself.
    pub fn connections(&self, network: usize, tell: &mut dyn FnMut(&Connection<'_>, &str, &str)) {
        let ends = self.ends(network);
        let table = Table::new(self, network, &ends);
        let mut cache = Cache::default();
        for from in &ends {
            let mut row: Vec<(usize, PortSet)> = Vec::new();
            match from.end {
                End::Workload(id) => self.workload_row(id, network, &table, &mut cache, &mut row),
                End::External(range) => self.external_row(range, network, &ends, &mut row),
                End::Entry(kind) => self.entry_row(kind, network, &ends, &mut row),
            }
            row.sort_by_key(|(to, _)| *to);
            row.dedup_by(|next, kept| {
                let same = next.0 == kept.0;
                if same {
                    kept.1 = kept.1.union(&next.1);
                }
                same
            });
            for (to, ports) in &row {
                if let Some(to) = ends.get(*to).filter(|to| to.end != from.end) {
                    tell(&Connection { from: from.end, to: to.end, ports }, &from.label, &to.label);
                }
            }
        }
    }

    /// Every end on the network, sorted by label.
    fn ends(&self, network: usize) -> Vec<Shown> {
        let is_on = |classes: &[usize]| classes.iter().any(|c| self.is_on(*c, network));
        let workloads = self.who.workloads.iter().enumerate().filter(|(_, w)| is_on(&w.classes));
        let mut ends: Vec<End> = workloads
            .filter_map(|(at, _)| Some(End::Workload(WorkloadId(u32::try_from(at).ok()?))))
            .collect();
        if !self.networks.all.get(network).is_some_and(crate::Network::is_secondary) {
            for direction in Direction::BOTH {
                ends.extend(self.shown_ranges(direction).map(|(_, range)| End::External(range)));
            }
            ends.extend(EntryKind::ALL.into_iter().map(End::Entry));
        }
        let mut ends: Vec<Shown> =
            ends.into_iter().map(|end| Shown { label: self.label(end, network), end }).collect();
        ends.sort_unstable_by(|a, b| (&a.label, a.end).cmp(&(&b.label, b.end)));
        ends.dedup_by_key(|shown| shown.end);
        ends
    }

    /// Address ranges that the direction's rules tell apart, each with the number of a peer in it.
    /// Version 6 is shown once some rule names a version 6 block.
    pub(crate) fn shown_ranges(&self, direction: Direction) -> impl Iterator<Item = (usize, IpRange)> + '_ {
        let ranges = match direction {
            Direction::Ingress => &self.plan.layout.sources,
            Direction::Egress => &self.plan.layout.targets,
        };
        let with_v6 = ranges.iter().filter(|(_, r)| r.v6).count() > 1;
        let shown = ranges.iter().filter(move |(_, r)| !r.v6 || with_v6);
        shown.map(|(atom, range)| (self.plan.layout.atom(*atom), *range))
    }

    fn workload_row(
        &self,
        id: WorkloadId,
        network: usize,
        table: &Table,
        cache: &mut Cache,
        row: &mut Vec<(usize, PortSet)>,
    ) {
        let classes = self.workload(id).map(|w| w.classes.as_slice()).unwrap_or_default();
        for &from in classes.iter().filter(|c| self.is_on(**c, network)) {
            let out = self.row(network, Direction::Egress, from);
            let reached = table.reached(from);
            for (peers, ports) in &out.blocks {
                for to in peers.and(&reached).iter() {
                    let Some(into) = self.row(network, Direction::Ingress, to).ports(from) else { continue };
                    let both = cache.intersect(ports, into);
                    if !both.is_empty() {
                        let shown = table.shown.get(to).into_iter().flatten();
                        row.extend(shown.map(|at| (*at, both.clone())));
                    }
                }
            }
            for (peer, at) in &table.targets {
                row.extend(out.ports(*peer).map(|ports| (*at, ports.clone())));
            }
        }
    }

    fn external_row(&self, range: IpRange, network: usize, ends: &[Shown], row: &mut Vec<(usize, PortSet)>) {
        let mut shown = self.shown_ranges(Direction::Ingress);
        let Some((peer, _)) = shown.find(|(_, r)| *r == range) else { return };
        self.towards_workloads(network, ends, row, |class| {
            self.row(network, Direction::Ingress, class).ports(peer).cloned()
        });
    }

    fn entry_row(&self, kind: EntryKind, network: usize, ends: &[Shown], row: &mut Vec<(usize, PortSet)>) {
        let peer = self.plan.layout.entry();
        self.towards_workloads(network, ends, row, |class| {
            let wanted = self.entries.iter().filter(|e| e.kind == kind && e.class == class);
            let wanted = wanted.fold(PortSet::none(), |all, entry| all.union(&entry.ports));
            Some(self.row(network, Direction::Ingress, class).ports(peer)?.intersect(&wanted))
        });
    }

    fn towards_workloads(
        &self,
        network: usize,
        ends: &[Shown],
        row: &mut Vec<(usize, PortSet)>,
        ports: impl Fn(usize) -> Option<PortSet>,
    ) {
        for (at, shown) in ends.iter().enumerate() {
            let End::Workload(id) = shown.end else { continue };
            let classes = self.workload(id).map(|w| w.classes.as_slice()).unwrap_or_default();
            let found = classes.iter().filter(|c| self.is_on(**c, network)).filter_map(|c| ports(*c));
            let ports = found.fold(PortSet::none(), |all, ports| all.union(&ports));
            if !ports.is_empty() {
                row.push((at, ports));
            }
        }
    }
}

/// Per class: the ends it belongs to, and the classes that let it in on some port.
struct Table {
    shown: Vec<Vec<usize>>,
    lets_in: Vec<Bits>,
    /// Classes that let every class in.
    open: Bits,
    /// Address ranges that can be reached: the number of a peer, and the end.
    targets: Vec<(usize, usize)>,
}

impl Table {
    fn new(engine: &Engine<'_>, network: usize, ends: &[Shown]) -> Self {
        let count = engine.who.classes.len();
        let len = engine.plan.layout.len();
        let members = engine.members(network);
        let mut shown = vec![Vec::new(); count];
        for (at, end) in ends.iter().enumerate() {
            let End::Workload(id) = end.end else { continue };
            for class in engine.workload(id).map(|w| w.classes.as_slice()).unwrap_or_default() {
                if let Some(list) = shown.get_mut(*class) {
                    list.push(at);
                }
            }
        }
        // Classes by the row they share.
        let mut sharing: FxHashMap<usize, Vec<usize>> = FxHashMap::default();
        for class in members.iter() {
            sharing.entry(engine.row_id(network, Direction::Ingress, class)).or_default().push(class);
        }
        let place = |range: IpRange| ends.iter().position(|e| e.end == End::External(range));
        let targets = engine.shown_ranges(Direction::Egress);
        let targets = targets.filter_map(|(peer, range)| Some((peer, place(range)?))).collect();
        let mut table = Self { shown, lets_in: vec![Bits::none(0); count], open: Bits::none(len), targets };
        for classes in sharing.values() {
            let Some(first) = classes.first() else { continue };
            let peers = engine.row(network, Direction::Ingress, *first).peers(len);
            if members.and_not(&peers).is_empty() {
                for class in classes {
                    table.open.insert(*class);
                }
                continue;
            }
            for from in peers.and(&members).iter() {
                if let Some(bits) = table.lets_in.get_mut(from) {
                    if *bits == Bits::none(0) {
                        *bits = Bits::none(len);
                    }
                    for class in classes {
                        bits.insert(*class);
                    }
                }
            }
        }
        table
    }

    fn reached(&self, from: usize) -> Bits {
        let mut all = self.open.clone();
        if let Some(bits) = self.lets_in.get(from) {
            all.add(bits);
        }
        all
    }
}

/// Intersections made before: few different port sets meet again and again.
#[derive(Default)]
struct Cache {
    known: FxHashMap<(PortSet, PortSet), PortSet>,
}

impl Cache {
    fn intersect(&mut self, a: &PortSet, b: &PortSet) -> PortSet {
        if a == b || b.is_all() {
            return a.clone();
        }
        if a.is_all() {
            return b.clone();
        }
        let key = (a.clone(), b.clone());
        self.known.entry(key).or_insert_with(|| a.intersect(b)).clone()
    }
}
