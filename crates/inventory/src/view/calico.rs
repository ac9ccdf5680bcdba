//! `projectcalico.org/v3 NetworkPolicy` and `GlobalNetworkPolicy` (stored as `crd.projectcalico.org/v1`), and their tiers,
//! <https://docs.tigera.io/calico/latest/reference/resources/networkpolicy>.

use serde::Deserialize;

use super::de::{IntOrString, List, Present, Str, or_default};
use super::meta::Metadata;

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct CalicoPolicy<'a> {
    #[serde(deserialize_with = "or_default")]
    pub metadata: Metadata<'a>,
    #[serde(deserialize_with = "or_default")]
    pub spec: CalicoPolicySpec<'a>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct CalicoPolicySpec<'a> {
    /// `default` when absent.
    pub tier: Option<Str<'a>>,
    /// Lower first; absent is last.
    pub order: Option<f64>,
    pub selector: Option<Str<'a>>,
    /// Of a global policy.
    pub namespace_selector: Option<Str<'a>>,
    pub service_account_selector: Option<Str<'a>>,
    pub types: List<Str<'a>>,
    pub ingress: Option<List<CalicoRule<'a>>>,
    pub egress: Option<List<CalicoRule<'a>>>,
    /// These three are for hosts, not for pods.
    #[serde(rename = "preDNAT")]
    pub pre_dnat: Option<bool>,
    pub do_not_track: Option<bool>,
    pub apply_on_forward: Option<bool>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct CalicoRule<'a> {
    /// `Allow`, `Deny`, `Pass` or `Log`.
    pub action: Str<'a>,
    pub protocol: Option<IntOrString<'a>>,
    pub not_protocol: Option<Present>,
    pub icmp: Option<Present>,
    #[serde(rename = "notICMP")]
    pub not_icmp: Option<Present>,
    pub ip_version: Option<i64>,
    pub http: Option<Present>,
    #[serde(deserialize_with = "or_default")]
    pub source: CalicoEnd<'a>,
    #[serde(deserialize_with = "or_default")]
    pub destination: CalicoEnd<'a>,
}

/// Everything that is set must hold.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct CalicoEnd<'a> {
    pub nets: List<Str<'a>>,
    pub not_nets: List<Str<'a>>,
    pub selector: Option<Str<'a>>,
    pub not_selector: Option<Str<'a>>,
    pub namespace_selector: Option<Str<'a>>,
    pub ports: List<IntOrString<'a>>,
    pub not_ports: List<IntOrString<'a>>,
    pub service_accounts: Option<Present>,
    pub services: Option<Present>,
}

/// `Tier`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct CalicoTier<'a> {
    #[serde(deserialize_with = "or_default")]
    pub metadata: Metadata<'a>,
    #[serde(deserialize_with = "or_default")]
    pub spec: CalicoTierSpec<'a>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct CalicoTierSpec<'a> {
    pub order: Option<f64>,
    /// What happens at the end of the tier to a pod that it selects: `Deny` when absent, or `Pass`.
    pub default_action: Option<Str<'a>>,
}
