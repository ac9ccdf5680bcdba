//! Namespaces, nodes, configuration and admission objects.

use serde::Deserialize;

use super::de::{List, Map, Present, Quantity, Str};
use super::meta::{LabelSelector, Metadata};

/// An object judged by its metadata alone (Namespace, LimitRange, ResourceQuota ...).
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct Plain<'a> {
    pub metadata: Metadata<'a>,
}

/// `core/v1 Node`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct Node<'a> {
    pub metadata: Metadata<'a>,
    pub spec: NodeSpec<'a>,
    pub status: NodeStatus<'a>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct NodeSpec<'a> {
    #[serde(rename = "providerID")]
    pub provider_id: Option<Str<'a>>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct NodeStatus<'a> {
    pub node_info: NodeInfo<'a>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct NodeInfo<'a> {
    pub kernel_version: Str<'a>,
    pub os_image: Str<'a>,
    /// `containerd://1.7.2`.
    pub container_runtime_version: Str<'a>,
    pub kubelet_version: Str<'a>,
    pub operating_system: Str<'a>,
}

/// `core/v1 ConfigMap`: values that look like credentials were replaced when the object was read.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct ConfigMap<'a> {
    pub metadata: Metadata<'a>,
    pub data: Map<'a>,
}

/// `core/v1 Secret`: keys only, values were never kept.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct Secret<'a> {
    pub metadata: Metadata<'a>,
    #[serde(rename = "type")]
    pub kind: Option<Str<'a>>,
    pub data: Map<'a>,
    pub string_data: Map<'a>,
}

/// `core/v1 LimitRange`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct LimitRange<'a> {
    pub metadata: Metadata<'a>,
    pub spec: LimitRangeSpec<'a>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct LimitRangeSpec<'a> {
    pub limits: List<LimitRangeItem<'a>>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct LimitRangeItem<'a> {
    /// `Container`, `Pod` or `PersistentVolumeClaim`.
    #[serde(rename = "type")]
    pub kind: Str<'a>,
    /// Limits given to containers that set none.
    pub default: Map<'a, Quantity<'a>>,
    /// Requests given to containers that set none.
    pub default_request: Map<'a, Quantity<'a>>,
    pub max: Map<'a, Quantity<'a>>,
    pub min: Map<'a, Quantity<'a>>,
}

/// `storage.k8s.io/v1 StorageClass`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct StorageClass<'a> {
    pub metadata: Metadata<'a>,
    pub provisioner: Str<'a>,
    pub parameters: Map<'a>,
}

/// `core/v1 PersistentVolume`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct PersistentVolume<'a> {
    pub metadata: Metadata<'a>,
    pub spec: PersistentVolumeSpec<'a>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct PersistentVolumeSpec<'a> {
    pub storage_class_name: Option<Str<'a>>,
    pub host_path: Option<super::volume::HostPath<'a>>,
    pub csi: Option<super::volume::CsiSource<'a>>,
    pub capacity: Map<'a, Quantity<'a>>,
    pub aws_elastic_block_store: Option<Present>,
    pub azure_disk: Option<Present>,
    pub gce_persistent_disk: Option<Present>,
}

/// `apiregistration.k8s.io/v1 APIService`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct ApiService<'a> {
    pub metadata: Metadata<'a>,
    pub spec: ApiServiceSpec<'a>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct ApiServiceSpec<'a> {
    /// `None`: served by the API server itself.
    pub service: Option<ServiceRef<'a>>,
    #[serde(rename = "insecureSkipTLSVerify")]
    pub insecure_skip_tls_verify: Option<bool>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct ServiceRef<'a> {
    pub namespace: Option<Str<'a>>,
    pub name: Str<'a>,
}

/// A ValidatingWebhookConfiguration or MutatingWebhookConfiguration.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct WebhookConfiguration<'a> {
    pub metadata: Metadata<'a>,
    pub webhooks: List<Webhook<'a>>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct Webhook<'a> {
    pub name: Str<'a>,
    pub failure_policy: Option<Str<'a>>,
    pub namespace_selector: Option<LabelSelector<'a>>,
    pub object_selector: Option<LabelSelector<'a>>,
    pub rules: List<WebhookRule<'a>>,
    pub client_config: ClientConfig<'a>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct ClientConfig<'a> {
    pub service: Option<ServiceRef<'a>>,
    pub url: Option<Str<'a>>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct WebhookRule<'a> {
    pub operations: List<Str<'a>>,
    pub api_groups: List<Str<'a>>,
    pub resources: List<Str<'a>>,
}

/// A ValidatingAdmissionPolicyBinding.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct AdmissionPolicyBinding<'a> {
    pub metadata: Metadata<'a>,
    pub spec: AdmissionPolicyBindingSpec<'a>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct AdmissionPolicyBindingSpec<'a> {
    pub policy_name: Str<'a>,
    pub validation_actions: List<Str<'a>>,
    pub match_resources: Option<MatchResources<'a>>,
}

/// A ValidatingAdmissionPolicy.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct AdmissionPolicy<'a> {
    pub metadata: Metadata<'a>,
    pub spec: AdmissionPolicySpec<'a>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct AdmissionPolicySpec<'a> {
    pub match_constraints: MatchResources<'a>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct MatchResources<'a> {
    pub namespace_selector: Option<LabelSelector<'a>>,
    pub resource_rules: List<WebhookRule<'a>>,
}

/// `security.openshift.io/v1 SecurityContextConstraints`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct SecurityContextConstraints<'a> {
    pub metadata: Metadata<'a>,
    pub allow_privileged_container: Option<bool>,
    pub users: List<Str<'a>>,
    pub groups: List<Str<'a>>,
}

/// `node.k8s.io/v1 RuntimeClass`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct RuntimeClass<'a> {
    pub metadata: Metadata<'a>,
    /// What the node's container runtime calls it (`runc`, `runsc`, `kata-qemu`).
    pub handler: Str<'a>,
}
