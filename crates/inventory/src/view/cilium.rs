//! `cilium.io/v2 CiliumNetworkPolicy` and `CiliumClusterwideNetworkPolicy`,
//! <https://docs.cilium.io/en/stable/network/kubernetes/policy/>.

use serde::Deserialize;

use super::de::{IntOrString, List, Present, Str, or_default};
use super::meta::{LabelSelector, Metadata};

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct CiliumPolicy<'a> {
    #[serde(deserialize_with = "or_default")]
    pub metadata: Metadata<'a>,
    pub spec: Option<CiliumRule<'a>>,
    /// Several rules in one object.
    pub specs: List<CiliumRule<'a>>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct CiliumRule<'a> {
    pub endpoint_selector: Option<LabelSelector<'a>>,
    /// Policies of nodes, not of pods.
    pub node_selector: Option<LabelSelector<'a>>,
    pub ingress: List<CiliumSide<'a>>,
    pub ingress_deny: List<CiliumSide<'a>>,
    pub egress: List<CiliumSide<'a>>,
    pub egress_deny: List<CiliumSide<'a>>,
    #[serde(deserialize_with = "or_default")]
    pub enable_default_deny: CiliumDefaultDeny,
}

#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct CiliumDefaultDeny {
    pub ingress: Option<bool>,
    pub egress: Option<bool>,
}

/// One item of `ingress`, `egress` or their deny lists. An absent list of peers is another thing than an empty one.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct CiliumSide<'a> {
    #[serde(alias = "toEndpoints")]
    pub from_endpoints: Option<List<LabelSelector<'a>>>,
    #[serde(rename = "fromCIDR", alias = "toCIDR")]
    pub from_cidr: Option<List<Str<'a>>>,
    #[serde(rename = "fromCIDRSet", alias = "toCIDRSet")]
    pub from_cidr_set: Option<List<CiliumCidr<'a>>>,
    #[serde(alias = "toEntities")]
    pub from_entities: Option<List<Str<'a>>>,
    #[serde(alias = "toNodes")]
    pub from_nodes: Option<Present>,
    #[serde(alias = "toGroups")]
    pub from_groups: Option<Present>,
    #[serde(alias = "toRequires")]
    pub from_requires: Option<Present>,
    #[serde(rename = "toFQDNs")]
    pub to_fqdns: Option<Present>,
    pub to_services: Option<Present>,
    pub to_ports: List<CiliumPorts<'a>>,
    pub icmps: Option<Present>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct CiliumCidr<'a> {
    pub cidr: Option<Str<'a>>,
    pub cidr_group_ref: Option<Str<'a>>,
    pub except: List<Str<'a>>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct CiliumPorts<'a> {
    pub ports: List<CiliumPort<'a>>,
    /// Conditions on what is said over the connection.
    pub rules: Option<Present>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct CiliumPort<'a> {
    /// A number as text, 0 for every port, or the name of a port.
    pub port: Option<IntOrString<'a>>,
    pub end_port: Option<i64>,
    /// `ANY` when absent.
    pub protocol: Option<Str<'a>>,
}
