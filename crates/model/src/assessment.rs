use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{CheckInfo, CheckTally, Finding, Framework, Gap, NotAssessed, RequirementResult, Severity};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tool {
    pub name: String,
    pub version: String,
}

/// What kind of input was judged: decides what it can be expected to hold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum InputKind {
    /// Manifests: judged together as one estate; the cluster itself is not in them.
    #[default]
    Files,
    /// A live API server, or a saved snapshot of one.
    Cluster,
    /// What answers on a network: open ports and what they say.
    Network,
}

/// The cluster (or the pile of files) that was judged.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Cluster {
    pub input: InputKind,
    /// Kube context, file names or snapshot name: how the person called it.
    pub name: String,
    /// The server's git version, if known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
}

/// How much of what could be judged was judged.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Coverage {
    /// Objects read, by kind.
    pub resources: BTreeMap<String, usize>,
    /// Answers given (check on subject), passes and failures together.
    pub judged: usize,
    /// Answers that this input cannot give.
    pub not_assessed: usize,
    /// Objects seen but not judged, because a gap hides them.
    pub unreadable: usize,
    /// `judged / (judged + lost to gaps)`, in percent. 100 only without gaps.
    pub percent: u32,
    /// Checks not assessed at all, and why.
    pub not_assessed_checks: Vec<NotAssessed>,
}

/// Everything one run has to say. Reporters read it and nothing else.
#[derive(Clone, Debug)]
pub struct Assessment {
    pub tool: Tool,
    pub cluster: Cluster,
    /// When the facts were read, RFC 3339 in UTC. Empty when the caller wants reproducible bytes.
    pub time: String,
    pub coverage: Coverage,
    pub gaps: Vec<Gap>,
    /// Ranked: what to fix first stands first.
    pub findings: Vec<Finding>,
    pub tallies: Vec<CheckTally>,
    /// Every check that ran, sorted by id.
    pub checks: Vec<CheckInfo>,
    pub frameworks: Vec<&'static Framework>,
    pub requirements: Vec<RequirementResult>,
    /// Things worth a line that are neither finding nor gap (an unused exception, a capped list).
    pub notes: Vec<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Summary {
    pub critical: usize,
    pub high: usize,
    pub medium: usize,
    pub low: usize,
    pub info: usize,
    /// Findings that a dated exception or a suppression covers; not in the counts above.
    pub excepted: usize,
    pub passed: usize,
    pub failed: usize,
    pub gaps: usize,
}

impl Assessment {
    pub fn summary(&self) -> Summary {
        let mut sum = Summary {
            gaps: self.gaps.len(),
            passed: self.tallies.iter().map(|t| t.passed).sum(),
            failed: self.tallies.iter().map(|t| t.failed).sum(),
            ..Summary::default()
        };
        // Passes and what was left out are told, not counted.
        let told = |f: &&Finding| !matches!(f.outcome, crate::Outcome::Pass | crate::Outcome::Skip(_));
        for finding in self.findings.iter().filter(told) {
            let count = match (finding.exception.is_some(), finding.severity) {
                (true, _) => &mut sum.excepted,
                (false, Severity::Critical) => &mut sum.critical,
                (false, Severity::High) => &mut sum.high,
                (false, Severity::Medium) => &mut sum.medium,
                (false, Severity::Low) => &mut sum.low,
                (false, Severity::Info) => &mut sum.info,
            };
            *count += 1;
        }
        sum
    }

    pub fn check(&self, id: &str) -> Option<&CheckInfo> {
        self.checks.binary_search_by(|c| c.id.cmp(id)).ok().and_then(|at| self.checks.get(at))
    }
}
