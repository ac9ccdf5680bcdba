use serde::Serialize;

/// A published catalogue of demands: CIS, NSA/CISA, PCI DSS, ATT&CK ...
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Framework {
    pub id: &'static str,
    pub title: &'static str,
    pub version: &'static str,
    /// The public page of the framework.
    pub source: &'static str,
    pub licence: &'static str,
    pub requirements: &'static [Requirement],
}

/// One numbered demand of a framework, and the checks that speak to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Requirement {
    /// The framework's own number where it has one.
    pub id: &'static str,
    pub section: &'static str,
    pub title: &'static str,
    /// Tactics, for the threat matrices; else empty.
    pub tactics: &'static [&'static str],
    pub checks: &'static [&'static str],
    /// The question an auditor would ask, for what no machine can decide. Empty otherwise.
    pub question: &'static str,
    /// Which other capability decides it, when this one has no check for it. Empty otherwise.
    pub later: &'static str,
    /// What the checks do not cover. Empty when they cover it all.
    pub note: &'static str,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum RequirementOutcome {
    Pass,
    Fail,
    /// Only a person can decide: see the question.
    Manual,
    /// Nothing in this input could decide it.
    NotAssessed,
}

impl RequirementOutcome {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Pass => "pass",
            Self::Fail => "fail",
            Self::Manual => "manual",
            Self::NotAssessed => "not assessed",
        }
    }
}

/// How one requirement went, with the population that was tested.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RequirementResult {
    pub framework: &'static str,
    #[serde(flatten)]
    pub requirement: Requirement,
    pub outcome: RequirementOutcome,
    /// Subjects that met every check of the requirement asked of them.
    pub passed: usize,
    /// Subjects that failed one.
    pub failed: usize,
    /// Failures that a dated exception covers.
    pub excepted: usize,
}
