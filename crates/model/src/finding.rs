use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::{Applied, Confidence, Evidence, Fingerprint, Outcome, Remediation, ResourceRef, Severity};

/// What a finding is about: an object, or one container of its pod template.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Subject {
    #[serde(flatten)]
    pub resource: ResourceRef,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub container: Option<String>,
}

impl Subject {
    pub fn of(resource: ResourceRef) -> Self {
        Self { resource, container: None }
    }

    #[must_use]
    pub fn container(mut self, name: &str) -> Self {
        self.container = Some(name.to_owned());
        self
    }
}

/// One numbered demand of a framework that this finding speaks to.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ControlRef {
    pub framework: Cow<'static, str>,
    pub id: Cow<'static, str>,
}

/// Where the finding stands in the order of work, and the one line that says why.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Rank {
    /// 0 to 100; higher is first.
    pub score: u32,
    pub why: String,
}

/// One thing that is wrong (or needs a look), with the proof and the way out.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Finding {
    /// Kebab-case id of the check, read as "what is wrong".
    pub check: Cow<'static, str>,
    #[serde(with = "outcome_name")]
    pub outcome: Outcome,
    pub severity: Severity,
    pub confidence: Confidence,
    pub subject: Subject,
    /// One line, specific to this subject.
    pub message: String,
    pub evidence: Vec<Evidence>,
    pub remediation: Remediation,
    pub techniques: Vec<Cow<'static, str>>,
    /// Borrowed from the table of frameworks for findings made by a judge.
    pub controls: Cow<'static, [ControlRef]>,
    pub fingerprint: Fingerprint,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exception: Option<Box<Applied>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rank: Option<Rank>,
}

/// In reports the outcome of a finding is a plain word; reasons stand in the message.
mod outcome_name {
    use serde::{Deserialize, Deserializer, Serializer, de::Error as _};

    use crate::Outcome;

    pub(super) fn serialize<S: Serializer>(outcome: &Outcome, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(outcome.as_str())
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Outcome, D::Error> {
        let word = String::deserialize(from)?;
        match word.as_str() {
            "pass" => Ok(Outcome::Pass),
            "fail" => Ok(Outcome::Fail),
            "warn" => Ok(Outcome::Warn),
            "skip" => Ok(Outcome::Skip(String::new())),
            "error" => Ok(Outcome::Error(String::new())),
            "manual" => Ok(Outcome::Manual),
            other => Err(D::Error::custom(format!("unknown outcome {other:?}"))),
        }
    }
}

impl Finding {
    /// True when the finding counts towards the exit code: failed, and not excepted.
    pub fn is_open(&self) -> bool {
        self.exception.is_none() && matches!(self.outcome, Outcome::Fail | Outcome::Error(_))
    }
}
