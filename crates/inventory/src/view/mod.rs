//! Typed views over the JSON of an object: only fields some judge reads, all optional, borrowing from the snapshot.
//!
//! `null` reads as absent everywhere, as in the Kubernetes API machinery. Unknown fields are ignored.

mod admin_policy;
mod cluster;
mod de;
mod extension;
mod meta;
mod network;
mod pod;
mod rbac;
mod volume;
mod workload;

pub use admin_policy::*;
pub use cluster::*;
pub use de::{IntOrString, List, Map, Present, Quantity, Str};
pub use extension::*;
pub use meta::{Head, LabelExpression, LabelSelector, Metadata, OwnerReference};
pub use network::*;
pub use pod::*;
pub use rbac::*;
pub use volume::*;
pub use workload::*;
