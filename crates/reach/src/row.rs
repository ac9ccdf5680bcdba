//! One class, one direction: which peers, on which ports.

use crate::bits::Bits;
use crate::compile::{CompiledRule, Plan, named_ports};
use crate::policy::{Action, Direction};
use crate::ports::PortSet;
use crate::who::DeclaredPort;

/// Peers by the ports allowed; a peer that is in no block has none.
#[derive(Clone, Debug, Default)]
pub(crate) struct Row {
    pub(crate) blocks: Vec<(Bits, PortSet)>,
}

impl Row {
    pub(crate) fn ports(&self, peer: usize) -> Option<&PortSet> {
        self.blocks.iter().find(|(peers, _)| peers.contains(peer)).map(|(_, ports)| ports)
    }

    /// Peers with any port at all.
    pub(crate) fn peers(&self, len: usize) -> Bits {
        let mut all = Bits::none(len);
        self.blocks.iter().for_each(|(peers, _)| all.add(peers));
        all
    }
}

/// Peers that were treated alike so far.
#[derive(Clone)]
struct Block {
    peers: Bits,
    open: PortSet,
    allowed: PortSet,
    /// Passed on to the next tier.
    passed: PortSet,
}

/// Walks the tiers of the given policies. `own` are the ports that the class itself names.
pub(crate) fn evaluate(
    plan: &Plan<'_>,
    policies: &[usize],
    direction: Direction,
    own: &[DeclaredPort<'_>],
) -> Row {
    let len = plan.layout.len();
    let mut blocks = vec![Block {
        peers: Bits::all(len),
        open: PortSet::all_and_names(),
        allowed: PortSet::none(),
        passed: PortSet::none(),
    }];
    let tier = |at: &usize| plan.policies.get(*at).map(|p| p.tier);
    for tier in policies.chunk_by(|a, b| tier(a) == tier(b)) {
        let mut isolates = false;
        for side in tier.iter().filter_map(|at| plan.compiled.get(*at)).map(|c| c.side(direction)) {
            isolates |= side.isolates;
            for rule in &side.rules {
                apply(plan, &mut blocks, rule, direction, own);
            }
        }
        for block in &mut blocks {
            let passed = std::mem::take(&mut block.passed);
            block.open = if isolates { passed } else { block.open.union(&passed) };
        }
        merge(&mut blocks);
    }
    finish(plan, blocks)
}

fn apply(
    plan: &Plan<'_>,
    blocks: &mut Vec<Block>,
    rule: &CompiledRule,
    direction: Direction,
    own: &[DeclaredPort<'_>],
) {
    let Some(exact) = &rule.ports else {
        return split(blocks, &rule.peers, &PortSet::all_and_names(), rule.action);
    };
    if direction == Direction::Ingress {
        let named = rule.named.iter().map(|(protocol, name)| named_ports(own, *protocol, name));
        let ports = named.fold(exact.clone(), |all, ports| all.union(&ports));
        return split(blocks, &rule.peers, &ports, rule.action);
    }
    split(blocks, &rule.peers, exact, rule.action);
    for declared in rule.named.iter().filter_map(|key| plan.declared.get(key)) {
        for (ports, classes) in declared {
            split(blocks, &rule.peers.and(classes), ports, rule.action);
        }
    }
}

fn split(blocks: &mut Vec<Block>, peers: &Bits, ports: &PortSet, action: Action) {
    let mut fresh = Vec::new();
    for block in blocks.iter_mut().filter(|b| b.peers.meets(peers)) {
        let decided = block.open.intersect(ports);
        if decided.is_empty() {
            continue;
        }
        let mut inside = Block { peers: block.peers.and(peers), ..block.clone() };
        inside.open = inside.open.minus(&decided);
        match action {
            Action::Allow => inside.allowed = inside.allowed.union(&decided),
            Action::Pass => inside.passed = inside.passed.union(&decided),
            Action::Deny => {}
        }
        block.peers = block.peers.and_not(peers);
        fresh.push(inside);
    }
    blocks.retain(|b| !b.peers.is_empty());
    blocks.append(&mut fresh);
    if blocks.len() > MERGE_AT {
        merge(blocks);
    }
}

/// More blocks than this are merged before going on.
const MERGE_AT: usize = 16;

/// Joins blocks that are in the same state.
fn merge(blocks: &mut Vec<Block>) {
    blocks.sort_by(|a, b| (&a.open, &a.allowed, &a.passed).cmp(&(&b.open, &b.allowed, &b.passed)));
    blocks.dedup_by(|next, kept| {
        let same = (&next.open, &next.allowed, &next.passed) == (&kept.open, &kept.allowed, &kept.passed);
        if same {
            kept.peers.add(&next.peers);
        }
        same
    });
}

/// What no tier decided is allowed. Only pods that do not exist yet have ports known by name alone.
fn finish(plan: &Plan<'_>, blocks: Vec<Block>) -> Row {
    let len = plan.layout.len();
    let mut strangers = Bits::none(len);
    (0..plan.layout.strangers.len()).for_each(|at| strangers.insert(plan.layout.stranger(at)));
    let mut done: Vec<(Bits, PortSet)> = Vec::new();
    let mut add = |peers: Bits, ports: PortSet| {
        if peers.is_empty() || ports.is_empty() {
            return;
        }
        match done.iter_mut().find(|(_, known)| *known == ports) {
            Some((known, _)) => known.add(&peers),
            None => done.push((peers, ports)),
        }
    };
    for block in blocks {
        let ports = block.allowed.union(&block.open);
        if strangers.is_empty() {
            add(block.peers, ports.numbers());
        } else {
            add(block.peers.and_not(&strangers), ports.numbers());
            add(block.peers.and(&strangers), ports);
        }
    }
    Row { blocks: done }
}
