use std::sync::Arc;

use holdfast_model::{Confidence, ResourceRef, Subject};

use crate::benchmark::Entry;
use crate::catalogue::Control;
use crate::cluster::Offender;

/// How one control went on one subject.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    Pass,
    Fail,
    /// Only a person can answer.
    Manual,
    /// A person answered for it: who, and until when.
    Attested {
        by: String,
        until: String,
    },
    /// The question does not arise here, and why.
    NotApplicable(String),
    /// This input cannot hold the answer, and what would.
    NotAssessed(String),
    /// A fact should have been read and could not be: why. Never a pass.
    Unread(String),
    /// Left out on purpose, and why.
    Skipped(String),
}

impl Outcome {
    /// The reason, where there is one.
    pub fn reason(&self) -> Option<&str> {
        match self {
            Self::NotApplicable(why) | Self::NotAssessed(why) | Self::Unread(why) | Self::Skipped(why) => {
                Some(why)
            }
            Self::Pass | Self::Fail | Self::Manual | Self::Attested { .. } => None,
        }
    }

    pub fn word(&self) -> &'static str {
        match self {
            Self::Pass => "pass",
            Self::Fail => "fail",
            Self::Manual => "manual",
            Self::Attested { .. } => "attested",
            Self::NotApplicable(_) => "not applicable",
            Self::NotAssessed(_) => "not assessed",
            Self::Unread(_) => "error",
            Self::Skipped(_) => "skipped",
        }
    }
}

/// A fact that was looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    /// `apiserver anonymous-auth`, `/etc/kubernetes/admin.conf`.
    pub what: String,
    /// As it was read; `None` when it is not there.
    pub value: Option<String>,
    pub at: SeenAt,
}

/// Where a fact was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SeenAt {
    /// In words: `arguments of pid 812`, a path.
    Words(String),
    Nowhere,
}

/// One control on one subject: the outcome and its proof.
#[derive(Clone, Debug)]
pub struct Answer {
    pub entry: &'static Entry,
    pub control: &'static Control,
    pub subject: Subject,
    pub outcome: Outcome,
    pub confidence: Confidence,
    pub seen: Vec<Seen>,
    /// The objects that are wrong, when it is about objects.
    pub offenders: Arc<Vec<Offender>>,
}

/// A node as the subject of findings.
pub(crate) fn node_subject(name: &str) -> Subject {
    Subject::of(ResourceRef::new("v1", "Node", "", name))
}

/// The cluster as the subject of findings.
pub(crate) fn cluster_subject(name: &str) -> Subject {
    Subject::of(ResourceRef::new("", "Cluster", "", name))
}
