use holdfast_inventory::Snapshot;
use holdfast_model::Evidence;
use serde::Serialize;

use crate::edge::Family;
use crate::graph::{Edge, Graph, Label};
use crate::vertex::VertexId;

/// Edges that lead to many are also told one by one, up to so many in all.
const MOST_EXPANDED: usize = 20_000;

/// One edge in reports.
#[derive(Clone, Debug, Serialize)]
pub struct EdgeRow {
    pub kind: &'static str,
    pub family: &'static str,
    pub from: Label,
    pub to: Label,
    /// The first of the techniques; empty for structure.
    pub technique: &'static str,
    pub techniques: &'static [&'static str],
    pub aliases: &'static [&'static str],
    /// How hard, 0 to 10.
    pub cost: u32,
    /// Seen, but of no effect as things are.
    pub latent: bool,
    /// Set where the edge leads to all of something, and this is one of them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub through: Option<Label>,
    pub evidence: Vec<Evidence>,
}

/// Every edge, sorted; an edge to all pods of a namespace (and the like) is followed by one to each of them.
pub fn edge_rows(graph: &Graph, snapshot: &Snapshot) -> Vec<EdgeRow> {
    let mut rows: Vec<EdgeRow> = graph.edges().iter().map(|e| row(graph, snapshot, *e, e.to)).collect();
    let mut expanded = Vec::new();
    for edge in graph.edges().iter().filter(|e| graph.kind(**e).family != Family::Structure) {
        if !graph.vertex(edge.to).kind.is_hub() {
            continue;
        }
        for member in members(graph, edge.to) {
            expanded.push((*edge, member));
            if expanded.len() > MOST_EXPANDED {
                return sorted(rows);
            }
        }
    }
    rows.extend(expanded.into_iter().map(|(edge, member)| EdgeRow {
        through: Some(graph.label(edge.to)),
        ..row(graph, snapshot, edge, member)
    }));
    sorted(rows)
}

fn sorted(mut rows: Vec<EdgeRow>) -> Vec<EdgeRow> {
    rows.sort_by(|a, b| (a.kind, &a.from, &a.to, &a.through).cmp(&(b.kind, &b.from, &b.to, &b.through)));
    rows
}

fn row(graph: &Graph, snapshot: &Snapshot, edge: Edge, to: VertexId) -> EdgeRow {
    let kind = graph.kind(edge);
    EdgeRow {
        kind: kind.id,
        family: kind.family.as_str(),
        from: graph.label(edge.from),
        to: graph.label(to),
        technique: kind.techniques.first().copied().unwrap_or_default(),
        techniques: kind.techniques,
        aliases: kind.aliases,
        cost: kind.cost,
        latent: edge.latent,
        through: None,
        evidence: graph.proof(edge).evidence(snapshot),
    }
}

/// What a hub stands for in the end.
fn members(graph: &Graph, hub: VertexId) -> Vec<VertexId> {
    let (mut open, mut found) = (vec![hub], Vec::new());
    while let Some(here) = open.pop() {
        for (_, edge) in graph.out(here).filter(|(_, e)| graph.kind(*e).id == "contains") {
            if graph.vertex(edge.to).kind.is_hub() {
                open.push(edge.to);
            } else {
                found.push(edge.to);
            }
            if found.len() > MOST_EXPANDED {
                return found;
            }
        }
    }
    found
}
