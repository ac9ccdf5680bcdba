use serde::{Deserialize, Serialize};

/// Where in an input file something stands. Lines and columns start at 1.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Place {
    pub file: String,
    pub line: u32,
    /// 0 when only the line is known.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub column: u32,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde calls it with a reference")]
fn is_zero(n: &u32) -> bool {
    *n == 0
}

/// What was seen that makes the finding true.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", tag = "type")]
pub enum Evidence {
    /// A field of the subject (or of the object named): JSON pointer (RFC 6901) and the value seen.
    /// The pointer may name a field that is absent; then `value` is absent too.
    Field {
        pointer: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        value: Option<String>,
        /// The object, when it is not the finding's subject: `Kind/name` or `Kind/name -n namespace`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        object: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        place: Option<Place>,
    },
    /// A request and what came back: the deciding part, masked and shortened.
    Exchange {
        /// Method and path.
        request: String,
        /// 0 when no answer came.
        status: u16,
        excerpt: String,
        /// SHA-256 of the whole body that was kept, in hexadecimal.
        sha256: String,
        /// When, RFC 3339 in UTC.
        time: String,
    },
    /// A fact in words, when no single field shows it ("no NetworkPolicy selects this pod").
    Fact { text: String },
}

impl Evidence {
    pub fn place(&self) -> Option<&Place> {
        match self {
            Self::Field { place, .. } => place.as_ref(),
            Self::Exchange { .. } | Self::Fact { .. } => None,
        }
    }

    pub fn pointer(&self) -> Option<&str> {
        match self {
            Self::Field { pointer, .. } => Some(pointer),
            Self::Exchange { .. } | Self::Fact { .. } => None,
        }
    }
}
