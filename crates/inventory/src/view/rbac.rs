//! `rbac.authorization.k8s.io/v1`, <https://kubernetes.io/docs/reference/access-authn-authz/rbac/>.

use serde::Deserialize;

use super::de::{List, Str};
use super::meta::{LabelSelector, Metadata};

/// A Role or a ClusterRole.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct Role<'a> {
    pub metadata: Metadata<'a>,
    pub rules: List<PolicyRule<'a>>,
    /// ClusterRoles only: the rules are filled in by the controller from the selected ClusterRoles.
    pub aggregation_rule: Option<AggregationRule<'a>>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct AggregationRule<'a> {
    pub cluster_role_selectors: List<LabelSelector<'a>>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct PolicyRule<'a> {
    pub verbs: List<Str<'a>>,
    pub api_groups: List<Str<'a>>,
    pub resources: List<Str<'a>>,
    pub resource_names: List<Str<'a>>,
    #[serde(rename = "nonResourceURLs")]
    pub non_resource_urls: List<Str<'a>>,
}

/// A RoleBinding or a ClusterRoleBinding.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct Binding<'a> {
    pub metadata: Metadata<'a>,
    pub subjects: List<Subject<'a>>,
    pub role_ref: RoleRef<'a>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct Subject<'a> {
    /// `User`, `Group` or `ServiceAccount`.
    pub kind: Str<'a>,
    pub name: Str<'a>,
    /// Service accounts only.
    pub namespace: Option<Str<'a>>,
    pub api_group: Option<Str<'a>>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct RoleRef<'a> {
    pub api_group: Option<Str<'a>>,
    pub kind: Str<'a>,
    pub name: Str<'a>,
}

/// `core/v1 ServiceAccount`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct ServiceAccount<'a> {
    pub metadata: Metadata<'a>,
    pub automount_service_account_token: Option<bool>,
}
