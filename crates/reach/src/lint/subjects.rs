//! What each policy selects, turned around once from what each class is selected by.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::engine::Engine;
use crate::policy::Direction;

pub(super) struct Subjects<'e> {
    /// Per policy, the classes it selects, in order.
    ingress: Vec<Vec<usize>>,
    egress: Vec<Vec<usize>>,
    /// Policies by their namespace.
    near: FxHashMap<&'e str, Vec<usize>>,
    /// Namespaces in which something runs.
    pub(super) inhabited: FxHashSet<&'e str>,
}

impl<'e> Subjects<'e> {
    pub(super) fn of(engine: &'e Engine<'_>) -> Self {
        let policies = &engine.plan.policies;
        let mut all = Self {
            ingress: vec![Vec::new(); policies.len()],
            egress: vec![Vec::new(); policies.len()],
            near: FxHashMap::default(),
            inhabited: engine.who.workloads.iter().map(|workload| workload.namespace).collect(),
        };
        for class in 0..engine.who.classes.len() {
            for (direction, lists) in
                [(Direction::Ingress, &mut all.ingress), (Direction::Egress, &mut all.egress)]
            {
                for policy in engine.plan.selected(direction, class) {
                    if let Some(list) = lists.get_mut(*policy) {
                        list.push(class);
                    }
                }
            }
        }
        for (at, policy) in policies.iter().enumerate() {
            all.near.entry(policy.object.namespace()).or_default().push(at);
        }
        all
    }

    /// The classes that a policy speaks about in one direction.
    pub(super) fn in_direction(&self, direction: Direction, policy: usize) -> &[usize] {
        let lists = match direction {
            Direction::Ingress => &self.ingress,
            Direction::Egress => &self.egress,
        };
        lists.get(policy).map(Vec::as_slice).unwrap_or_default()
    }

    pub(super) fn selects_any(&self, policy: usize) -> bool {
        Direction::BOTH.into_iter().any(|direction| !self.in_direction(direction, policy).is_empty())
    }

    /// Policies of one namespace.
    pub(super) fn of_namespace(&self, namespace: &str) -> &[usize] {
        self.near.get(namespace).map(Vec::as_slice).unwrap_or_default()
    }
}
