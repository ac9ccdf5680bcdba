//! Asks every edge kind and lays classes of pods out over nodes.

use holdfast_inventory::Sym;

use crate::catalogue::all;
use crate::edge::Find;
use crate::emit::{Emit, End, Stated, small};
use crate::facts::{ContainerCx, Facts, GrantCx, IdentityCx, PodCx};
use crate::graph::{ClassName, Graph, Instance};
use crate::vertex::{Vertex, VertexId, VertexKind};

impl Graph {
    /// Every edge that the facts allow.
    pub fn build(facts: &Facts<'_>) -> Self {
        let mut builder = Builder { facts, graph: Self::default(), nodes: Vec::new(), placed: Vec::new() };
        builder.nodes =
            facts.nodes.iter().map(|n| builder.graph.global(VertexKind::Node, "", n.name, 0)).collect();
        let of_pods = builder.ask_pods();
        builder.place(&of_pods);
        let others = builder.ask_others();
        for (class, stated) in of_pods.iter().enumerate() {
            for edge in stated {
                builder.lay(*edge, Some(class));
            }
        }
        for edge in others {
            builder.lay(edge, None);
        }
        builder.graph.freeze();
        builder.graph
    }

    /// Sorts the edges by where they start; of equal ones the first proof stays.
    fn freeze(&mut self) {
        self.edges.sort_unstable();
        self.edges.dedup_by_key(|e| (e.from, e.to, e.kind));
        self.offsets = vec![0; self.vertices.len() + 1];
        for edge in &self.edges {
            if let Some(count) = self.offsets.get_mut(edge.from.at() + 1) {
                *count += 1;
            }
        }
        let mut sum = 0;
        for count in &mut self.offsets {
            sum += *count;
            *count = sum;
        }
    }
}

struct Builder<'f, 's> {
    facts: &'f Facts<'s>,
    graph: Graph,
    /// By place in `facts.nodes`.
    nodes: Vec<VertexId>,
    /// Instances of each class.
    placed: Vec<Vec<Instance>>,
}

impl Builder<'_, '_> {
    fn ask_pods(&mut self) -> Vec<Vec<Stated>> {
        let facts = self.facts;
        let mut of_pods = Vec::with_capacity(facts.classes.len());
        for id in 0..small(facts.classes.len()) {
            let mut stated = Vec::new();
            let Some(pod) = PodCx::new(facts, id) else { continue };
            for (kind, find) in finds() {
                let mut emit =
                    Emit { facts, graph: &mut self.graph, stated: &mut stated, here: End::Pod, kind };
                match find {
                    Find::Pod(ask) => ask(&pod, &mut emit),
                    Find::Container(ask) => {
                        for (at, cx) in ContainerCx::all(&pod).enumerate() {
                            emit.here = End::Container(at);
                            ask(&cx, &mut emit);
                        }
                    }
                    Find::Grant(_) | Find::Identity(_) | Find::Estate(_) => {}
                }
            }
            of_pods.push(stated);
        }
        of_pods
    }

    fn ask_others(&mut self) -> Vec<Stated> {
        let facts = self.facts;
        let mut stated = Vec::new();
        let mut emit = Emit { facts, graph: &mut self.graph, stated: &mut stated, here: End::Pod, kind: 0 };
        for grant in GrantCx::all(facts) {
            emit.here = emit.grant(grant.role, grant.scope);
            for (kind, find) in finds() {
                emit.kind = kind;
                if let Find::Grant(ask) = find {
                    ask(&grant, &mut emit);
                }
            }
        }
        for identity in IdentityCx::all(facts) {
            emit.here = emit.subject(identity.subject);
            for (kind, find) in finds() {
                emit.kind = kind;
                if let Find::Identity(ask) = find {
                    ask(&identity, &mut emit);
                }
            }
        }
        for (kind, find) in finds() {
            emit.kind = kind;
            if let Find::Estate(ask) = find {
                ask(facts, &mut emit);
            }
        }
        stated
    }

    /// One instance for each class; one for each of its nodes where an edge leads there, so that being on one node
    /// never looks like being on another.
    fn place(&mut self, of_pods: &[Vec<Stated>]) {
        for (class, stated) in self.facts.classes.iter().zip(of_pods) {
            let mut word = |text: &str| self.graph.strings.intern(text);
            let name = ClassName {
                kind: word(class.workload.kind()),
                name: word(class.workload.name()),
                namespace: word(class.workload.namespace()),
                replicas: class.replicas,
            };
            let bound = stated.iter().any(|edge| edge.to == End::Node);
            let nodes: Vec<Option<VertexId>> = if bound {
                class.nodes.iter().map(|at| self.nodes.get(*at as usize).copied()).collect()
            } else {
                vec![None]
            };
            let containers =
                class.containers().map(|(_, _, c)| self.graph.strings.intern(&c.name)).collect::<Vec<_>>();
            let volumes: Vec<Sym> =
                class.template.spec.volumes.iter().map(|v| self.graph.strings.intern(&v.name)).collect();
            let mut placed = Vec::with_capacity(nodes.len());
            for node in nodes {
                placed.push(self.add(&name, node, &containers, &volumes));
            }
            self.placed.push(placed);
            self.graph.classes.push(name);
        }
    }

    fn add(
        &mut self,
        name: &ClassName,
        node: Option<VertexId>,
        containers: &[Sym],
        volumes: &[Sym],
    ) -> Instance {
        let graph = &mut self.graph;
        let detail = small(graph.instances.len());
        let namespace = name.namespace;
        let base = graph.push(Vertex { kind: VertexKind::Workload, namespace, name: name.name, detail });
        for container in containers {
            graph.push(Vertex { kind: VertexKind::Container, namespace, name: *container, detail });
        }
        for volume in volumes {
            graph.push(Vertex { kind: VertexKind::Volume, namespace, name: *volume, detail });
        }
        let instance = Instance { class: small(self.placed.len()), node, base };
        graph.instances.push(instance);
        instance
    }

    /// Puts a stated edge between the vertices it means.
    fn lay(&mut self, edge: Stated, class: Option<usize>) {
        let own: &[Instance] = class.and_then(|at| self.placed.get(at)).map_or(&[], Vec::as_slice);
        let mut found = Vec::new();
        if own.is_empty() {
            for from in self.ends(edge.from, None) {
                found.extend(self.ends(edge.to, None).into_iter().map(|to| (from, to)));
            }
        }
        for instance in own {
            for from in self.ends(edge.from, Some(*instance)) {
                found.extend(self.ends(edge.to, Some(*instance)).into_iter().map(|to| (from, to)));
            }
        }
        for (from, to) in found {
            self.graph.link(from, to, edge.kind, edge.proof);
        }
    }

    fn ends(&self, end: End, own: Option<Instance>) -> Vec<VertexId> {
        let after = |instance: Instance, places: usize| VertexId(instance.base.0 + small(places));
        let class = |instance: Instance| self.facts.classes.get(instance.class as usize);
        match (end, own) {
            (End::At(id), _) => vec![id],
            (End::Class(at), _) => {
                self.placed.get(at as usize).into_iter().flatten().map(|instance| instance.base).collect()
            }
            (End::Pod, Some(own)) => vec![own.base],
            (End::Container(at), Some(own)) => vec![after(own, 1 + at)],
            (End::Volume(at), Some(own)) => {
                let containers = class(own).map_or(0, |class| class.containers().count());
                vec![after(own, 1 + containers + at)]
            }
            (End::Node, Some(own)) => match (own.node, class(own)) {
                (Some(node), _) => vec![node],
                (None, Some(class)) => {
                    class.nodes.iter().filter_map(|at| self.nodes.get(*at as usize)).copied().collect()
                }
                (None, None) => Vec::new(),
            },
            (_, None) => Vec::new(),
        }
    }
}

/// Every question of every kind, with the kind's place in the catalogue.
fn finds() -> impl Iterator<Item = (u16, Find)> {
    let kinds = all().iter().zip(0u16..);
    kinds.flat_map(|(kind, number)| kind.find.iter().map(move |find| (number, *find)))
}
