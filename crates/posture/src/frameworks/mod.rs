//! Frameworks: published catalogues of demands, as data over check ids.
//!
//! The data is in `crates/posture/frameworks/*.toml`; `cargo xtask gen` compiles it to the table below and refuses unknown ids.

mod generated;

use std::collections::BTreeMap;
use std::sync::OnceLock;

use holdfast_model::{
    CheckTally, ControlRef, Coverage, Finding, Framework, Requirement, RequirementOutcome, RequirementResult,
};

/// Every framework, sorted by id.
pub fn frameworks() -> &'static [Framework] {
    generated::FRAMEWORKS
}

pub fn framework(id: &str) -> Option<&'static Framework> {
    frameworks().iter().find(|f| f.id.eq_ignore_ascii_case(id))
}

/// The requirements a check speaks to, in the order of the frameworks.
pub fn controls(check: &str) -> &'static [ControlRef] {
    static INDEX: OnceLock<BTreeMap<&'static str, Vec<ControlRef>>> = OnceLock::new();
    let index = INDEX.get_or_init(|| {
        let mut index: BTreeMap<&'static str, Vec<ControlRef>> = BTreeMap::new();
        for framework in frameworks() {
            for requirement in framework.requirements {
                for check in requirement.checks {
                    let control = ControlRef { framework: framework.id.into(), id: requirement.id.into() };
                    index.entry(check).or_default().push(control);
                }
            }
        }
        index
    });
    index.get(check).map_or(&[], Vec::as_slice)
}

/// How each requirement of a framework went, given the answers of its checks.
pub fn evaluate(
    framework: &'static Framework,
    findings: &[Finding],
    tallies: &[CheckTally],
    coverage: &Coverage,
) -> Vec<RequirementResult> {
    let unknown = |check: &str| coverage.not_assessed_checks.iter().any(|n| n.check == check);
    let tally =
        |check: &str| tallies.binary_search_by(|t| t.check.cmp(check)).ok().and_then(|at| tallies.get(at));
    let mut by_check: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for finding in findings {
        let count = by_check.entry(finding.check.as_ref()).or_default();
        if finding.exception.is_some() { count.1 += 1 } else { count.0 += 1 }
    }
    let result = |requirement: &'static Requirement| {
        let counts = requirement.checks.iter().filter_map(|c| by_check.get(c));
        let (failed, excepted) = counts.fold((0, 0), |sum, c| (sum.0 + c.0, sum.1 + c.1));
        let passed = requirement.checks.iter().filter_map(|c| tally(c)).map(|t| t.passed).sum();
        let all_known = requirement.checks.iter().all(|c| tally(c).is_some() && !unknown(c));
        let outcome = match () {
            () if requirement.checks.is_empty() && !requirement.question.is_empty() => {
                RequirementOutcome::Manual
            }
            () if failed > 0 => RequirementOutcome::Fail,
            // Half an answer is not a pass, and neither is an empty population.
            () if all_known && passed + excepted > 0 => RequirementOutcome::Pass,
            () => RequirementOutcome::NotAssessed,
        };
        RequirementResult {
            framework: framework.id,
            requirement: *requirement,
            outcome,
            passed,
            failed,
            excepted,
        }
    };
    framework.requirements.iter().map(result).collect()
}
