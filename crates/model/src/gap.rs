use serde::{Deserialize, Serialize};

/// Something that should have been read and could not be. Every gap makes the coverage incomplete (exit code 3).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Gap {
    /// What was not read: a file and line, a resource kind, an object.
    pub what: String,
    /// Why: the error, in one line.
    pub why: String,
    /// What this hides from the answer.
    pub effect: String,
}

impl Gap {
    pub fn new(what: impl Into<String>, why: impl Into<String>, effect: impl Into<String>) -> Self {
        Self { what: what.into(), why: why.into(), effect: effect.into() }
    }
}

/// A check this input cannot decide (cluster facts in a scan of files): counted, shown, not a gap.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct NotAssessed {
    pub check: String,
    pub why: String,
}
