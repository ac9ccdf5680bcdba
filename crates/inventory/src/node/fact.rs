//! Three answers to every question: a value, absent, unknown.

use serde::{Deserialize, Serialize};

/// The answer to one question about a node. In JSON the member `state` says which of the three it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "lowercase")]
pub enum Fact<T> {
    /// Known, and where it was read.
    Value { value: T, source: Source },
    /// Proved not to be there: the place was looked at.
    Absent { looked: String },
    /// Not known: nothing may be concluded.
    Unknown { why: Why, detail: String },
}

/// Why something is not known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Why {
    /// The operating system refused.
    Permission,
    /// Something names it, and it is not where that says.
    Missing,
    /// Its text could not be understood.
    Malformed,
    /// Larger than the reader's limit.
    TooLarge,
    /// The process ended while it was read.
    ProcessGone,
    /// This input does not hold it: nobody looked, or it has to be given.
    NotGiven,
    /// Any other failure of the operating system.
    Io,
}

/// Where a value was read.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Source {
    pub kind: SourceKind,
    /// The file's path on the host, `pid N`, or what else names the place.
    pub place: String,
}

/// The kind of place a value comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum SourceKind {
    /// Arguments of a running process.
    Argv,
    /// Environment of a running process.
    Environment,
    /// The component's configuration file.
    Config,
    /// A file of the configuration's drop-in directory.
    DropIn,
    /// The kubelet's own answer to `/configz`.
    Configz,
    /// A static pod manifest.
    Manifest,
    /// A systemd unit.
    Unit,
    /// What the component does when nobody says anything else.
    Default,
    /// What the distribution that embeds the component tells it.
    BuiltIn,
    /// A file or directory as such: its metadata or text.
    File,
    /// The kernel: `/proc`, `/sys`.
    Kernel,
    /// A file the user gave.
    Given,
}

impl Source {
    pub fn new(kind: SourceKind, place: impl Into<String>) -> Self {
        Self { kind, place: place.into() }
    }
}

impl<T> Fact<T> {
    pub fn value(value: T, kind: SourceKind, place: impl Into<String>) -> Self {
        Self::Value { value, source: Source::new(kind, place) }
    }

    pub fn absent(looked: impl Into<String>) -> Self {
        Self::Absent { looked: looked.into() }
    }

    pub fn unknown(why: Why, detail: impl Into<String>) -> Self {
        Self::Unknown { why, detail: detail.into() }
    }

    /// Unknown, because nobody looked.
    pub fn not_looked() -> Self {
        Self::unknown(Why::NotGiven, "not looked at")
    }

    /// The value, if there is one.
    pub fn get(&self) -> Option<&T> {
        match self {
            Self::Value { value, .. } => Some(value),
            Self::Absent { .. } | Self::Unknown { .. } => None,
        }
    }

    pub fn is_unknown(&self) -> bool {
        matches!(self, Self::Unknown { .. })
    }

    pub fn is_absent(&self) -> bool {
        matches!(self, Self::Absent { .. })
    }

    /// The same answer about something computed from the value.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Fact<U> {
        match self {
            Self::Value { value, source } => Fact::Value { value: change(value), source },
            Self::Absent { looked } => Fact::Absent { looked },
            Self::Unknown { why, detail } => Fact::Unknown { why, detail },
        }
    }
}
