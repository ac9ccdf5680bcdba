use std::collections::BTreeSet;

use holdfast_model::{Evidence, Settings};
use holdfast_posture::{Answers, Check, Request, all, assess};

use crate::page::{Example, examples};

fn ask(check: &'static Check, example: &Example) -> Answers {
    let (snapshot, settings) = (example.snapshot(), Settings::default());
    assess(&Request {
        snapshot: &snapshot,
        settings: &settings,
        checks: vec![check],
        namespaces: Vec::new(),
        threads: 1,
    })
}

fn pointers(answers: &Answers) -> BTreeSet<String> {
    let first =
        |f: &holdfast_model::Finding| f.evidence.first().and_then(Evidence::pointer).map(ToOwned::to_owned);
    answers.findings.iter().filter_map(first).collect()
}

/// What is wrong with one example, if anything.
fn complaint(check: &'static Check, example: &Example) -> Option<String> {
    let answers = ask(check, example);
    let seen = pointers(&answers);
    let tally = answers.tallies.first()?;
    match &example.fails {
        Some(expected) if seen != *expected => {
            Some(format!("expected failures at {expected:?}, got {seen:?}"))
        }
        None if !seen.is_empty() => Some(format!("should pass, but fails at {seen:?}")),
        None if tally.passed == 0 => Some(format!("should pass, but was not judged: {:?}", answers.coverage)),
        _ => None,
    }
}

#[test]
fn every_example_is_judged_as_its_page_says() {
    let mut wrong = Vec::new();
    for check in all() {
        for example in examples(check.page) {
            if let Some(why) = complaint(check, &example) {
                wrong.push(format!("{}.md:{}: {why}", check.id, example.line));
            }
        }
    }
    assert!(wrong.is_empty(), "{} examples are wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn every_check_has_two_passing_and_two_failing_examples() {
    let mut wrong = Vec::new();
    for check in all() {
        let examples = examples(check.page);
        let failing = examples.iter().filter(|e| e.fails.is_some()).count();
        let passing = examples.len() - failing;
        if failing < 2 || passing < 2 {
            wrong.push(format!("{}: {failing} failing, {passing} passing", check.id));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Objects that name each other as owner hide nothing, and neither does a claim to be somebody's.
#[test]
fn owner_references_hide_nothing() {
    let template = "spec: {selector: {matchLabels: {a: b}}, template: {metadata: {labels: {a: b}}, \
                    spec: {containers: [{name: c, image: 'x:1', securityContext: {privileged: true}}]}}}";
    let owned = |name: &str, kind: &str, owner: &str| {
        format!(
            "---\napiVersion: apps/v1\nkind: ReplicaSet\nmetadata: {{name: {name}, namespace: x, ownerReferences: \
             [{{apiVersion: apps/v1, kind: {kind}, name: {owner}, uid: u, controller: true}}]}}\n{template}\n"
        )
    };
    let harmless = "---\napiVersion: apps/v1\nkind: Deployment\nmetadata: {name: d, namespace: x}\n\
                    spec: {selector: {matchLabels: {a: b}}, template: {metadata: {labels: {a: b}}, \
                    spec: {containers: [{name: c, image: 'x:1'}]}}}\n";
    let cases = [
        (owned("a", "ReplicaSet", "b") + &owned("b", "ReplicaSet", "a"), 2),
        (owned("a", "ReplicaSet", "a"), 1),
        (owned("a", "Deployment", "d") + harmless, 1),
    ];
    for (yaml, expected) in cases {
        let page = format!("```yaml fail=/x\n{yaml}```\n");
        let example = examples(&page).remove(0);
        let check = holdfast_posture::by_id("privileged-container").unwrap();
        assert_eq!(ask(check, &example).findings.len(), expected, "{yaml}");
    }
}
