//! An earlier report to compare with: what was in it is known and not shown again.

use std::collections::HashSet;

use holdfast_model::{Assessment, Fingerprint};
use serde::Deserialize;

use crate::json::SCHEMA;

/// Largest report read, in bytes.
pub const MAX_BYTES: usize = 512 * 1024 * 1024;

/// The findings of an earlier `holdfast.report/v1`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Baseline {
    known: HashSet<Fingerprint>,
}

/// Why a file is no baseline.
#[derive(Debug, thiserror::Error)]
pub enum BaselineError {
    #[error("baseline is {size} bytes; at most {MAX_BYTES} are read")]
    TooLarge { size: usize },
    #[error("baseline is not a {SCHEMA} report: {0}; make one with --format json")]
    Json(#[from] serde_json::Error),
    #[error("baseline has schema {found:?}, expected {SCHEMA:?}; make one with --format json")]
    Schema { found: String },
    #[error("finding {number} of the baseline has fingerprint {found:?}, expected 32 hexadecimal digits")]
    Fingerprint { number: usize, found: String },
}

impl Baseline {
    /// Reads the JSON of an earlier report. Everything but schema and fingerprints is skipped.
    pub fn parse(json: &[u8]) -> Result<Self, BaselineError> {
        if json.len() > MAX_BYTES {
            return Err(BaselineError::TooLarge { size: json.len() });
        }
        let report: Report = serde_json::from_slice(json)?;
        if report.schema != SCHEMA {
            return Err(BaselineError::Schema { found: shorten(&report.schema) });
        }
        let mut known = HashSet::with_capacity(report.findings.len());
        for (at, finding) in report.findings.into_iter().enumerate() {
            let text = finding.fingerprint.as_str();
            if text.len() != 32 || !text.bytes().all(|b| b.is_ascii_hexdigit()) {
                return Err(BaselineError::Fingerprint { number: at + 1, found: shorten(text) });
            }
            known.insert(finding.fingerprint);
        }
        Ok(Self { known })
    }

    pub fn len(&self) -> usize {
        self.known.len()
    }

    pub fn is_empty(&self) -> bool {
        self.known.is_empty()
    }

    pub fn contains(&self, fingerprint: &Fingerprint) -> bool {
        self.known.contains(fingerprint)
    }
}

/// Takes the known findings out of the assessment and says so in its notes. Gaps, tallies and requirements stay:
/// they speak of the whole input. Returns how many were taken out.
pub fn only_new(assessment: &mut Assessment, baseline: &Baseline) -> usize {
    let before = assessment.findings.len();
    assessment.findings.retain(|finding| !baseline.contains(&finding.fingerprint));
    let hidden = before - assessment.findings.len();
    if hidden > 0 {
        let findings = crate::text::count(hidden, "finding");
        assessment.notes.push(format!("baseline: {findings} already known, not shown"));
    }
    hidden
}

#[derive(Deserialize)]
struct Report {
    #[serde(default)]
    schema: String,
    #[serde(default)]
    findings: Vec<Known>,
}

#[derive(Deserialize)]
struct Known {
    fingerprint: Fingerprint,
}

/// Enough of a foreign text for an error message, on one line.
fn shorten(text: &str) -> String {
    crate::text::short(text, 60).into_owned()
}
