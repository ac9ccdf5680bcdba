//! What a process sees of the pod it runs in: its identity, its privileges, its mounts.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// Facts of the pod. Names and shapes only: a token's claims are kept, the token is not.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Inside {
    /// It runs in a pod at all: the API server's address is in its environment, or a token is mounted.
    pub in_pod: bool,
    pub token: Option<Token>,
    /// Numeric user id.
    pub uid: u32,
    /// The effective capabilities, as a bit mask.
    pub capabilities: u64,
    /// `Seccomp:` of `/proc/self/status`: 0 is none, 2 a filter.
    pub seccomp: Option<u8>,
    pub no_new_privileges: Option<bool>,
    pub apparmor: Option<String>,
    pub kernel: String,
    pub mounts: Vec<Mount>,
    /// Sockets of container runtimes that exist here.
    pub sockets: Vec<String>,
    /// Processes seen besides this one and its children.
    pub processes: usize,
    /// Names of environment variables that sound like credentials.
    pub credential_names: Vec<String>,
    /// Devices of disks in `/dev`.
    pub devices: Vec<String>,
    /// Names of services in the environment, with their addresses.
    pub services: BTreeMap<String, String>,
    pub host_pid: bool,
    pub host_network: bool,
    pub cgroup_writable: bool,
    pub root_writable: bool,
}

/// The service account token's public part.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Token {
    pub subject: String,
    pub issuer: String,
    /// Bound to a pod.
    pub bound: bool,
    /// Seconds since 1970; absent for a token that never ends.
    pub expires: Option<u64>,
}

/// One mount.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Mount {
    /// Where it is in the pod.
    pub path: String,
    /// What part of the source is mounted: `/` for a whole file system.
    pub root: String,
    pub source: String,
    pub kind: String,
    pub writable: bool,
}

impl Inside {
    /// True when the capability with this number is effective (<https://man7.org/linux/man-pages/man7/capabilities.7.html>).
    pub fn has_capability(&self, number: u32) -> bool {
        self.capabilities.checked_shr(number).is_some_and(|bits| bits & 1 == 1)
    }
}
