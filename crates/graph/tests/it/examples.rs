use std::collections::BTreeSet;

use holdfast_graph::{EdgeKind, Facts, Family, Graph, VertexId, all};

use crate::page::{Example, examples};

fn name(graph: &Graph, id: VertexId) -> String {
    let label = graph.label(id);
    format!("{}/{}", label.kind, label.name)
}

/// Edges of the kind as the page writes them; those of no effect apart.
fn seen(kind: &EdgeKind, example: &Example) -> (BTreeSet<String>, BTreeSet<String>) {
    let snapshot = example.snapshot();
    let facts = Facts::new(&snapshot);
    let graph = Graph::build(&facts);
    let own = graph.edges().iter().filter(|e| graph.kind(**e).id == kind.id);
    let (latent, real): (Vec<_>, Vec<_>) = own.partition(|e| e.latent);
    let words = |edges: Vec<&holdfast_graph::Edge>| {
        edges.into_iter().map(|e| format!("{}->{}", name(&graph, e.from), name(&graph, e.to))).collect()
    };
    (words(real), words(latent))
}

#[test]
fn every_example_yields_the_edges_its_page_says() {
    let mut wrong = Vec::new();
    for kind in all() {
        for example in examples(kind.page) {
            let expected = (example.edges.clone(), example.latent.clone());
            let found = seen(kind, &example);
            if found != expected {
                wrong.push(format!("{}.md:{}: expected {expected:?}, got {found:?}", kind.id, example.line));
            }
        }
    }
    assert!(wrong.is_empty(), "{} examples are wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn every_kind_has_examples_with_and_without_the_edge() {
    let mut wrong = Vec::new();
    for kind in all() {
        let examples = examples(kind.page);
        let with = examples.iter().filter(|e| !e.edges.is_empty()).count();
        let without = examples.iter().filter(|e| e.edges.is_empty() && e.latent.is_empty()).count();
        // What holds of every estate has no counterexample.
        if with == 0 || (without == 0 && kind.family != Family::Structure) {
            wrong.push(format!("{}: {with} with, {without} without", kind.id));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
