use holdfast_inventory::{Interner, Sym};
use rustc_hash::FxHashMap;

use crate::catalogue::all;
use crate::edge::EdgeKind;
use crate::proof::Proof;
use crate::vertex::{Vertex, VertexId, VertexKind};

/// An edge of a [`Graph`], by its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EdgeId(pub(crate) u32);

impl EdgeId {
    pub(crate) fn at(self) -> usize {
        self.0 as usize
    }
}

/// One step an attacker can take.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Edge {
    pub from: VertexId,
    pub to: VertexId,
    /// Place of the kind in the catalogue.
    pub(crate) kind: u16,
    /// Of no effect as things are.
    pub latent: bool,
    pub(crate) proof: u32,
}

/// A class of pods, or the part of one on one node.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Instance {
    pub(crate) class: u32,
    /// `None`: on all nodes of the class, which make no difference to it.
    pub(crate) node: Option<VertexId>,
    /// The pod's vertex; its containers and then its volumes follow.
    pub(crate) base: VertexId,
}

/// What a person reads of a class of pods.
#[derive(Clone, Debug)]
pub(crate) struct ClassName {
    pub(crate) kind: Sym,
    pub(crate) name: Sym,
    pub(crate) namespace: Sym,
    pub(crate) replicas: u32,
}

/// Vertices and edges, frozen; edges are sorted by where they start.
#[derive(Debug, Default)]
pub struct Graph {
    pub(crate) strings: Interner,
    pub(crate) vertices: Vec<Vertex>,
    pub(crate) index: FxHashMap<Vertex, VertexId>,
    pub(crate) edges: Vec<Edge>,
    /// Where the edges of each vertex begin; one more than vertices.
    pub(crate) offsets: Vec<u32>,
    pub(crate) proofs: Vec<Proof>,
    pub(crate) instances: Vec<Instance>,
    pub(crate) classes: Vec<ClassName>,
}

/// A vertex as reports name it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
pub struct Label {
    pub kind: String,
    pub namespace: String,
    pub name: String,
    /// Containers and volumes: the workload they belong to, `Kind/name`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pod: Option<String>,
    /// The node, where pods of one workload are told apart by it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub node: Option<String>,
}

impl Graph {
    pub fn len(&self) -> usize {
        self.vertices.len()
    }

    pub fn is_empty(&self) -> bool {
        self.vertices.is_empty()
    }

    pub fn ids(&self) -> impl ExactSizeIterator<Item = VertexId> + use<> {
        (0..u32::try_from(self.vertices.len()).unwrap_or(u32::MAX)).map(VertexId)
    }

    #[expect(clippy::indexing_slicing, reason = "ids are made by this graph from its own lists")]
    pub fn vertex(&self, id: VertexId) -> Vertex {
        self.vertices[id.at()]
    }

    #[expect(clippy::indexing_slicing, reason = "ids are made by this graph from its own lists")]
    pub fn edge(&self, id: EdgeId) -> Edge {
        self.edges[id.at()]
    }

    pub fn edge_ids(&self) -> impl ExactSizeIterator<Item = EdgeId> + use<> {
        (0..u32::try_from(self.edges.len()).unwrap_or(u32::MAX)).map(EdgeId)
    }

    pub fn edges(&self) -> &[Edge] {
        &self.edges
    }

    /// Edges that start at the vertex.
    pub fn out(&self, from: VertexId) -> impl Iterator<Item = (EdgeId, Edge)> + '_ {
        let bound = |at: usize| self.offsets.get(at).copied().unwrap_or_default();
        (bound(from.at())..bound(from.at() + 1)).map(|at| (EdgeId(at), self.edge(EdgeId(at))))
    }

    #[expect(clippy::indexing_slicing, reason = "kinds are places in the catalogue")]
    pub fn kind(&self, edge: Edge) -> &'static EdgeKind {
        all()[usize::from(edge.kind)]
    }

    #[expect(clippy::indexing_slicing, reason = "proofs are made by this graph")]
    pub fn proof(&self, edge: Edge) -> &Proof {
        &self.proofs[edge.proof as usize]
    }

    pub fn text(&self, word: Sym) -> &str {
        self.strings.text(word)
    }

    /// Vertices of one kind, in the order made.
    pub fn of_kind(&self, kind: VertexKind) -> impl Iterator<Item = VertexId> + '_ {
        self.ids().filter(move |id| self.vertex(*id).kind == kind)
    }

    /// The vertex of that identity; pods, containers and volumes are found by [`Self::workload`] only.
    pub fn find(&self, kind: VertexKind, namespace: &str, name: &str) -> Option<VertexId> {
        let (namespace, name) = (self.strings.find(namespace)?, self.strings.find(name)?);
        self.index.get(&Vertex { kind, namespace, name, detail: 0 }).copied()
    }

    /// Every instance of the workloads of that name; an empty kind means any.
    pub fn workload(&self, kind: &str, namespace: &str, name: &str) -> Vec<VertexId> {
        let fits = |instance: &&Instance| {
            let class = self.class(**instance);
            (kind.is_empty() || self.text(class.kind).eq_ignore_ascii_case(kind))
                && self.text(class.namespace) == namespace
                && self.text(class.name) == name
        };
        self.instances.iter().filter(fits).map(|instance| instance.base).collect()
    }

    #[expect(clippy::indexing_slicing, reason = "instances are made by this graph from its own classes")]
    pub(crate) fn class(&self, instance: Instance) -> &ClassName {
        &self.classes[instance.class as usize]
    }

    /// The pods a vertex is or belongs to.
    pub(crate) fn instance(&self, vertex: Vertex) -> Option<Instance> {
        let within = matches!(vertex.kind, VertexKind::Workload | VertexKind::Container | VertexKind::Volume);
        within.then(|| self.instances.get(vertex.detail as usize).copied()).flatten()
    }

    /// How many pods the vertex stands for.
    pub fn replicas(&self, id: VertexId) -> u32 {
        match self.instance(self.vertex(id)) {
            Some(instance) if instance.node.is_none() => self.class(instance).replicas,
            _ => 1,
        }
    }

    pub fn label(&self, id: VertexId) -> Label {
        let vertex = self.vertex(id);
        let instance = self.instance(vertex);
        let class = instance.map(|i| self.class(i));
        let workload = class.map(|c| (self.text(c.kind), self.text(c.name)));
        let kind = match (vertex.kind, workload) {
            (VertexKind::Workload, Some((kind, _))) => kind,
            (kind, _) => kind.as_str(),
        };
        let node = instance.and_then(|i| i.node).map(|node| self.text(self.vertex(node).name).to_owned());
        Label {
            kind: kind.to_owned(),
            namespace: self.text(vertex.namespace).to_owned(),
            name: self.text(vertex.name).to_owned(),
            pod: workload
                .filter(|_| vertex.kind != VertexKind::Workload)
                .map(|(kind, name)| format!("{kind}/{name}")),
            node: node.filter(|name| name != "*"),
        }
    }
}

impl std::fmt::Display for Label {
    /// `Deployment shop/web`, `Container main of Deployment/web -n shop on node-1`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match (self.kind.as_str(), &self.pod) {
            ("Jewel", _) if self.name == "every-node" => f.write_str("every node")?,
            ("Jewel" | "Internet" | "Component", _) => f.write_str(&self.name)?,
            ("Node", _) if self.name == "*" => f.write_str("its node")?,
            ("Pods" | "ServiceAccounts" | "Secrets" | "Roles" | "Users", _) => {
                let what = match self.kind.as_str() {
                    "Pods" => "pod",
                    "ServiceAccounts" => "service account",
                    "Secrets" => "Secret",
                    "Users" => "user",
                    _ => "Role",
                };
                if self.namespace.is_empty() {
                    write!(f, "every {what} of the cluster")?;
                } else {
                    write!(f, "every {what} of namespace {}", self.namespace)?;
                }
            }
            (kind, Some(pod)) => {
                write!(f, "{} {} of {pod} -n {}", kind.to_lowercase(), self.name, self.namespace)?;
            }
            (kind, None) if self.namespace.is_empty() => write!(f, "{kind} {}", self.name)?,
            (kind, None) => write!(f, "{kind} {}/{}", self.namespace, self.name)?,
        }
        match &self.node {
            Some(node) => write!(f, " on {node}"),
            None => Ok(()),
        }
    }
}
