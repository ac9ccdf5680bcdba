use serde::Deserialize;

use super::de::{List, Map, Str};

/// `metav1.ObjectMeta`, as far as judges look at it.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct Metadata<'a> {
    pub name: Option<Str<'a>>,
    pub generate_name: Option<Str<'a>>,
    pub namespace: Option<Str<'a>>,
    pub uid: Option<Str<'a>>,
    pub labels: Map<'a>,
    pub annotations: Map<'a>,
    pub owner_references: List<OwnerReference<'a>>,
    pub deletion_timestamp: Option<Str<'a>>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct OwnerReference<'a> {
    pub api_version: Str<'a>,
    pub kind: Str<'a>,
    pub name: Str<'a>,
    pub controller: Option<bool>,
}

/// Any object: what is common to all kinds.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct Head<'a> {
    pub api_version: Str<'a>,
    pub kind: Str<'a>,
    pub metadata: Metadata<'a>,
}

/// `metav1.LabelSelector`. Empty selects everything.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct LabelSelector<'a> {
    pub match_labels: Map<'a>,
    pub match_expressions: List<LabelExpression<'a>>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
pub struct LabelExpression<'a> {
    pub key: Str<'a>,
    pub operator: Str<'a>,
    pub values: List<Str<'a>>,
}

impl LabelSelector<'_> {
    pub fn is_empty(&self) -> bool {
        self.match_labels.is_empty() && self.match_expressions.is_empty()
    }

    /// The rules of `metav1.LabelSelectorAsSelector`: all demands must hold; `NotIn` and `DoesNotExist` hold for absent keys;
    /// an unknown operator matches nothing.
    pub fn matches<'l>(&self, label: impl Fn(&str) -> Option<&'l str>) -> bool {
        self.match_labels.iter().all(|(k, v)| label(k) == Some(v.as_str()))
            && self.match_expressions.iter().all(|e| e.matches(label(&e.key)))
    }
}

impl LabelExpression<'_> {
    fn matches(&self, value: Option<&str>) -> bool {
        let listed = |value: &str| self.values.iter().any(|v| *v == value);
        match (self.operator.as_str(), value) {
            ("In", Some(value)) => listed(value),
            ("NotIn", Some(value)) => !listed(value),
            ("NotIn" | "DoesNotExist", None) | ("Exists", Some(_)) => true,
            _ => false,
        }
    }
}
