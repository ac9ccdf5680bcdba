//! Services, ingresses, routes and network policies.

use serde::Deserialize;

use super::de::{IntOrString, List, Map, Str, or_default};
use super::meta::{LabelSelector, Metadata};

/// `core/v1 Service`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct Service<'a> {
    pub metadata: Metadata<'a>,
    #[serde(deserialize_with = "or_default")]
    pub spec: ServiceSpec<'a>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct ServiceSpec<'a> {
    /// `ClusterIP` when absent.
    #[serde(rename = "type")]
    pub kind: Option<Str<'a>>,
    /// Empty: the endpoints are kept by hand.
    pub selector: Map<'a>,
    pub ports: List<ServicePort<'a>>,
    #[serde(rename = "clusterIP")]
    pub cluster_ip: Option<Str<'a>>,
    #[serde(rename = "externalIPs")]
    pub external_ips: List<Str<'a>>,
    pub external_name: Option<Str<'a>>,
    pub load_balancer_source_ranges: List<Str<'a>>,
    pub load_balancer_class: Option<Str<'a>>,
    pub publish_not_ready_addresses: Option<bool>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct ServicePort<'a> {
    pub name: Option<Str<'a>>,
    pub port: i64,
    pub target_port: Option<IntOrString<'a>>,
    pub node_port: Option<i64>,
    pub protocol: Option<Str<'a>>,
    pub app_protocol: Option<Str<'a>>,
}

/// `networking.k8s.io/v1 Ingress`; the older `serviceName`/`servicePort` backends are read too.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct Ingress<'a> {
    pub metadata: Metadata<'a>,
    #[serde(deserialize_with = "or_default")]
    pub spec: IngressSpec<'a>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct IngressSpec<'a> {
    pub ingress_class_name: Option<Str<'a>>,
    pub default_backend: Option<IngressBackend<'a>>,
    /// extensions/v1beta1 and networking.k8s.io/v1beta1 name of `defaultBackend`.
    pub backend: Option<IngressBackend<'a>>,
    pub tls: List<IngressTls<'a>>,
    pub rules: List<IngressRule<'a>>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct IngressTls<'a> {
    pub hosts: List<Str<'a>>,
    pub secret_name: Option<Str<'a>>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct IngressRule<'a> {
    pub host: Option<Str<'a>>,
    pub http: Option<IngressHttp<'a>>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct IngressHttp<'a> {
    pub paths: List<IngressPath<'a>>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct IngressPath<'a> {
    pub path: Option<Str<'a>>,
    pub backend: IngressBackend<'a>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct IngressBackend<'a> {
    pub service: Option<IngressService<'a>>,
    pub service_name: Option<Str<'a>>,
    pub service_port: Option<IntOrString<'a>>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct IngressService<'a> {
    pub name: Str<'a>,
    pub port: IngressPort<'a>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct IngressPort<'a> {
    pub name: Option<Str<'a>>,
    pub number: Option<i64>,
}

/// `networking.k8s.io/v1 NetworkPolicy`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct NetworkPolicy<'a> {
    pub metadata: Metadata<'a>,
    #[serde(deserialize_with = "or_default")]
    pub spec: NetworkPolicySpec<'a>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct NetworkPolicySpec<'a> {
    #[serde(deserialize_with = "or_default")]
    pub pod_selector: LabelSelector<'a>,
    pub policy_types: List<Str<'a>>,
    /// `None` when the key is absent: matters for the default of `policyTypes`.
    pub ingress: Option<List<IngressPolicyRule<'a>>>,
    pub egress: Option<List<EgressPolicyRule<'a>>>,
}

impl NetworkPolicySpec<'_> {
    /// Ingress is restricted unless `policyTypes` leaves it out.
    pub fn restricts_ingress(&self) -> bool {
        self.policy_types.is_empty() || self.policy_types.iter().any(|t| *t == "Ingress")
    }

    /// Egress is restricted when `policyTypes` says so, or is absent and an egress section exists.
    pub fn restricts_egress(&self) -> bool {
        if self.policy_types.is_empty() {
            return self.egress.as_ref().is_some_and(|rules| !rules.is_empty());
        }
        self.policy_types.iter().any(|t| *t == "Egress")
    }
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct IngressPolicyRule<'a> {
    /// Empty: from everywhere.
    pub from: List<PolicyPeer<'a>>,
    /// Empty: every port.
    pub ports: List<PolicyPort<'a>>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct EgressPolicyRule<'a> {
    pub to: List<PolicyPeer<'a>>,
    pub ports: List<PolicyPort<'a>>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct PolicyPeer<'a> {
    pub pod_selector: Option<LabelSelector<'a>>,
    pub namespace_selector: Option<LabelSelector<'a>>,
    pub ip_block: Option<IpBlock<'a>>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct IpBlock<'a> {
    pub cidr: Str<'a>,
    pub except: List<Str<'a>>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct PolicyPort<'a> {
    pub protocol: Option<Str<'a>>,
    pub port: Option<IntOrString<'a>>,
    pub end_port: Option<i64>,
}

/// A Gateway API route (`HTTPRoute`, `GRPCRoute`, `TCPRoute`, `TLSRoute`, `UDPRoute`).
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct Route<'a> {
    pub metadata: Metadata<'a>,
    pub spec: RouteSpec<'a>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct RouteSpec<'a> {
    pub parent_refs: List<RouteRef<'a>>,
    pub hostnames: List<Str<'a>>,
    pub rules: List<RouteRule<'a>>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct RouteRule<'a> {
    pub backend_refs: List<RouteRef<'a>>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct RouteRef<'a> {
    pub group: Option<Str<'a>>,
    pub kind: Option<Str<'a>>,
    pub name: Str<'a>,
    pub namespace: Option<Str<'a>>,
    pub port: Option<i64>,
}
