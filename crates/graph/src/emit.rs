use holdfast_rbac::{Role, RoleKind, Scope, Subject};

use crate::facts::Facts;
use crate::graph::{Edge, Graph};
use crate::proof::Proof;
use crate::vertex::{Vertex, VertexId, VertexKind};

/// One end of an edge: relative to the pods asked about, or a vertex.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum End {
    /// The pod asked about.
    Pod,
    /// A container of it, by its place among those that run.
    Container(usize),
    /// A volume of it, by its place in the spec.
    Volume(usize),
    /// The node it runs on.
    Node,
    /// Every pod of a class.
    Class(u32),
    At(VertexId),
}

/// An edge as an edge kind states it, before classes are laid out over nodes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Stated {
    pub(crate) from: End,
    pub(crate) to: End,
    pub(crate) kind: u16,
    pub(crate) proof: u32,
}

/// Where edge kinds put what they find.
#[derive(Debug)]
pub(crate) struct Emit<'e, 's> {
    pub(crate) facts: &'e Facts<'s>,
    pub(crate) graph: &'e mut Graph,
    pub(crate) stated: &'e mut Vec<Stated>,
    /// What the kind is asked about.
    pub(crate) here: End,
    pub(crate) kind: u16,
}

impl Emit<'_, '_> {
    /// An edge from what the kind is asked about.
    pub(crate) fn to(&mut self, to: End, proof: Proof) {
        self.edge(self.here, to, proof);
    }

    pub(crate) fn edge(&mut self, from: End, to: End, proof: Proof) {
        let number = small(self.graph.proofs.len());
        self.graph.proofs.push(proof);
        self.stated.push(Stated { from, to, kind: self.kind, proof: number });
    }

    pub(crate) fn account(&mut self, namespace: &str, name: &str) -> End {
        self.vertex(VertexKind::ServiceAccount, namespace, name)
    }

    pub(crate) fn subject(&mut self, subject: Subject) -> End {
        let rbac = &self.facts.rbac;
        match (subject, rbac.account(subject)) {
            (_, Some((namespace, name))) => self.vertex(VertexKind::ServiceAccount, namespace, name),
            (Subject::User(name), None) => self.vertex(VertexKind::User, "", rbac.text(name)),
            (Subject::Group(name), None) => self.vertex(VertexKind::Group, "", rbac.text(name)),
        }
    }

    /// A role where it is bound.
    pub(crate) fn grant(&mut self, role: &Role<'_>, scope: Scope<'_>) -> End {
        let namespace = match scope {
            Scope::Cluster => "",
            Scope::Namespace(namespace) => namespace,
        };
        // A Role and a ClusterRole of one name may be bound in one namespace.
        let detail = u32::from(role.kind == RoleKind::ClusterRole);
        End::At(self.graph.global(VertexKind::Grant, namespace, role.name, detail))
    }

    pub(crate) fn node(&mut self, name: &str) -> End {
        self.vertex(VertexKind::Node, "", name)
    }

    /// Every pod of a namespace; empty: of the cluster.
    pub(crate) fn pods(&mut self, namespace: &str) -> End {
        self.vertex(VertexKind::Pods, namespace, "*")
    }

    pub(crate) fn accounts(&mut self, namespace: &str) -> End {
        self.vertex(VertexKind::Accounts, namespace, "*")
    }

    pub(crate) fn secrets(&mut self, namespace: &str) -> End {
        let name = if namespace.is_empty() { "every-secret" } else { "*" };
        self.vertex(VertexKind::Secrets, namespace, name)
    }

    pub(crate) fn roles(&mut self, namespace: &str) -> End {
        self.vertex(VertexKind::Roles, namespace, "*")
    }

    pub(crate) fn secret(&mut self, namespace: &str, name: &str) -> End {
        self.vertex(VertexKind::Secret, namespace, name)
    }

    pub(crate) fn every_node(&mut self) -> End {
        self.vertex(VertexKind::EveryNode, "", "every-node")
    }

    pub(crate) fn cluster_admin(&mut self) -> End {
        self.vertex(VertexKind::ClusterAdmin, "", "cluster-admin")
    }

    /// A vertex of any kind but pods, containers and volumes.
    pub(crate) fn vertex(&mut self, kind: VertexKind, namespace: &str, name: &str) -> End {
        End::At(self.graph.global(kind, namespace, name, 0))
    }
}

impl Graph {
    pub(crate) fn global(&mut self, kind: VertexKind, namespace: &str, name: &str, detail: u32) -> VertexId {
        let (namespace, name) = (self.strings.intern(namespace), self.strings.intern(name));
        let vertex = Vertex { kind, namespace, name, detail };
        if let Some(id) = self.index.get(&vertex) {
            return *id;
        }
        let id = self.push(vertex);
        self.index.insert(vertex, id);
        id
    }

    pub(crate) fn push(&mut self, vertex: Vertex) -> VertexId {
        let id = VertexId(small(self.vertices.len()));
        self.vertices.push(vertex);
        id
    }

    pub(crate) fn link(&mut self, from: VertexId, to: VertexId, kind: u16, proof: u32) {
        if from != to {
            let latent = self.proofs.get(proof as usize).is_some_and(|p| p.latent);
            self.edges.push(Edge { from, to, kind, latent, proof });
        }
    }
}

/// More than four billion entries cannot be held in memory.
pub(crate) fn small(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
