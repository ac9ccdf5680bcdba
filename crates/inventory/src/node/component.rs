//! One component of Kubernetes on a node: how it was started and what is in force.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{Fact, Source, Why};

/// The components looked for, by the names used everywhere.
pub const COMPONENTS: &[&str] = &[
    "apiserver",
    "containerd",
    "controllerManager",
    "crio",
    "docker",
    "etcd",
    "kubeProxy",
    "kubelet",
    "scheduler",
];

/// One component: its process, arguments, configuration, and what follows from them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Component {
    /// Absent: no such process on this node. Unknown: processes could not be seen.
    pub running: Fact<Process>,
    /// The arguments, the program's name first. From the process, or from the manifest or unit that starts it.
    pub argv: Fact<Vec<String>>,
    /// Arguments by the component's own rules, names without dashes. Lists are joined by commas.
    pub flags: BTreeMap<String, Setting>,
    /// Only the variables that the component reads as configuration (etcd's `ETCD_*`).
    pub env: Fact<BTreeMap<String, String>>,
    /// The configuration file, drop-ins merged. Absent: none is used.
    pub config: Fact<Config>,
    /// What is in force, by the names the head of the module tells.
    pub settings: BTreeMap<String, Setting>,
    /// Why `settings` may lack or misstate something: one line for each source that could not be read.
    pub unread: Vec<String>,
}

/// A value in force and where it comes from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Setting {
    /// Flags are text, lists of text included (`a,b`); `true` and `false` are booleans where the flag is one.
    /// Configuration keeps its JSON types.
    pub value: Value,
    pub source: Source,
}

/// A running process.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Process {
    pub pid: u32,
    /// Effective user and group. Unknown when the process' status could not be read.
    pub uid: Option<u32>,
    pub gid: Option<u32>,
    /// Path of the program in the process' own view, when it may be seen.
    pub exe: Option<String>,
    /// It runs in a mount namespace other than the host's.
    pub contained: Option<bool>,
    /// The program that embeds it (`k3s`, `kubelite`), when it is no process of its own.
    pub embedded_in: Option<String>,
    /// The process' name is another one's too: how many of them run.
    pub instances: u32,
}

/// A configuration as it is used.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Config {
    /// Path of the main file on the host.
    pub path: String,
    /// Main file first, then the drop-ins in the order they were merged.
    pub files: Vec<String>,
    /// The merged document; credentials replaced.
    pub value: Value,
    /// By JSON pointer of a leaf: the drop-in that set it. Everything else is the main file's.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub overridden: BTreeMap<String, String>,
}

impl Component {
    /// A component nobody looked for.
    pub fn unread() -> Self {
        Self {
            running: Fact::not_looked(),
            argv: Fact::not_looked(),
            flags: BTreeMap::new(),
            env: Fact::not_looked(),
            config: Fact::not_looked(),
            settings: BTreeMap::new(),
            unread: vec!["not looked at".to_owned()],
        }
    }

    /// What is in force under `name`.
    pub fn setting(&self, name: &str) -> Fact<Value> {
        match self.settings.get(name) {
            Some(Setting { value, source }) => Fact::Value { value: value.clone(), source: source.clone() },
            None => self.missing(name),
        }
    }

    /// An argument by its name without dashes.
    pub fn flag(&self, name: &str) -> Fact<Value> {
        match (self.flags.get(name), &self.argv) {
            (Some(Setting { value, source }), _) => {
                Fact::Value { value: value.clone(), source: source.clone() }
            }
            (None, Fact::Unknown { why, detail }) => Fact::unknown(*why, detail.clone()),
            (None, Fact::Absent { looked }) => Fact::absent(looked.clone()),
            (None, Fact::Value { source, .. }) => Fact::absent(format!("--{name} in {}", source.place)),
        }
    }

    fn missing(&self, name: &str) -> Fact<Value> {
        match (self.unread.first(), &self.running) {
            (Some(why), _) => Fact::unknown(Why::Missing, why.clone()),
            (None, Fact::Unknown { why, detail }) => Fact::unknown(*why, detail.clone()),
            (None, _) => Fact::absent(format!("{name}: set nowhere")),
        }
    }
}
