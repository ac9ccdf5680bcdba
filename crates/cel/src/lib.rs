//! CEL, the Common Expression Language, over facts that may be unknown.
//!
//! [`Expr::compile`] checks and compiles a text once; [`Expr::evaluate`] asks it of [`Facts`]. Facts are functions that the
//! caller names: each answers with a value or with [`Answer::Unknown`] and the reason. An unknown answer makes the result
//! unknown, unless it cannot change it: `a || b` is true when either is, `a && b` false when either is, as the
//! language definition says of errors (<https://github.com/google/cel-spec/blob/master/doc/langdef.md#logical-operators>).
//!
//! Texts are bounded in length and depth, results in what may be looped over. Nothing here reads a file or the clock,
//! knows Kubernetes, or takes unknown for false.

mod error;
mod evaluate;
mod expr;
mod value;

pub use error::CompileError;
pub use evaluate::{Answer, Facts, Verdict};
pub use expr::{Expr, MAX_DEPTH, MAX_TEXT};
