//! What kind of node it is.

use serde::{Deserialize, Serialize};

use super::Fact;

/// Which distribution or managed service runs the node, and what showed it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Platform {
    pub kind: PlatformKind,
    /// What was seen, in words.
    pub evidence: String,
    /// Operating system by `/etc/os-release`: its `ID`.
    pub os: Option<String>,
}

/// The platforms that are told apart. `Vanilla`: Kubernetes without the marks of any of the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PlatformKind {
    Aks,
    Bottlerocket,
    Eks,
    Gke,
    K3s,
    Kubeadm,
    Microk8s,
    Openshift,
    Rke2,
    Talos,
    Vanilla,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum NodeRole {
    ControlPlane,
    Etcd,
    Worker,
}

/// Versions as the node itself shows them, without a leading `v`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Versions {
    /// Of Kubernetes: `1.34.1`, or what an image tag or a manifest says.
    pub kubernetes: Fact<String>,
    pub etcd: Fact<String>,
    pub container_runtime: Fact<String>,
    pub kernel: Fact<String>,
    /// `PRETTY_NAME` of the operating system.
    pub os: Fact<String>,
}

impl Versions {
    /// Versions nobody looked for.
    pub fn unread() -> Self {
        Self {
            kubernetes: Fact::not_looked(),
            etcd: Fact::not_looked(),
            container_runtime: Fact::not_looked(),
            kernel: Fact::not_looked(),
            os: Fact::not_looked(),
        }
    }
}

impl PlatformKind {
    /// The name in lower case, as in JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Aks => "aks",
            Self::Bottlerocket => "bottlerocket",
            Self::Eks => "eks",
            Self::Gke => "gke",
            Self::K3s => "k3s",
            Self::Kubeadm => "kubeadm",
            Self::Microk8s => "microk8s",
            Self::Openshift => "openshift",
            Self::Rke2 => "rke2",
            Self::Talos => "talos",
            Self::Vanilla => "vanilla",
        }
    }
}
