use crate::emit::Emit;
use crate::facts::{ContainerCx, Facts, GrantCx, IdentityCx, PodCx};

/// What an edge is about: the order of the reference pages, and what a person filters by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Family {
    /// From a container to its node.
    Escape,
    /// What a node holds.
    Node,
    /// From one identity to another.
    Identity,
    /// Making, changing and entering pods.
    Workload,
    /// Changing what the cluster trusts.
    ControlPlane,
    /// From outside to a workload.
    Exposure,
    /// Between workloads.
    Network,
    /// What holding one thing means by itself.
    Structure,
}

impl Family {
    pub const ALL: [Self; 8] = [
        Self::Escape,
        Self::Node,
        Self::Identity,
        Self::Workload,
        Self::ControlPlane,
        Self::Exposure,
        Self::Network,
        Self::Structure,
    ];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Escape => "escape",
            Self::Node => "node",
            Self::Identity => "identity",
            Self::Workload => "workload",
            Self::ControlPlane => "control-plane",
            Self::Exposure => "exposure",
            Self::Network => "network",
            Self::Structure => "structure",
        }
    }
}

/// One kind of step: a static description, and who is asked for it.
#[derive(Debug)]
pub struct EdgeKind {
    /// Kebab-case, read as what the attacker does or abuses.
    pub id: &'static str,
    /// What makes the step possible, in a few words.
    pub title: &'static str,
    pub family: Family,
    /// The step as a story tells it: `FROM <story> TO`.
    pub story: &'static str,
    /// What takes the step away, in a sentence.
    pub fix: &'static str,
    /// How hard the step is: 0 (it is given) to 10.
    pub cost: u32,
    /// MITRE ATT&CK technique ids. Empty for structure only.
    pub techniques: &'static [&'static str],
    /// The same step in other tools, `tool:id`.
    pub aliases: &'static [&'static str],
    /// The reference page, in Markdown; its examples are the test.
    pub page: &'static str,
    pub(crate) find: &'static [Find],
}

/// Whom an edge kind is asked about.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Find {
    /// Each container of each class of pods.
    Container(for<'f, 's> fn(&ContainerCx<'f, 's>, &mut Emit<'_, 's>)),
    /// Each class of pods.
    Pod(for<'f, 's> fn(&PodCx<'f, 's>, &mut Emit<'_, 's>)),
    /// Each role where it is bound.
    Grant(for<'f, 's> fn(&GrantCx<'f, 's>, &mut Emit<'_, 's>)),
    /// Each subject of a binding with all it holds: for what takes several grants.
    Identity(for<'f, 's> fn(&IdentityCx<'f, 's>, &mut Emit<'_, 's>)),
    /// Once.
    Estate(for<'f, 's> fn(&'f Facts<'s>, &mut Emit<'_, 's>)),
}
