use thiserror::Error;

use crate::expr::MAX_TEXT;

/// The text is no expression this crate evaluates.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum CompileError {
    #[error("the expression is {0} bytes long; at most {MAX_TEXT} are read")]
    TooLong(usize),
    /// What the parser says, with line and column.
    #[error("not a CEL expression: {0}")]
    Syntax(String),
    #[error("the expression calls {0}(), which is neither CEL's own nor a fact")]
    UnknownFunction(String),
}
