#![allow(
    clippy::indexing_slicing,
    clippy::manual_is_multiple_of,
    reason = "values made here are indexed by keys they have"
)]
//! What tests and benchmarks share. Never part of the product.
//!
//! [`estate`] writes estates of any size: the same bytes for the same numbers, with the shape of real clusters
//! (one team per namespace, a controller with its pods, services, accounts, roles, policies).

pub mod estate;
