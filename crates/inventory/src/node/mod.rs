//! The facts of one node: what its processes, files and kernel say, as the gatherer saw them and as a judge reads them.
//!
//! [`NodeFacts`] is plain data: saved, merged and replayed as JSON (`holdfast.node-facts/v1`), and a map to an expression.
//! Whatever can be asked has three answers, [`Fact`]: a value and where it was read, absent (looked, and it is not there),
//! or unknown (and why). Nothing unknown may be taken for absent.
//!
//! - `components.NAME` is one of [`COMPONENTS`]. `running` absent means that it does not run on this node. `flags` are its
//!   arguments by its own rules (the last value wins, lists add up). `settings` is what is in force: flags, environment,
//!   configuration file, drop-ins and the defaults of the version, in the component's own order of precedence; the names
//!   are the configuration's field paths for the kubelet (`authentication.anonymous.enabled`) and kube-proxy, and flag
//!   names for the others (`audit-log-path`, etcd's `client-cert-auth`). Ask with [`Component::setting`]: a name that is
//!   not in the map is absent only while `unread` is empty, else unknown.
//! - `files.ROLE` (see [`role`]) are the files that play a part, at the place the process itself names or the platform uses.
//! - `configs.KIND` are the documents that flags point to: `admission`, `audit`, `authentication`, `authorization`,
//!   `encryption`. Key material in them is replaced before they get here.
//!
//! ```json
#![doc = include_str!("../../tests/node-facts.json")]
//! ```

mod component;
mod fact;
mod file;
mod platform;

use std::collections::BTreeMap;

use holdfast_model::Gap;
use serde::{Deserialize, Serialize};
use serde_json::Value;

pub use component::{COMPONENTS, Component, Config, Process, Setting};
pub use fact::{Fact, Source, SourceKind, Why};
pub use file::{Certificate, FileFact, FileKind, Kubeconfig, Stat, role};
pub use platform::{NodeRole, Platform, PlatformKind, Versions};

/// The name and version of the JSON form.
pub const SCHEMA: &str = "holdfast.node-facts/v1";

/// Everything known of one node.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct NodeFacts {
    /// [`SCHEMA`].
    pub schema: String,
    /// The node's name, as the kubelet registers it.
    pub node: Fact<String>,
    pub platform: Fact<Platform>,
    pub versions: Versions,
    /// What the node does, from the components that run on it; empty when none was found.
    pub roles: Vec<NodeRole>,
    /// By the names of [`COMPONENTS`], every one of them.
    pub components: BTreeMap<String, Component>,
    /// By [`role`]: the files of that role. Absent: this node has none.
    pub files: BTreeMap<String, Fact<Vec<FileFact>>>,
    /// By path: every certificate of the PKI directories and those that flags and kubeconfigs name.
    pub certificates: BTreeMap<String, Fact<Certificate>>,
    /// By path.
    pub kubeconfigs: BTreeMap<String, Fact<Kubeconfig>>,
    /// By kind: `admission`, `audit`, `authentication`, `authorization`, `encryption`.
    pub configs: BTreeMap<String, Fact<Config>>,
    /// CNI network configurations by path, and their plugins' types.
    pub cni: BTreeMap<String, Fact<Value>>,
    /// By dotted name, as `sysctl` prints it (`kernel.panic`).
    pub sysctls: BTreeMap<String, Fact<String>>,
    /// systemd units of the components by file name, drop-ins merged.
    pub units: BTreeMap<String, Fact<Unit>>,
    /// What the cloud says of the managed cluster, when it was given.
    pub cloud: Fact<Cloud>,
    /// What should have been read and could not be.
    pub gaps: Vec<Gap>,
}

/// A systemd unit as systemd reads it: the unit file and its drop-ins, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Unit {
    /// The unit file first, then its drop-ins in the order they apply.
    pub files: Vec<String>,
    /// The words of the command that starts the service (`ExecStart`), variables replaced.
    pub exec_start: Vec<String>,
    /// Names of the environment files, also of those that are not there.
    pub environment_files: Vec<String>,
}

/// A managed cluster's description by its provider's own command.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Cloud {
    /// `eks`, `aks` or `gke`.
    pub provider: String,
    pub cluster: String,
    /// Control plane version, e.g. `1.34`.
    pub version: Option<String>,
    /// The description whole, credentials replaced.
    pub description: Value,
}

impl NodeFacts {
    /// Facts of which nothing is known yet: every answer is unknown, because nobody looked.
    pub fn unread() -> Self {
        Self {
            schema: SCHEMA.to_owned(),
            node: Fact::not_looked(),
            platform: Fact::not_looked(),
            versions: Versions::unread(),
            roles: Vec::new(),
            components: COMPONENTS.iter().map(|name| ((*name).to_owned(), Component::unread())).collect(),
            files: BTreeMap::new(),
            certificates: BTreeMap::new(),
            kubeconfigs: BTreeMap::new(),
            configs: BTreeMap::new(),
            cni: BTreeMap::new(),
            sysctls: BTreeMap::new(),
            units: BTreeMap::new(),
            cloud: Fact::not_looked(),
            gaps: Vec::new(),
        }
    }

    /// The component of that name; one nobody looked for is unknown in every respect.
    pub fn component(&self, name: &str) -> Component {
        self.components.get(name).cloned().unwrap_or_else(Component::unread)
    }

    /// The files of a role; a role nobody looked for is unknown.
    pub fn files(&self, role: &str) -> Fact<Vec<FileFact>> {
        self.files.get(role).cloned().unwrap_or_else(Fact::not_looked)
    }
}
