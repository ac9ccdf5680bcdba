use std::collections::BTreeSet;
use std::io::{self, Write};

use crate::graph::{EdgeId, Graph};
use crate::vertex::{VertexId, VertexKind};

/// Some edges as Graphviz reads them, <https://graphviz.org/doc/info/lang.html>.
pub fn dot(graph: &Graph, edges: &[EdgeId], to: &mut dyn Write) -> io::Result<()> {
    writeln!(to, "digraph holdfast {{\n  rankdir=LR;\n  node [shape=box, fontname=\"sans-serif\"];")?;
    for vertex in ends(graph, edges) {
        let shape = match graph.vertex(vertex).kind {
            VertexKind::ClusterAdmin | VertexKind::EveryNode | VertexKind::Critical => {
                ", shape=doubleoctagon"
            }
            VertexKind::Internet => ", shape=cloud",
            _ => "",
        };
        writeln!(to, "  v{} [label={}{shape}];", vertex.0, quoted(&graph.label(vertex).to_string()))?;
    }
    for edge in edges {
        let edge = graph.edge(*edge);
        let style = if edge.latent { ", style=dotted" } else { "" };
        writeln!(to, "  v{} -> v{} [label={}{style}];", edge.from.0, edge.to.0, quoted(graph.kind(edge).id))?;
    }
    writeln!(to, "}}")
}

/// The vertices of some edges, in order.
pub(super) fn ends(graph: &Graph, edges: &[EdgeId]) -> BTreeSet<VertexId> {
    edges.iter().map(|edge| graph.edge(*edge)).flat_map(|edge| [edge.from, edge.to]).collect()
}

fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            c if c.is_control() => quoted.push(' '),
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}
