use holdfast_model::Evidence;

use crate::graph::{Edge, Graph};

/// One step in plain words: `container main of Deployment/web -n shop runs commands in Pod shop/db`.
pub fn sentence(graph: &Graph, edge: Edge) -> String {
    let mut from = graph.label(edge.from).to_string();
    if let Some(first) = from.get(..1).map(str::to_uppercase) {
        from.replace_range(..1, &first);
    }
    format!("{from} {} {}", graph.kind(edge).story, graph.label(edge.to))
}

/// Where the proof stands: `Role/debug -n shop /rules/0 (roles.yaml:7)`; the fact in words where there is no field.
pub fn evidence_line(evidence: &[Evidence]) -> String {
    let field = evidence.iter().find_map(|e| match e {
        Evidence::Field { pointer, value, object, place } => {
            let value = value.as_ref().map(|v| format!(" = {v}")).unwrap_or_default();
            let place = place.as_ref().map(|p| format!(" ({}:{})", p.file, p.line)).unwrap_or_default();
            Some(format!("{} {pointer}{value}{place}", object.as_deref().unwrap_or_default()))
        }
        Evidence::Fact { .. } | Evidence::Exchange { .. } => None,
    });
    let fact = || {
        evidence.iter().find_map(|e| match e {
            Evidence::Fact { text } => Some(text.clone()),
            Evidence::Field { .. } | Evidence::Exchange { .. } => None,
        })
    };
    field.or_else(fact).unwrap_or_default()
}
