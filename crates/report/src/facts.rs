//! Small questions that several formats ask of a finding.

use holdfast_model::{Assessment, Evidence, Finding, Gap, Place};

use crate::text::short;

/// Longest message, name or value in formats that people read, in characters.
pub(crate) const LONGEST: usize = 400;

/// Where the finding stands in a file: the place of its first evidence that has one.
pub(crate) fn place(finding: &Finding) -> Option<&Place> {
    finding.evidence.iter().find_map(Evidence::place)
}

/// One line of proof, safe to show.
pub(crate) fn proof(evidence: &Evidence) -> String {
    match evidence {
        Evidence::Fact { text } => short(text, LONGEST).into_owned(),
        Evidence::Exchange { request, status, excerpt, .. } => {
            format!("{} answered {status}: {}", short(request, LONGEST), short(excerpt, LONGEST))
        }
        Evidence::Field { pointer, value, object, .. } => {
            let object = object.as_deref().map(|o| format!("{} ", short(o, LONGEST))).unwrap_or_default();
            let value = value.as_deref().map_or("(absent)".into(), |v| short(v, LONGEST));
            format!("{object}{} = {value}", short(pointer, LONGEST))
        }
    }
}

/// All proof on one line.
pub(crate) fn proofs(finding: &Finding) -> String {
    finding.evidence.iter().map(proof).collect::<Vec<_>>().join("; ")
}

/// The message, with the reason where the outcome has one.
pub(crate) fn message(finding: &Finding) -> std::borrow::Cow<'_, str> {
    match finding.outcome.reason() {
        Some(reason) if !reason.is_empty() => format!("{} ({reason})", finding.message).into(),
        _ => finding.message.as_str().into(),
    }
}

/// A gap in one sentence.
pub(crate) fn gap(gap: &Gap) -> String {
    format!("not read: {}: {}; {}", gap.what, gap.why, gap.effect)
}

/// What this input could not tell, in one sentence. `None` when it could tell everything.
pub(crate) fn not_assessed(assessment: &Assessment) -> Option<String> {
    let coverage = &assessment.coverage;
    let checks = coverage.not_assessed_checks.len();
    (coverage.not_assessed > 0 || checks > 0).then(|| {
        format!(
            "Not assessed, because this input does not hold it: {}; {} in full",
            crate::text::count(coverage.not_assessed, "answer"),
            crate::text::count(checks, "check"),
        )
    })
}
