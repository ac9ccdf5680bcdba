use holdfast_model::{Applied, Attestation, Finding, Outcome as Word};

use crate::answer::Outcome;
use crate::assess::{Judged, is};

/// Takes over what people answered in `holdfast.yaml` for questions only they can answer. `today` is `YYYY-MM-DD`.
///
/// Gives a line for every attestation that is over, or that answers no question of this benchmark.
pub fn attest(judged: &mut Judged, attestations: &[Attestation], today: &str) -> Vec<String> {
    let mut notes = Vec::new();
    for given in attestations {
        let mut met = false;
        for answer in judged.answers.iter_mut().filter(|a| is(a.entry, &given.control)) {
            met = true;
            if given.until.as_str() < today {
                continue;
            }
            if answer.outcome == Outcome::Manual {
                answer.outcome = Outcome::Attested { by: given.by.clone(), until: given.until.clone() };
            }
        }
        if given.until.as_str() < today {
            notes.push(format!(
                "the attestation of {} by {} ended on {}",
                given.control, given.by, given.until
            ));
        } else if !met {
            notes.push(format!("the attestation of {} answers nothing that was judged", given.control));
        }
    }
    notes
}

/// Shows attested findings as what they are: somebody's word, with a name and a day.
pub fn mark_attested(findings: &mut [Finding], judged: &Judged, attestations: &[Attestation]) {
    for answer in &judged.answers {
        let Outcome::Attested { by, until } = &answer.outcome else { continue };
        let given = attestations.iter().find(|a| is(answer.entry, &a.control));
        let reason = given.map_or("", |a| a.statement.as_str());
        let here = |f: &&mut Finding| {
            f.outcome == Word::Manual && f.controls.iter().any(|c| c.id == answer.entry.number)
        };
        for finding in findings.iter_mut().filter(here) {
            finding.exception = Some(Box::new(Applied {
                source: "holdfast.yaml".to_owned(),
                reason: format!("attested: {reason}"),
                owner: by.clone(),
                expires: until.clone(),
            }));
        }
    }
}
