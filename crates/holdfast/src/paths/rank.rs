use std::collections::HashMap;

use holdfast_graph::{Facts, Graph};
use holdfast_inventory::Snapshot;
use holdfast_model::{Evidence, Finding};
use holdfast_posture::by_score;

/// What being a step of a path to a crown jewel adds to a finding's rank, out of 100.
const ON_A_PATH: u32 = 30;

/// Fields that steps of paths rest on, by object, each with the first path it is on.
type Fields = HashMap<u32, Vec<(String, String)>>;

/// Findings at a field that a real path to a crown jewel rests on come before their like, and say which path.
pub(crate) fn weigh(findings: &mut [Finding], snapshot: &Snapshot) {
    let fields = fields(snapshot);
    let mut moved = false;
    for finding in findings.iter_mut() {
        let resource = &finding.subject.resource;
        let object = snapshot.find(&resource.kind, &resource.namespace, &resource.name);
        let Some(known) = object.and_then(|object| fields.get(&object.id())) else { continue };
        let pointers: Vec<&str> = finding.evidence.iter().filter_map(Evidence::pointer).collect();
        let hit =
            known.iter().find(|(field, _)| pointers.iter().any(|pointer| is_same_place(field, pointer)));
        if let (Some((_, path)), Some(rank)) = (hit, finding.rank.as_mut()) {
            rank.score = (rank.score + ON_A_PATH).min(100);
            rank.why = format!("{}; {path}", rank.why);
            moved = true;
        }
    }
    if moved {
        by_score(findings);
    }
}

fn fields(snapshot: &Snapshot) -> Fields {
    let facts = Facts::new(snapshot);
    let graph = Graph::build(&facts);
    let question = graph.question();
    let mut fields = Fields::new();
    for path in graph.paths(&question) {
        let Some(entry) = question.entries.get(path.entry) else { continue };
        let says = format!("on the path from {} to {}", entry.label, graph.label(path.target));
        for (object, pointer) in path.steps.iter().flat_map(|step| graph.proof(graph.edge(*step)).places()) {
            let known = fields.entry(object).or_default();
            if !known.iter().any(|(field, _)| field == pointer) {
                known.push((pointer.to_owned(), says.clone()));
            }
        }
    }
    fields
}

/// One of the pointers is, or lies in, the other; the top of an object is no place.
fn is_same_place(a: &str, b: &str) -> bool {
    let within = |inner: &str, outer: &str| {
        !outer.is_empty()
            && inner.strip_prefix(outer).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    within(a, b) || within(b, a)
}

#[cfg(test)]
mod tests {
    use super::is_same_place;

    #[test]
    fn places_are_compared_by_their_parts() {
        assert!(is_same_place("/rules/0", "/rules/0/verbs/1"));
        assert!(is_same_place("/spec/hostPID", "/spec/hostPID"));
        assert!(!is_same_place("/rules/1", "/rules/10"));
        assert!(!is_same_place("", "/rules/1"));
    }
}
