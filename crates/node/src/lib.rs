//! Gathers the facts of one node: files, processes, units, manifests, certificates and kernel settings, of the running
//! host, of a host mounted elsewhere (`/host`), or of a captured tree.
//!
//! Every fact is a value with its source, absent, or unknown with the reason; nothing here decides whether it is right.
//! Paths are taken from what a process itself names, then from its manifest or unit, then from the platform's defaults.
//!
//! Nothing here starts a process, opens a socket, writes a file, reads a private key, or follows a link out of the root.

mod argv;
mod certificate;
mod cloud;
mod cni;
mod component;
mod configs;
mod control;
mod cx;
mod embedded;
mod etcd;
mod files;
mod flags;
mod gather;
mod given;
pub mod host;
mod kubeconfig;
mod kubelet;
mod kubeproxy;
mod layout;
mod manifest;
mod names;
mod openshift;
mod pki;
mod platform;
mod process;
mod runtime;
mod system;
mod text;
mod unit;
mod versions;

pub use cloud::{CloudError, cloud_facts};
pub use gather::{Options, gather, gather_from};
pub use host::{Dir, Host, HostError, View};
pub use names::Names;

/// Parsers of foreign text, for fuzzing.
pub mod parse {
    pub use crate::certificate::parse as certificate;
    pub use crate::text::environment_file;
    pub use crate::unit::words;
}
