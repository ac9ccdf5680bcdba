//! The engine against hand-written cases and against a plain reading of the specifications, one packet at a time.

#![expect(clippy::expect_used, reason = "tests may fail loudly")]

mod semantics;
mod support;
