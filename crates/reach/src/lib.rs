//! Which pod or address reaches which port, under all network policies of an estate.
//!
//! An [`Engine`] is built once from a snapshot: pods become classes (same namespace, labels, ports and network), every
//! policy language compiles to the same tiers of rules, selectors are matched once per distinct label, addresses are cut
//! into atoms, and each class gets one row per direction: which peers, on which ports. Answers are bit operations on rows:
//! [`Engine::connections`] (all pairs), [`Engine::allowed`] (one packet, with the deciding policy, rule and line),
//! [`Engine::exposure`] (peers that do not exist yet), [`Engine::reaches`] (the cheap question of the attack graph), [`Engine::openness`] (what
//! is left to peers nobody named).
//!
//! Nothing here reads files, sends a packet or knows a clock; nothing here judges whether a connection is wanted.

mod admin;
mod bits;
mod calico;
mod cilium;
mod compile;
mod connections;
mod decide;
mod diff;
mod doubts;
mod enforcer;
mod engine;
mod entry;
mod explain;
mod exposure;
mod expression;
mod index;
mod ip;
mod kinds;
mod netpol;
mod networks;
mod openness;
mod policy;
mod ports;
mod row;
mod selector;
mod who;

pub use connections::{Connection, End};
pub use decide::{Decision, Reason, Verdict};
pub use diff::{Change, diff};
pub use enforcer::{Enforcer, enforcer};
pub use engine::{Engine, HostNetwork, Options};
pub use entry::EntryKind;
pub use explain::{Explanation, Part};
pub use exposure::{Exposed, ExposedTo};
pub use ip::IpRange;
pub use networks::{Network, NetworkKind};
pub use openness::Openness;
pub use policy::{Action, Direction};
pub use ports::{PortSet, Protocol};
pub use who::{Workload, WorkloadId};
