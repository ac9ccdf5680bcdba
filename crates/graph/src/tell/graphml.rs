use std::io::{self, Write};

use super::dot::ends;
use crate::graph::{EdgeId, Graph};

const HEAD: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns">
  <key id="kind" for="node" attr.name="kind" attr.type="string"/>
  <key id="namespace" for="node" attr.name="namespace" attr.type="string"/>
  <key id="name" for="node" attr.name="name" attr.type="string"/>
  <key id="label" for="node" attr.name="label" attr.type="string"/>
  <key id="step" for="edge" attr.name="kind" attr.type="string"/>
  <key id="technique" for="edge" attr.name="technique" attr.type="string"/>
  <key id="cost" for="edge" attr.name="cost" attr.type="int"/>
  <graph id="holdfast" edgedefault="directed">
"#;

/// Some edges as GraphML, <http://graphml.graphdrawing.org/specification.html>.
pub fn graphml(graph: &Graph, edges: &[EdgeId], to: &mut dyn Write) -> io::Result<()> {
    to.write_all(HEAD.as_bytes())?;
    for vertex in ends(graph, edges) {
        let label = graph.label(vertex);
        write!(to, "    <node id=\"v{}\">", vertex.0)?;
        let text = label.to_string();
        let fields =
            [("kind", &label.kind), ("namespace", &label.namespace), ("name", &label.name), ("label", &text)];
        for (key, value) in fields {
            write!(to, "<data key=\"{key}\">{}</data>", escaped(value))?;
        }
        writeln!(to, "</node>")?;
    }
    for (at, edge) in edges.iter().enumerate() {
        let edge = graph.edge(*edge);
        let kind = graph.kind(edge);
        let technique = kind.techniques.first().copied().unwrap_or_default();
        writeln!(
            to,
            "    <edge id=\"e{at}\" source=\"v{}\" target=\"v{}\"><data key=\"step\">{}</data><data key=\"technique\">{technique}</data><data key=\"cost\">{}</data></edge>",
            edge.from.0, edge.to.0, kind.id, kind.cost
        )?;
    }
    writeln!(to, "  </graph>\n</graphml>")
}

/// Text inside an element; characters XML cannot hold become spaces.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => out.push(' '),
            c => out.push(c),
        }
    }
    out
}
