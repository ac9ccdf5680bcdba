//! The index against hand-written cases and against a plain evaluator over raw JSON.

mod random;
mod reference;
mod semantics;
mod support;
