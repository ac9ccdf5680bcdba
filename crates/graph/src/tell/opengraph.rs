use std::io::{self, Write};

use serde_json::{Value, json};

use super::dot::ends;
use crate::graph::{EdgeId, Graph};

/// Some edges as BloodHound's OpenGraph, <https://bloodhound.specterops.io/opengraph/schema>.
pub fn opengraph(graph: &Graph, edges: &[EdgeId], to: &mut dyn Write) -> io::Result<()> {
    let node = |vertex: crate::vertex::VertexId| {
        let label = graph.label(vertex);
        json!({
            "id": format!("holdfast-{}", vertex.0),
            "kinds": [format!("K8s{}", label.kind), "K8sBase"],
            "properties": {
                "name": label.to_string(),
                "namespace": label.namespace,
                "objectname": label.name,
                "replicas": graph.replicas(vertex),
            },
        })
    };
    let link = |id: &EdgeId| {
        let edge = graph.edge(*id);
        let kind = graph.kind(edge);
        json!({
            "kind": format!("K8s{}", camel(kind.id)),
            "start": {"value": format!("holdfast-{}", edge.from.0), "match_by": "id"},
            "end": {"value": format!("holdfast-{}", edge.to.0), "match_by": "id"},
            "properties": {
                "description": kind.title,
                "technique": kind.techniques.first().copied().unwrap_or_default(),
                "cost": kind.cost,
                "evidence": graph.proof(edge).says(),
                "traversable": !edge.latent,
            },
        })
    };
    let nodes: Vec<Value> = ends(graph, edges).into_iter().map(node).collect();
    let links: Vec<Value> = edges.iter().map(link).collect();
    serde_json::to_writer_pretty(
        &mut *to,
        &json!({"metadata": {"source_kind": "K8sBase"}, "graph": {"nodes": nodes, "edges": links}}),
    )?;
    writeln!(to)
}

/// `pod-exec` as `PodExec`: kinds hold letters and digits only.
fn camel(id: &str) -> String {
    let capital = |word: &str| {
        let mut letters = word.chars();
        letters
            .next()
            .map(|first| first.to_ascii_uppercase().to_string() + letters.as_str())
            .unwrap_or_default()
    };
    id.split('-').map(capital).collect()
}
