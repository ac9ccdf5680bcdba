//! The readers and the editor, by example.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests fail loudly")]

mod edit;
mod knowledge;
mod node;
mod read_credential;
mod read_hostile;
mod read_json;
mod read_plain;
mod read_random;
mod read_scalar;
mod read_support;
mod read_yaml;
