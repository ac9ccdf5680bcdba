//! Every mapping of a requirement to a check is proven by that check's own examples.

use holdfast_model::{Framework, Requirement, RequirementOutcome, Settings};
use holdfast_posture::{Answers, Check, Request, assess, by_id, evaluate, frameworks};

use crate::page::{Example, examples};

fn ask(check: &'static Check, example: &Example) -> Answers {
    let (snapshot, settings) = (example.snapshot(), Settings::default());
    let request = Request {
        snapshot: &snapshot,
        settings: &settings,
        checks: vec![check],
        namespaces: Vec::new(),
        threads: 1,
    };
    assess(&request)
}

fn outcome(framework: &'static Framework, id: &str, answers: &Answers) -> Option<RequirementOutcome> {
    let results = evaluate(framework, &answers.findings, &answers.tallies, &answers.coverage);
    results.into_iter().find(|r| r.requirement.id == id).map(|r| r.outcome)
}

/// What is wrong with one row, if anything.
fn complaints(framework: &'static Framework, requirement: &'static Requirement) -> Vec<String> {
    let mut wrong = Vec::new();
    for id in requirement.checks {
        let Some(check) = by_id(id) else {
            wrong.push(format!("{} {}: no check is called {id}", framework.id, requirement.id));
            continue;
        };
        for example in examples(check.page) {
            let said = outcome(framework, requirement.id, &ask(check, &example));
            let fails = said == Some(RequirementOutcome::Fail);
            if fails != example.fails.is_some() {
                wrong.push(format!(
                    "{} {}: {id}.md:{} gives {said:?}",
                    framework.id, requirement.id, example.line
                ));
            }
        }
    }
    wrong
}

#[test]
fn every_row_fails_and_passes_with_the_examples_of_its_checks() {
    let rows = frameworks().iter().flat_map(|f| f.requirements.iter().map(move |r| (f, r)));
    let wrong: Vec<String> = rows.flat_map(|(f, r)| complaints(f, r)).collect();
    assert!(wrong.is_empty(), "{} rows are wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn every_row_is_decided_asked_or_left_to_another_capability() {
    for framework in frameworks() {
        for r in framework.requirements {
            let ways = [!r.checks.is_empty(), !r.question.is_empty(), !r.later.is_empty()];
            assert_eq!(ways.iter().filter(|w| **w).count(), 1, "{} {}", framework.id, r.id);
        }
    }
}

#[test]
fn the_published_counts_are_there() {
    // From the public pages and tables named in each file; see crates/posture/frameworks/README.md.
    let counts = [
        ("attack", 48),
        ("cis", 34),
        ("hipaa", 35),
        ("iso-27001", 51),
        ("k8s-app-security-checklist", 24),
        ("k8s-security-checklist", 35),
        ("ms-threat-matrix", 40),
        ("nist-800-190", 23),
        ("nsa", 57),
        ("owasp", 10),
        ("pci-dss-4", 59),
        ("pss", 19),
        ("soc2", 19),
    ];
    let seen: Vec<_> = frameworks().iter().map(|f| (f.id, f.requirements.len())).collect();
    assert_eq!(seen, counts);
}

#[test]
fn sections_have_their_published_counts() {
    let count = |id: &str, section: &str| {
        let framework = frameworks().iter().find(|f| f.id == id);
        framework.into_iter().flat_map(|f| f.requirements).filter(|r| r.id.starts_with(section)).count()
    };
    let cis = ["5.1.", "5.2.", "5.3.", "5.4.", "5.5.", "5.6."].map(|section| count("cis", section));
    assert_eq!(cis, [13, 12, 2, 2, 1, 4]);
    let nist = ["4.1.", "4.2.", "4.3.", "4.4.", "4.5."].map(|section| count("nist-800-190", section));
    assert_eq!(nist, [5, 3, 5, 5, 5]);
}
