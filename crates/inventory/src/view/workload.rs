use serde::Deserialize;

use super::de::{IntOrString, List, Str};
use super::meta::{LabelSelector, Metadata};

/// A controller's object apart from its pod template: the fields of all built-in controllers together.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct Controller<'a> {
    pub metadata: Metadata<'a>,
    pub spec: ControllerSpec<'a>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct ControllerSpec<'a> {
    pub replicas: Option<i64>,
    /// Absent on Jobs that let the API server choose; a plain map on ReplicationControllers reads as empty.
    pub selector: Option<LabelSelector<'a>>,
    pub strategy: Option<Strategy<'a>>,
    pub update_strategy: Option<Strategy<'a>>,
    pub service_name: Option<Str<'a>>,
    pub volume_claim_templates: List<ClaimTemplate<'a>>,
    pub ttl_seconds_after_finished: Option<i64>,
    pub backoff_limit: Option<i64>,
    pub schedule: Option<Str<'a>>,
    pub starting_deadline_seconds: Option<i64>,
    pub job_template: Option<JobTemplate>,
    pub min_ready_seconds: Option<i64>,
    pub suspend: Option<bool>,
    pub parallelism: Option<i64>,
}

#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct JobTemplate {
    pub spec: JobSpec,
}

#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct JobSpec {
    pub ttl_seconds_after_finished: Option<i64>,
    pub backoff_limit: Option<i64>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct Strategy<'a> {
    #[serde(rename = "type")]
    pub kind: Option<Str<'a>>,
    pub rolling_update: Option<RollingUpdate<'a>>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct RollingUpdate<'a> {
    pub max_unavailable: Option<IntOrString<'a>>,
    pub max_surge: Option<IntOrString<'a>>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct ClaimTemplate<'a> {
    pub metadata: Metadata<'a>,
}

/// `policy/v1 PodDisruptionBudget`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct PodDisruptionBudget<'a> {
    pub metadata: Metadata<'a>,
    pub spec: BudgetSpec<'a>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct BudgetSpec<'a> {
    pub min_available: Option<IntOrString<'a>>,
    pub max_unavailable: Option<IntOrString<'a>>,
    /// Absent selects nothing; empty selects every pod of the namespace (policy/v1).
    pub selector: Option<LabelSelector<'a>>,
    pub unhealthy_pod_eviction_policy: Option<Str<'a>>,
}

/// `autoscaling/v2 HorizontalPodAutoscaler` (and v1, whose fields agree as far as they are read here).
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct Autoscaler<'a> {
    pub metadata: Metadata<'a>,
    pub spec: AutoscalerSpec<'a>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct AutoscalerSpec<'a> {
    pub min_replicas: Option<i64>,
    pub max_replicas: Option<i64>,
    pub scale_target_ref: TargetRef<'a>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct TargetRef<'a> {
    pub api_version: Option<Str<'a>>,
    pub kind: Str<'a>,
    pub name: Str<'a>,
}
