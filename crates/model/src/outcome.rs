use serde::{Deserialize, Serialize};

/// What a judge says of one check on one subject.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase", tag = "state", content = "reason")]
pub enum Outcome {
    Pass,
    Fail,
    /// Not proven wrong, but worth a look.
    Warn,
    /// Left out on purpose, and why.
    Skip(String),
    /// Could not be judged, and why. Never counts as a pass.
    Error(String),
    /// Only a person can decide.
    Manual,
}

impl Outcome {
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::Pass => "pass",
            Self::Fail => "fail",
            Self::Warn => "warn",
            Self::Skip(_) => "skip",
            Self::Error(_) => "error",
            Self::Manual => "manual",
        }
    }

    /// The reason of a skip or an error.
    pub fn reason(&self) -> Option<&str> {
        match self {
            Self::Skip(reason) | Self::Error(reason) => Some(reason),
            Self::Pass | Self::Fail | Self::Warn | Self::Manual => None,
        }
    }
}
