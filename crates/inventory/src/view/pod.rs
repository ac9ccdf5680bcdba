//! Pods and their containers: `core/v1`, <https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/>.

use serde::Deserialize;

use super::de::{IntOrString, List, Map, Present, Quantity, Str};
use super::meta::{LabelSelector, Metadata};
use super::volume::{Volume, VolumeDevice, VolumeMount};

/// A pod, or the template of one: metadata and spec.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct PodTemplate<'a> {
    pub metadata: Metadata<'a>,
    pub spec: PodSpec<'a>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct PodSpec<'a> {
    pub containers: List<Container<'a>>,
    pub init_containers: List<Container<'a>>,
    pub ephemeral_containers: List<Container<'a>>,
    pub volumes: List<Volume<'a>>,
    #[serde(rename = "hostPID")]
    pub host_pid: Option<bool>,
    #[serde(rename = "hostIPC")]
    pub host_ipc: Option<bool>,
    pub host_network: Option<bool>,
    pub host_users: Option<bool>,
    pub share_process_namespace: Option<bool>,
    pub service_account_name: Option<Str<'a>>,
    /// The deprecated alias of `serviceAccountName`.
    pub service_account: Option<Str<'a>>,
    pub automount_service_account_token: Option<bool>,
    pub security_context: Option<PodSecurityContext<'a>>,
    pub host_aliases: List<Present>,
    pub restart_policy: Option<Str<'a>>,
    pub node_name: Option<Str<'a>>,
    pub node_selector: Map<'a>,
    pub runtime_class_name: Option<Str<'a>>,
    pub priority_class_name: Option<Str<'a>>,
    pub affinity: Option<Affinity<'a>>,
    pub topology_spread_constraints: List<Present>,
    pub dns_config: Option<DnsConfig<'a>>,
    pub dns_policy: Option<Str<'a>>,
    pub image_pull_secrets: List<LocalReference<'a>>,
    pub os: Option<PodOs<'a>>,
    pub hostname: Option<Str<'a>>,
    pub termination_grace_period_seconds: Option<i64>,
    pub tolerations: List<Toleration<'a>>,
    /// Shared by all containers of the pod (Kubernetes 1.34 and later by default).
    pub resources: Resources<'a>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct Toleration<'a> {
    pub key: Option<Str<'a>>,
    pub operator: Option<Str<'a>>,
    pub value: Option<Str<'a>>,
    pub effect: Option<Str<'a>>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct PodOs<'a> {
    pub name: Str<'a>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct LocalReference<'a> {
    pub name: Str<'a>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct Affinity<'a> {
    pub node_affinity: Option<Present>,
    pub pod_affinity: Option<Present>,
    pub pod_anti_affinity: Option<PodAntiAffinity<'a>>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct PodAntiAffinity<'a> {
    #[serde(rename = "requiredDuringSchedulingIgnoredDuringExecution")]
    pub required: List<PodAffinityTerm<'a>>,
    #[serde(rename = "preferredDuringSchedulingIgnoredDuringExecution")]
    pub preferred: List<WeightedPodAffinityTerm<'a>>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct WeightedPodAffinityTerm<'a> {
    pub pod_affinity_term: PodAffinityTerm<'a>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct PodAffinityTerm<'a> {
    /// Absent selects no pod.
    pub label_selector: Option<LabelSelector<'a>>,
    /// Empty: the pod's own namespace, unless a selector names others.
    pub namespaces: List<Str<'a>>,
    pub namespace_selector: Option<LabelSelector<'a>>,
    pub topology_key: Str<'a>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct DnsConfig<'a> {
    pub options: List<DnsOption<'a>>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct DnsOption<'a> {
    pub name: Str<'a>,
    pub value: Option<Str<'a>>,
}

/// `core/v1 PodSecurityContext`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct PodSecurityContext<'a> {
    pub run_as_non_root: Option<bool>,
    pub run_as_user: Option<i64>,
    pub run_as_group: Option<i64>,
    pub fs_group: Option<i64>,
    pub fs_group_change_policy: Option<Str<'a>>,
    pub supplemental_groups: List<i64>,
    pub supplemental_groups_policy: Option<Str<'a>>,
    pub seccomp_profile: Option<Profile<'a>>,
    pub app_armor_profile: Option<Profile<'a>>,
    pub se_linux_options: Option<SeLinuxOptions<'a>>,
    pub windows_options: Option<WindowsOptions<'a>>,
    pub sysctls: List<Sysctl<'a>>,
}

impl PodSecurityContext<'_> {
    /// True when it says nothing: the API server writes an empty block into every pod.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// `core/v1 SecurityContext` of a container.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct SecurityContext<'a> {
    pub privileged: Option<bool>,
    pub allow_privilege_escalation: Option<bool>,
    pub read_only_root_filesystem: Option<bool>,
    pub run_as_non_root: Option<bool>,
    pub run_as_user: Option<i64>,
    pub run_as_group: Option<i64>,
    pub capabilities: Option<Capabilities<'a>>,
    pub seccomp_profile: Option<Profile<'a>>,
    pub app_armor_profile: Option<Profile<'a>>,
    pub se_linux_options: Option<SeLinuxOptions<'a>>,
    pub windows_options: Option<WindowsOptions<'a>>,
    pub proc_mount: Option<Str<'a>>,
}

impl SecurityContext<'_> {
    /// True when it says nothing.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct Capabilities<'a> {
    pub add: List<Str<'a>>,
    pub drop: List<Str<'a>>,
}

/// A seccomp or AppArmor profile: `type` is `RuntimeDefault`, `Localhost` or `Unconfined`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct Profile<'a> {
    #[serde(rename = "type")]
    pub kind: Str<'a>,
    pub localhost_profile: Option<Str<'a>>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct SeLinuxOptions<'a> {
    #[serde(rename = "type")]
    pub kind: Option<Str<'a>>,
    pub user: Option<Str<'a>>,
    pub role: Option<Str<'a>>,
    pub level: Option<Str<'a>>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct WindowsOptions<'a> {
    pub host_process: Option<bool>,
    pub run_as_user_name: Option<Str<'a>>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct Sysctl<'a> {
    pub name: Str<'a>,
    pub value: Str<'a>,
}

/// A container of any of the three lists.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct Container<'a> {
    pub name: Str<'a>,
    pub image: Option<Str<'a>>,
    pub image_pull_policy: Option<Str<'a>>,
    pub command: List<Str<'a>>,
    pub args: List<Str<'a>>,
    pub env: List<EnvVar<'a>>,
    pub env_from: List<EnvFrom<'a>>,
    pub ports: List<ContainerPort<'a>>,
    pub resources: Resources<'a>,
    pub security_context: Option<SecurityContext<'a>>,
    pub volume_mounts: List<VolumeMount<'a>>,
    pub volume_devices: List<VolumeDevice<'a>>,
    pub liveness_probe: Option<Probe<'a>>,
    pub readiness_probe: Option<Probe<'a>>,
    pub startup_probe: Option<Probe<'a>>,
    pub lifecycle: Option<Lifecycle<'a>>,
    /// `Always` on an init container makes it a sidecar.
    pub restart_policy: Option<Str<'a>>,
    pub target_container_name: Option<Str<'a>>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct EnvVar<'a> {
    pub name: Str<'a>,
    pub value: Option<Str<'a>>,
    pub value_from: Option<EnvSource<'a>>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct EnvSource<'a> {
    pub secret_key_ref: Option<KeyReference<'a>>,
    pub config_map_key_ref: Option<KeyReference<'a>>,
    pub field_ref: Option<Present>,
    pub resource_field_ref: Option<Present>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct KeyReference<'a> {
    pub name: Str<'a>,
    pub key: Str<'a>,
    pub optional: Option<bool>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct EnvFrom<'a> {
    pub prefix: Option<Str<'a>>,
    pub secret_ref: Option<NameReference<'a>>,
    pub config_map_ref: Option<NameReference<'a>>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct NameReference<'a> {
    pub name: Str<'a>,
    pub optional: Option<bool>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct ContainerPort<'a> {
    pub name: Option<Str<'a>>,
    pub container_port: i64,
    pub host_port: Option<i64>,
    #[serde(rename = "hostIP")]
    pub host_ip: Option<Str<'a>>,
    pub protocol: Option<Str<'a>>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct Resources<'a> {
    pub limits: Map<'a, Quantity<'a>>,
    pub requests: Map<'a, Quantity<'a>>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct Probe<'a> {
    pub http_get: Option<HttpGet<'a>>,
    pub tcp_socket: Option<TcpSocket<'a>>,
    pub grpc: Option<GrpcAction<'a>>,
    pub exec: Option<ExecAction<'a>>,
    pub initial_delay_seconds: Option<i64>,
    pub period_seconds: Option<i64>,
    pub timeout_seconds: Option<i64>,
    pub failure_threshold: Option<i64>,
    pub success_threshold: Option<i64>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct Lifecycle<'a> {
    pub post_start: Option<Probe<'a>>,
    pub pre_stop: Option<Probe<'a>>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct HttpGet<'a> {
    pub host: Option<Str<'a>>,
    pub path: Option<Str<'a>>,
    pub port: IntOrString<'a>,
    pub scheme: Option<Str<'a>>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct TcpSocket<'a> {
    pub host: Option<Str<'a>>,
    pub port: IntOrString<'a>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct GrpcAction<'a> {
    pub port: i64,
    pub service: Option<Str<'a>>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct ExecAction<'a> {
    pub command: List<Str<'a>>,
}
