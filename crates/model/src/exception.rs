use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{Subject, glob_match};

/// Which subjects something applies to. Every given field must match; `*` and `?` are wildcards.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Selector {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub namespace: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub container: Option<String>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub labels: BTreeMap<String, String>,
}

impl Selector {
    /// `label` gives the value of a label of the subject's resource.
    pub fn matches<'a>(&self, subject: &Subject, label: impl Fn(&str) -> Option<&'a str>) -> bool {
        let fits =
            |want: &Option<String>, have: &str| want.as_deref().is_none_or(|glob| glob_match(glob, have));
        fits(&self.kind, &subject.resource.kind)
            && fits(&self.namespace, &subject.resource.namespace)
            && fits(&self.name, &subject.resource.name)
            && fits(&self.container, subject.container.as_deref().unwrap_or_default())
            && self.labels.iter().all(|(k, v)| label(k).is_some_and(|have| glob_match(v, have)))
    }
}

/// A risk somebody accepted, until a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Exception {
    /// A check id, an alias such as `kube-linter:host-pid`, or a glob over ids.
    pub check: String,
    #[serde(default)]
    pub selector: Selector,
    pub reason: String,
    pub owner: String,
    /// Last day it holds, `YYYY-MM-DD`.
    pub expires: String,
}

/// Somebody's answer to a question that only a person can answer, until a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Attestation {
    /// A control's slug, or its number in the benchmark.
    pub control: String,
    /// What is the case.
    pub statement: String,
    pub by: String,
    /// Last day it holds, `YYYY-MM-DD`.
    pub until: String,
}

/// The exception that covers a finding, as reports show it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Applied {
    /// Where it was written: `holdfast.yaml`, or the annotation's key.
    pub source: String,
    pub reason: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub owner: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub expires: String,
}

/// How much a workload matters to its owner. Ordered: the more, the greater.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Criticality {
    Public,
    Low,
    Internal,
    Medium,
    High,
    Personal,
    Payment,
    Critical,
}

impl Criticality {
    const ALL: [Self; 8] = [
        Self::Public,
        Self::Low,
        Self::Internal,
        Self::Medium,
        Self::High,
        Self::Personal,
        Self::Payment,
        Self::Critical,
    ];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Public => "public",
            Self::Low => "low",
            Self::Internal => "internal",
            Self::Medium => "medium",
            Self::High => "high",
            Self::Personal => "personal",
            Self::Payment => "payment",
            Self::Critical => "critical",
        }
    }

    /// Reads the value of a `holdfast.dev/criticality` label.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|c| c.as_str().eq_ignore_ascii_case(text))
    }
}

/// Gives every matching workload a criticality.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CriticalityRule {
    pub selector: Selector,
    pub level: Criticality,
}

/// What `holdfast.yaml` holds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Settings {
    #[serde(default)]
    pub api_version: String,
    #[serde(default)]
    pub kind: String,
    #[serde(default)]
    pub exceptions: Vec<Exception>,
    /// Answers to questions of benchmarks.
    #[serde(default)]
    pub attestations: Vec<Attestation>,
    #[serde(default)]
    pub criticality: Vec<CriticalityRule>,
    /// Checks to leave out, by id or alias.
    #[serde(default)]
    pub skip: Vec<String>,
    /// Registries images may come from (`registry.example.com/team`). Empty: any but the known bad.
    #[serde(default)]
    pub allowed_registries: Vec<String>,
    /// Registries no image may come from, besides the known bad.
    #[serde(default)]
    pub denied_registries: Vec<String>,
    /// Tags that move, besides `latest` and its like.
    #[serde(default)]
    pub floating_tags: Vec<String>,
    /// Fewest replicas a service may run with; three when absent.
    #[serde(default)]
    pub min_replicas: Option<i64>,
}
