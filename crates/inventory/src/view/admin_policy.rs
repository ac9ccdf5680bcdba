//! Cluster-wide policies of the network policy API (`policy.networking.k8s.io`),
//! <https://network-policy-api.sigs.k8s.io/reference/spec/>: AdminNetworkPolicy and BaselineAdminNetworkPolicy of
//! v1alpha1, and ClusterNetworkPolicy of v1alpha2 that follows them.

use serde::Deserialize;

use super::de::{List, Present, Str, or_default};
use super::meta::{LabelSelector, Metadata};

/// Any of the three kinds; fields that a kind does not have stay empty.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct AdminPolicy<'a> {
    #[serde(deserialize_with = "or_default")]
    pub metadata: Metadata<'a>,
    #[serde(deserialize_with = "or_default")]
    pub spec: AdminPolicySpec<'a>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct AdminPolicySpec<'a> {
    /// `Admin` or `Baseline` (ClusterNetworkPolicy).
    pub tier: Option<Str<'a>>,
    /// 0 to 1000, lower first.
    pub priority: Option<i64>,
    #[serde(deserialize_with = "or_default")]
    pub subject: AdminSubject<'a>,
    pub ingress: List<AdminRule<'a>>,
    pub egress: List<AdminRule<'a>>,
}

/// Exactly one field is set.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct AdminSubject<'a> {
    pub namespaces: Option<LabelSelector<'a>>,
    pub pods: Option<NamespacedPods<'a>>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct NamespacedPods<'a> {
    #[serde(deserialize_with = "or_default")]
    pub namespace_selector: LabelSelector<'a>,
    #[serde(deserialize_with = "or_default")]
    pub pod_selector: LabelSelector<'a>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct AdminRule<'a> {
    pub name: Option<Str<'a>>,
    /// `Allow` (v1alpha1) or `Accept` (v1alpha2), `Deny`, `Pass`.
    pub action: Str<'a>,
    pub from: List<AdminPeer<'a>>,
    pub to: List<AdminPeer<'a>>,
    /// v1alpha1; absent means every port.
    pub ports: Option<List<AdminPort<'a>>>,
    /// v1alpha2; absent means every port.
    pub protocols: Option<List<AdminProtocol<'a>>>,
}

/// Exactly one field is set; none means a field this version does not know.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct AdminPeer<'a> {
    pub namespaces: Option<LabelSelector<'a>>,
    pub pods: Option<NamespacedPods<'a>>,
    pub nodes: Option<LabelSelector<'a>>,
    pub networks: Option<List<Str<'a>>>,
    pub domain_names: Option<List<Str<'a>>>,
}

/// Exactly one field is set.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct AdminPort<'a> {
    pub port_number: Option<AdminPortNumber<'a>>,
    pub port_range: Option<AdminPortRange<'a>>,
    pub named_port: Option<Str<'a>>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct AdminPortNumber<'a> {
    /// `TCP` when absent.
    pub protocol: Option<Str<'a>>,
    pub port: Option<i64>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct AdminPortRange<'a> {
    /// `TCP` when absent.
    pub protocol: Option<Str<'a>>,
    pub start: Option<i64>,
    pub end: Option<i64>,
}

/// Exactly one field is set.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct AdminProtocol<'a> {
    pub tcp: Option<AdminTransport>,
    pub udp: Option<AdminTransport>,
    pub sctp: Option<AdminTransport>,
    pub destination_named_port: Option<Str<'a>>,
}

#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct AdminTransport {
    /// Absent: every port of the protocol.
    pub destination_port: Option<AdminDestination>,
}

/// Exactly one field is set.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct AdminDestination {
    pub number: Option<i64>,
    pub range: Option<AdminSpan>,
}

#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct AdminSpan {
    pub start: Option<i64>,
    pub end: Option<i64>,
}

/// `k8s.ovn.org UserDefinedNetwork` (settings in `spec`) and `ClusterUserDefinedNetwork` (in `spec.network`).
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct UserDefinedNetwork<'a> {
    #[serde(deserialize_with = "or_default")]
    pub metadata: Metadata<'a>,
    #[serde(deserialize_with = "or_default")]
    pub spec: UserDefinedNetworkSpec<'a>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct UserDefinedNetworkSpec<'a> {
    #[serde(flatten)]
    pub network: NetworkShape<'a>,
    #[serde(rename = "network", deserialize_with = "or_default")]
    pub cluster_network: NetworkShape<'a>,
    #[serde(deserialize_with = "or_default")]
    pub namespace_selector: LabelSelector<'a>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct NetworkShape<'a> {
    /// `Layer2`, `Layer3`, or `Localnet` of cluster-wide networks.
    pub topology: Option<Str<'a>>,
    pub layer2: Option<NetworkRole<'a>>,
    pub layer3: Option<NetworkRole<'a>>,
    pub localnet: Option<NetworkRole<'a>>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct NetworkRole<'a> {
    /// `Primary` or `Secondary`.
    pub role: Option<Str<'a>>,
}

/// `kubevirt.io VirtualMachine`, as far as its network goes.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct VirtualMachine<'a> {
    #[serde(deserialize_with = "or_default")]
    pub metadata: Metadata<'a>,
    #[serde(deserialize_with = "or_default")]
    pub spec: VirtualMachineSpec<'a>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct VirtualMachineSpec<'a> {
    #[serde(deserialize_with = "or_default")]
    pub template: VirtualMachineTemplate<'a>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct VirtualMachineTemplate<'a> {
    #[serde(deserialize_with = "or_default")]
    pub metadata: Metadata<'a>,
    #[serde(deserialize_with = "or_default")]
    pub spec: VirtualMachineInstanceSpec<'a>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct VirtualMachineInstanceSpec<'a> {
    pub networks: List<MachineNetwork<'a>>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct MachineNetwork<'a> {
    pub name: Str<'a>,
    pub pod: Option<Present>,
    pub multus: Option<MachineMultus<'a>>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct MachineMultus<'a> {
    /// `name` or `namespace/name` of a NetworkAttachmentDefinition.
    pub network_name: Str<'a>,
}
