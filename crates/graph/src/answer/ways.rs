use crate::algo::{Csr, NONE};
use crate::graph::{EdgeId, Graph};
use crate::vertex::{VertexId, VertexKind};

/// The graph as algorithms see it: edges without effect, and edges taken away, are not there.
#[derive(Debug)]
pub(crate) struct Ways<'g> {
    pub(crate) graph: &'g Graph,
    pub(crate) forward: Csr,
    pub(crate) backward: Csr,
    /// Vertices that need all of their premises.
    pub(crate) all: Vec<VertexId>,
}

impl<'g> Ways<'g> {
    pub(crate) fn new(graph: &'g Graph) -> Self {
        Self::without(graph, |_| false)
    }

    pub(crate) fn without(graph: &'g Graph, gone: impl Fn(EdgeId) -> bool) -> Self {
        let gone: Vec<bool> =
            (0u32..).zip(graph.edges()).map(|(at, e)| e.latent || gone(EdgeId(at))).collect();
        let there = |at: usize| !gone.get(at).copied().unwrap_or(true);
        // A pair that starts nowhere is counted and not kept, so that numbers of pairs are numbers of edges.
        let start = |at: usize, vertex: VertexId| if there(at) { vertex.0 } else { NONE };
        let edges = graph.edges().iter().enumerate();
        let forward = Csr::new(graph.len(), edges.clone().map(|(at, e)| (start(at, e.from), e.to.0)));
        let backward = Csr::new(graph.len(), edges.map(|(at, e)| (start(at, e.to), e.from.0)));
        Self { graph, forward, backward, all: graph.of_kind(VertexKind::All).collect() }
    }

    /// What a step costs: how hard it is, and a little for being a step.
    pub(crate) fn weight(&self, edge: u32) -> u32 {
        self.graph.kind(self.graph.edge(EdgeId(edge))).cost * 4 + 1
    }

    pub(crate) fn needs(&self, vertex: u32) -> u32 {
        if self.graph.vertex(VertexId(vertex)).kind != VertexKind::All {
            return 1;
        }
        let mut before: Vec<u32> = self.backward.out(vertex).map(|(from, _)| from).collect();
        before.sort_unstable();
        before.dedup();
        crate::emit::small(before.len()).max(1)
    }
}
