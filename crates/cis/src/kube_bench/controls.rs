use serde::Deserialize;
use serde_json::Value;

use super::lenient::text;

/// One file of checks: what one kind of node is asked.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Controls {
    #[serde(deserialize_with = "text")]
    pub id: String,
    #[serde(deserialize_with = "text")]
    pub version: String,
    #[serde(deserialize_with = "text")]
    pub text: String,
    /// `master`, `node`, `etcd`, `controlplane`, `policies` or `managedservices`.
    #[serde(rename = "type", deserialize_with = "text")]
    pub node_type: String,
    pub groups: Vec<Group>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Group {
    #[serde(deserialize_with = "text")]
    pub id: String,
    #[serde(deserialize_with = "text")]
    pub text: String,
    #[serde(rename = "type")]
    pub mode: Mode,
    pub checks: Vec<Check>,
}

/// Whether a check runs at all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Mode {
    /// A person has to look.
    Manual,
    Skip,
    #[default]
    #[serde(other)]
    Run,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Check {
    #[serde(deserialize_with = "text")]
    pub id: String,
    #[serde(deserialize_with = "text")]
    pub text: String,
    /// Shell commands, looked at in this order: flags, configuration file, environment.
    #[serde(deserialize_with = "text")]
    pub audit: String,
    #[serde(deserialize_with = "text")]
    pub audit_config: String,
    #[serde(deserialize_with = "text")]
    pub audit_env: String,
    #[serde(rename = "type")]
    pub mode: Mode,
    pub tests: Option<Tests>,
    /// Every line of the output has to pass.
    pub use_multiple_values: bool,
    #[serde(deserialize_with = "text")]
    pub remediation: String,
    /// Only a scored check can fail; another one warns.
    pub scored: bool,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Tests {
    #[serde(rename = "bin_op")]
    pub join: Join,
    #[serde(rename = "test_items")]
    pub items: Vec<TestItem>,
}

/// How the items of a check combine.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Join {
    Or,
    #[default]
    #[serde(other)]
    And,
}

/// One look: at a flag, a path into the configuration file, or a variable of the environment.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct TestItem {
    #[serde(deserialize_with = "text")]
    pub flag: String,
    #[serde(deserialize_with = "text")]
    pub path: String,
    #[serde(deserialize_with = "text")]
    pub env: String,
    /// False: it must not be there, and the comparison does not count.
    pub set: bool,
    pub compare: Option<Compare>,
}

impl Default for TestItem {
    fn default() -> Self {
        Self { flag: String::new(), path: String::new(), env: String::new(), set: true, compare: None }
    }
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Compare {
    #[serde(deserialize_with = "text")]
    pub op: String,
    #[serde(deserialize_with = "text")]
    pub value: String,
}

impl Controls {
    /// The controls in a document; `None` when it is another kind of document. An error says which field is not as expected.
    pub fn from_value(value: &Value) -> Option<Result<Self, String>> {
        value.get("groups")?;
        Some(serde_path_to_error::deserialize(value).map(Self::named).map_err(|error| {
            let at = error.path().to_string();
            format!("{at}: {}", error.into_inner())
        }))
    }

    /// A number such as `5.10` loses its end in YAML: the checks of the group still show it.
    fn named(mut self) -> Self {
        for group in &mut self.groups {
            let own =
                group.checks.first().and_then(|check| check.id.rsplit_once('.')).map(|(front, _)| front);
            if let Some(front) = own.filter(|front| front.trim_end_matches('0') == group.id.as_str()) {
                group.id = front.to_owned();
            }
        }
        self
    }

    pub fn checks(&self) -> impl Iterator<Item = (&Group, &Check)> {
        self.groups.iter().flat_map(|group| group.checks.iter().map(move |check| (group, check)))
    }
}
