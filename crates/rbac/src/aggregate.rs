use holdfast_inventory::view::LabelSelector;
use rustc_hash::FxHashSet;

use crate::build::label;
use crate::index::{Index, RoleId};
use crate::rule::RuleId;

/// A ClusterRole while the index is built: how it is selected and what it selects.
#[derive(Debug)]
pub(crate) struct Member<'e> {
    pub(crate) role: RoleId,
    pub(crate) selects: Vec<Selects<'e>>,
}

/// One selector of an `aggregationRule`.
#[derive(Debug)]
pub(crate) enum Selects<'e> {
    Given(&'e LabelSelector<'e>),
    /// Label of a default role that is set to `true`.
    Default(&'static str),
}

impl Selects<'_> {
    fn matches<'l>(&self, label: impl Fn(&str) -> Option<&'l str>) -> bool {
        match self {
            Self::Given(selector) => selector.matches(label),
            Self::Default(key) => label(key) == Some("true"),
        }
    }
}

/// Gives every aggregated role the rules of all roles it selects, directly or through other aggregated roles.
///
/// The aggregation controller repeats one step until nothing changes; the result is the union over all roles that can be
/// reached. Each role is visited once per aggregated role, so cycles end.
pub(crate) fn aggregate(index: &mut Index<'_>, members: &[Member<'_>], own: &[Vec<RuleId>]) {
    let selected: Vec<Vec<usize>> = members.iter().map(|member| selected(index, members, member)).collect();
    for (at, member) in members.iter().enumerate() {
        if member.selects.is_empty() {
            continue;
        }
        let rules = union(index, own, members, &reached(&selected, at));
        if let Some(role) = index.roles.get_mut(member.role.0 as usize) {
            role.rules = rules;
        }
    }
}

/// Places in `members` of the roles one aggregated role selects.
fn selected(index: &Index<'_>, members: &[Member<'_>], aggregated: &Member<'_>) -> Vec<usize> {
    if aggregated.selects.is_empty() {
        return Vec::new();
    }
    let chosen = |other: &Member<'_>| {
        let role = index.role(other.role);
        other.role != aggregated.role && aggregated.selects.iter().any(|s| s.matches(|key| label(role, key)))
    };
    members.iter().enumerate().filter(|(_, other)| chosen(other)).map(|(at, _)| at).collect()
}

/// Everything reachable from one place, itself first.
fn reached(selected: &[Vec<usize>], from: usize) -> Vec<usize> {
    let mut seen = FxHashSet::from_iter([from]);
    let mut order = vec![from];
    let mut next = 0;
    while let Some(&here) = order.get(next) {
        next += 1;
        for &other in selected.get(here).into_iter().flatten() {
            if seen.insert(other) {
                order.push(other);
            }
        }
    }
    order
}

/// The rules of all these roles, each set of words once. Rules that a selected role states count as that role's, also
/// when the controller has already copied them into the aggregated role.
fn union(index: &Index<'_>, own: &[Vec<RuleId>], members: &[Member<'_>], reached: &[usize]) -> Box<[RuleId]> {
    let (first, others) = reached.split_at(reached.len().min(1));
    let plain = |at: &&usize| members.get(**at).is_some_and(|m| m.selects.is_empty());
    // Plain roles before aggregated ones: those state rules, these repeat them.
    let by_origin = others.iter().filter(plain).chain(others.iter().filter(|at| !plain(at))).chain(first);
    let mut seen = FxHashSet::default();
    let mut rules = Vec::new();
    for at in by_origin {
        let role = members.get(*at).map(|m| m.role.0 as usize);
        for &rule in role.and_then(|role| own.get(role)).into_iter().flatten() {
            if seen.insert(&index.rule(rule).words) {
                rules.push(rule);
            }
        }
    }
    rules.into_boxed_slice()
}
