//! Another policy at the place of one: the plan with it, over the same layout of peers.

use crate::compile::{Compiler, Plan, Settings};
use crate::index::Index;
use crate::policy::{Direction, Policy};
use crate::who::Who;

/// Puts another policy at a place and compiles it; gives the classes it selects. The layout of peers stays.
pub(crate) fn replace<'s>(
    plan: &mut Plan<'s>,
    who: &Who<'s>,
    settings: Settings,
    at: usize,
    policy: Policy<'s>,
) -> Subjects {
    let mut compiler = Compiler {
        who,
        settings,
        index: Index::new(who),
        layout: std::mem::take(&mut plan.layout),
        port_names: std::mem::take(&mut plan.port_names),
        declared: std::mem::take(&mut plan.declared),
    };
    let compiled = compiler.policy(&policy);
    let classes = compiler.subjects(&policy);
    let Compiler { layout, port_names, declared, .. } = compiler;
    (plan.layout, plan.port_names, plan.declared) = (layout, port_names, declared);
    let subjects = Subjects { ingress: policy.ingress.applies, egress: policy.egress.applies, classes };
    if let (Some(slot), Some(old)) = (plan.compiled.get_mut(at), plan.policies.get_mut(at)) {
        (*slot, *old) = (compiled, policy);
    }
    subjects
}

/// Classes that a policy selects, sorted, and the directions it speaks about.
pub(crate) struct Subjects {
    ingress: bool,
    egress: bool,
    classes: Vec<usize>,
}

impl Plan<'_> {
    /// Takes the policy off the class's list, and puts it on again where it selects the class; true when it was or is there.
    pub(crate) fn replace_selected(
        &mut self,
        direction: Direction,
        class: usize,
        at: usize,
        subjects: &Subjects,
    ) -> bool {
        let (lists, applies) = match direction {
            Direction::Ingress => (&mut self.ingress, subjects.ingress),
            Direction::Egress => (&mut self.egress, subjects.egress),
        };
        let Some(list) = lists.get_mut(class) else { return false };
        let selects = applies && subjects.classes.binary_search(&class).is_ok();
        match (list.binary_search(&at), selects) {
            (Ok(_), true) => true,
            (Ok(place), false) => {
                list.remove(place);
                true
            }
            (Err(place), true) => {
                list.insert(place, at);
                true
            }
            (Err(_), false) => false,
        }
    }
}
