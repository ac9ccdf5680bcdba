use holdfast_inventory::Sym;

/// A vertex of a [`Graph`](crate::Graph).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct VertexId(pub(crate) u32);

impl VertexId {
    pub(crate) fn at(self) -> usize {
        self.0 as usize
    }
}

/// What an attacker can hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum VertexKind {
    /// Anybody who can send packets to what is exposed.
    Internet,
    /// A service port, host port or container port somebody listens at.
    Endpoint,
    /// A class of pods: equal template, service account and namespace, and the same node where the node matters.
    Workload,
    Container,
    Volume,
    /// `*` is whichever node a pod without one is scheduled to.
    Node,
    ServiceAccount,
    User,
    Group,
    /// A role where it is bound: every subject of every such binding shares it.
    Grant,
    Secret,
    CloudRole,
    /// A part of the control plane: etcd, an admission webhook, a controller.
    Component,
    /// Every pod of a namespace, or of the cluster.
    Pods,
    /// Every service account of a namespace, or of the cluster.
    Accounts,
    /// Every Secret of a namespace; of the cluster, it is a jewel.
    Secrets,
    /// Every Role of a namespace.
    Roles,
    /// Every user somebody granted something.
    Users,
    /// Holds once all its premises hold.
    All,
    /// May do everything: a jewel.
    ClusterAdmin,
    /// Code on every node: a jewel.
    EveryNode,
    /// Code on some node: a jewel.
    SomeNode,
    /// Data whose owner marked it critical: a jewel.
    Critical,
}

impl VertexKind {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Internet => "Internet",
            Self::Endpoint => "Endpoint",
            Self::Workload => "Workload",
            Self::Container => "Container",
            Self::Volume => "Volume",
            Self::Node => "Node",
            Self::ServiceAccount => "ServiceAccount",
            Self::User => "User",
            Self::Group => "Group",
            Self::Grant => "Grant",
            Self::Secret => "Secret",
            Self::CloudRole => "CloudRole",
            Self::Component => "Component",
            Self::Pods => "Pods",
            Self::Accounts => "ServiceAccounts",
            Self::Secrets => "Secrets",
            Self::Roles => "Roles",
            Self::Users => "Users",
            Self::All => "All",
            Self::ClusterAdmin | Self::EveryNode | Self::SomeNode | Self::Critical => "Jewel",
        }
    }

    /// Nobody may reach it: for Secrets, where they are those of the cluster.
    pub(crate) fn is_jewel(self) -> bool {
        matches!(self, Self::ClusterAdmin | Self::EveryNode | Self::SomeNode | Self::Critical)
    }

    /// Stands for many others: an edge to it is an edge to each of them.
    pub fn is_hub(self) -> bool {
        matches!(
            self,
            Self::Pods | Self::Accounts | Self::Secrets | Self::Roles | Self::Users | Self::EveryNode
        )
    }
}

/// Identity of a vertex. `detail` tells instances of one name apart: the pod instance, the role.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Vertex {
    pub kind: VertexKind,
    pub namespace: Sym,
    pub name: Sym,
    pub(crate) detail: u32,
}
