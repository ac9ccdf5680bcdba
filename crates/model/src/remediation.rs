use std::borrow::Cow;

use serde::{Deserialize, Serialize};

/// One step of a JSON patch (RFC 6902), relative to the whole object.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase", tag = "op")]
pub enum PatchOp {
    /// Sets the field, making missing parents.
    Add {
        path: String,
        value: serde_json::Value,
    },
    Remove {
        path: String,
    },
}

impl PatchOp {
    pub fn path(&self) -> &str {
        match self {
            Self::Add { path, .. } | Self::Remove { path } => path,
        }
    }
}

/// How to make the finding go away.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Remediation {
    /// What to do, in a sentence.
    pub text: Cow<'static, str>,
    /// The exact change, where it is known.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub patch: Vec<PatchOp>,
    /// True when the patch cannot stop a working workload from working; only such patches are written by `--fix`.
    pub safe: bool,
}
