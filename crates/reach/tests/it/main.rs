//! The engine against hand-written cases and against a plain reading of the specifications, one packet at a time.

#![expect(clippy::expect_used, clippy::indexing_slicing, reason = "tests may fail loudly")]

mod estates;
mod estates_plugins;
mod generate;
mod languages;
mod lint;
mod oracle;
mod oracle_plugins;
mod random;
mod semantics;
mod support;
