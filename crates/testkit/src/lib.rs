#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::manual_is_multiple_of,
    reason = "values made here are indexed by keys they have"
)]
//! What tests and benchmarks share. Never part of the product.
//!
//! [`api`] is an API server on loopback that replays LISTs and misbehaves as told.
//! [`tls`] makes the certificates it shows, [`proxy`] stands between it and its clients.
//! [`estate`] writes estates of any size: the same bytes for the same numbers, with the shape of real clusters
//! (one team per namespace, a controller with its pods, services, accounts, roles, policies).
//! [`hosts`] are captured nodes of every platform, as trees and as facts.
//! [`world`] writes whole clusters with the true answers beside them.

pub mod api;
pub mod estate;
pub mod hosts;
pub mod proxy;
pub mod tls;
pub mod world;
