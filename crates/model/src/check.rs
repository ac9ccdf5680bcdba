use serde::Serialize;

use crate::Severity;

/// The description of a check, as reporters need it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct CheckInfo {
    pub id: &'static str,
    /// What is wrong, in a few words.
    pub title: &'static str,
    pub severity: Severity,
    /// What to do, in a sentence.
    pub fix: &'static str,
    /// MITRE ATT&CK technique ids.
    pub techniques: &'static [&'static str],
    /// Ids of the same check in other tools, `tool:id`.
    pub aliases: &'static [&'static str],
    /// The reference page, in Markdown.
    #[serde(skip)]
    pub page: &'static str,
}

/// How one check went over the whole input: the population it was asked about.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CheckTally {
    pub check: &'static str,
    pub passed: usize,
    pub failed: usize,
    /// Subjects this input could not decide.
    pub not_assessed: usize,
}
