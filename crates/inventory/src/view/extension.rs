//! Kinds of widely used extensions: Istio, OpenShift routes, the Prometheus operator, Gateway API grants.

use serde::Deserialize;

use super::de::{IntOrString, List, Str};
use super::meta::{LabelSelector, Metadata};
use super::network::RouteRef;

/// `networking.istio.io VirtualService`, <https://istio.io/latest/docs/reference/config/networking/virtual-service/>.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, bound(deserialize = "'de: 'a"))]
pub struct VirtualService<'a> {
    pub metadata: Metadata<'a>,
    pub spec: VirtualServiceSpec<'a>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, bound(deserialize = "'de: 'a"))]
pub struct VirtualServiceSpec<'a> {
    /// `mesh` alone, the default, is traffic between pods.
    pub gateways: List<Str<'a>>,
    pub http: List<VirtualRoute<'a>>,
    pub tcp: List<VirtualRoute<'a>>,
    pub tls: List<VirtualRoute<'a>>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, bound(deserialize = "'de: 'a"))]
pub struct VirtualRoute<'a> {
    pub route: List<VirtualTarget<'a>>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, bound(deserialize = "'de: 'a"))]
pub struct VirtualTarget<'a> {
    pub destination: VirtualDestination<'a>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, bound(deserialize = "'de: 'a"))]
pub struct VirtualDestination<'a> {
    /// Name of a Service: short, with its namespace, or in full.
    pub host: Str<'a>,
}

/// `route.openshift.io/v1 Route`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct OpenShiftRoute<'a> {
    pub metadata: Metadata<'a>,
    pub spec: OpenShiftRouteSpec<'a>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct OpenShiftRouteSpec<'a> {
    pub to: RouteRef<'a>,
    pub alternate_backends: List<RouteRef<'a>>,
    /// Absent: every port of the service.
    pub port: Option<OpenShiftRoutePort<'a>>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct OpenShiftRoutePort<'a> {
    /// Name of a port of the service, or number of a port of its pods.
    pub target_port: IntOrString<'a>,
}

/// `monitoring.coreos.com/v1 ServiceMonitor`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct ServiceMonitor<'a> {
    pub metadata: Metadata<'a>,
    pub spec: ServiceMonitorSpec<'a>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct ServiceMonitorSpec<'a> {
    pub selector: LabelSelector<'a>,
    /// Absent: the monitor's own namespace.
    pub namespace_selector: NamespaceChoice<'a>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct NamespaceChoice<'a> {
    pub any: Option<bool>,
    pub match_names: List<Str<'a>>,
}

/// `gateway.networking.k8s.io ReferenceGrant`: lies in the namespace that is referred to.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct ReferenceGrant<'a> {
    pub metadata: Metadata<'a>,
    pub spec: ReferenceGrantSpec<'a>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct ReferenceGrantSpec<'a> {
    pub from: List<GrantParty<'a>>,
    pub to: List<GrantParty<'a>>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct GrantParty<'a> {
    pub group: Str<'a>,
    pub kind: Str<'a>,
    /// `from` only.
    pub namespace: Option<Str<'a>>,
    /// `to` only; absent means every object of the kind.
    pub name: Option<Str<'a>>,
}

/// A Gatekeeper constraint that lists image repositories.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct AllowedRepos<'a> {
    pub metadata: Metadata<'a>,
    pub spec: AllowedReposSpec<'a>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct AllowedReposSpec<'a> {
    pub enforcement_action: Option<Str<'a>>,
    pub parameters: AllowedReposParameters<'a>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct AllowedReposParameters<'a> {
    pub repos: List<Str<'a>>,
}
