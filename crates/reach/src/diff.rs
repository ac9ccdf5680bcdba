//! What changes between two estates: connections added, removed, widened, narrowed.

use std::collections::BTreeMap;

use crate::connections::End;
use crate::engine::Engine;
use crate::ip::{self, IpRange};
use crate::ports::PortSet;

/// The connections between two ends before and after; one of them may be none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    pub network: String,
    pub from: String,
    pub to: String,
    pub old: PortSet,
    pub new: PortSet,
}

impl Change {
    /// Something is possible that was not.
    pub fn opens(&self) -> bool {
        !self.new.minus(&self.old).is_empty()
    }
}

/// An end by its label, or an address range that is cut where either estate cuts.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Side {
    Named(String),
    Range(IpRange),
}

type Rows = BTreeMap<(String, Side, Side), PortSet>;

/// Every pair of ends between which something else is possible, sorted by network and label.
pub fn diff(old: &Engine<'_>, new: &Engine<'_>) -> Vec<Change> {
    let (old, new) = (rows(old), rows(new));
    let keys = old.keys().chain(new.keys());
    let ranges = keys.flat_map(|(_, a, b)| [a, b]).filter_map(|side| match side {
        Side::Range(range) => Some(*range),
        Side::Named(_) => None,
    });
    let atoms = ip::atoms(ranges);
    let (old, new) = (cut(&old, &atoms), cut(&new, &atoms));
    let mut keys: Vec<_> = old.keys().chain(new.keys()).collect();
    keys.sort_unstable();
    keys.dedup();
    let mut found: Vec<(String, Side, Side, PortSet, PortSet)> = Vec::new();
    for key in keys {
        let ports = |rows: &Rows| rows.get(key).cloned().unwrap_or_default();
        let (before, after) = (ports(&old), ports(&new));
        if before != after {
            let (network, from, to) = key.clone();
            found.push((network, from, to, before, after));
        }
    }
    joined(found)
}

fn rows(engine: &Engine<'_>) -> Rows {
    let mut rows = Rows::new();
    for (at, network) in engine.networks().iter().enumerate() {
        engine.connections(at, &mut |connection, from, to| {
            let side = |end: End, label: &str| match end {
                End::External(range) => Side::Range(range),
                End::Workload(_) | End::Entry(_) => Side::Named(label.to_owned()),
            };
            let key = (network.label(), side(connection.from, from), side(connection.to, to));
            rows.insert(key, connection.ports.clone());
        });
    }
    rows
}

fn cut(rows: &Rows, atoms: &[IpRange]) -> Rows {
    let pieces = |side: &Side| match side {
        Side::Range(range) => atoms.iter().filter(|a| range.contains(a)).map(|a| Side::Range(*a)).collect(),
        named @ Side::Named(_) => vec![named.clone()],
    };
    let mut found = Rows::new();
    for ((network, from, to), ports) in rows {
        for from in pieces(from) {
            for to in pieces(to) {
                found.insert((network.clone(), from.clone(), to), ports.clone());
            }
        }
    }
    found
}

/// Network, the named end on either side, and what is possible before and after.
type Group = (String, Option<String>, Option<String>, PortSet, PortSet);

/// Neighbouring ranges that change alike are one.
fn joined(found: Vec<(String, Side, Side, PortSet, PortSet)>) -> Vec<Change> {
    let mut groups: BTreeMap<Group, Vec<IpRange>> = BTreeMap::new();
    let mut changes = Vec::new();
    for (network, from, to, old, new) in found {
        match (from, to) {
            (Side::Range(range), Side::Named(to)) => {
                groups.entry((network, None, Some(to), old, new)).or_default().push(range);
            }
            (Side::Named(from), Side::Range(range)) => {
                groups.entry((network, Some(from), None, old, new)).or_default().push(range);
            }
            (Side::Named(from), Side::Named(to)) => changes.push(Change { network, from, to, old, new }),
            (Side::Range(_), Side::Range(_)) => {}
        }
    }
    for ((network, from, to, old, new), ranges) in groups {
        for range in merged(ranges) {
            let text = format!("{range}[External]");
            let end = |named: &Option<String>| named.clone().unwrap_or_else(|| text.clone());
            changes.push(Change {
                network: network.clone(),
                from: end(&from),
                to: end(&to),
                old: old.clone(),
                new: new.clone(),
            });
        }
    }
    changes.sort_by(|a, b| (&a.network, &a.from, &a.to).cmp(&(&b.network, &b.from, &b.to)));
    changes
}

fn merged(mut ranges: Vec<IpRange>) -> Vec<IpRange> {
    ranges.sort_unstable();
    let mut merged: Vec<IpRange> = Vec::new();
    for range in ranges {
        match merged.last_mut() {
            Some(last) if last.v6 == range.v6 && last.last.checked_add(1) == Some(range.first) => {
                last.last = range.last;
            }
            _ => merged.push(range),
        }
    }
    merged
}
