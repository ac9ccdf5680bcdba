//! The index against hand-written cases and against a plain evaluator over raw JSON.

#![expect(clippy::expect_used, clippy::indexing_slicing, reason = "tests may fail loudly")]

mod audit;
mod escalation;
mod permissions;
mod questions;
mod random;
mod reference;
mod semantics;
mod support;
