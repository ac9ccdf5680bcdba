use std::sync::Arc;

use holdfast_cis::{
    Outcome, Request, Selection, assess, attest, benchmark, drifts, report, requirements, scores,
};
use holdfast_inventory::node::{Fact, NodeFacts, SourceKind, Why};
use holdfast_model::{Attestation, InputKind, Outcome as Word, RequirementOutcome};

use crate::facts;

fn request(nodes: Vec<NodeFacts>) -> Request {
    Request {
        benchmark: benchmark("cis-2.0.1").unwrap(),
        nodes: nodes.into_iter().map(Arc::new).collect(),
        cluster: Some(facts::cluster("", InputKind::Cluster)),
        cloud: None,
        selection: Selection::default(),
    }
}

fn outcome(request: &Request, number: &str) -> Outcome {
    let judged = assess(request);
    let answer = judged.answers.iter().find(|a| a.entry.number == number).unwrap();
    answer.outcome.clone()
}

#[test]
fn every_number_has_an_outcome() {
    let judged = assess(&request(vec![facts::node()]));
    assert_eq!(judged.answers.len(), 131);
    let report = report(&judged);
    let rows = requirements(&judged, &report.findings);
    assert_eq!(rows.len(), 131);
    let all: usize = scores(&judged).iter().map(|s| s.passed + s.failed + s.manual + s.other).sum();
    assert_eq!(all, 131);
    for finding in &report.findings {
        assert_eq!(finding.controls.len(), 1);
        assert_eq!(finding.controls[0].framework, "cis-2.0.1");
        assert!(!finding.message.is_empty() && !finding.remediation.text.is_empty());
    }
}

#[test]
fn what_does_not_run_is_not_applicable() {
    let mut node = facts::node();
    let scheduler = node.components.get_mut("scheduler").unwrap();
    scheduler.running = Fact::absent("no such process");
    scheduler.argv = Fact::absent("no such process");
    assert!(matches!(outcome(&request(vec![node]), "1.4.1"), Outcome::NotApplicable(_)));
    assert!(
        matches!(outcome(&request(vec![facts::node()]), "1.1.1"), Outcome::NotApplicable(_)),
        "no such file"
    );
    assert!(matches!(outcome(&request(vec![]), "1.4.1"), Outcome::NotAssessed(_)));
}

#[test]
fn one_wrong_file_settles_it_and_one_unread_file_leaves_it_open() {
    let files = |texts: &[Option<&str>]| {
        let mut node = facts::node();
        let list = texts.iter().map(|text| match text {
            Some(text) => facts::file("/etc/kubernetes/pki/a.key", text),
            None => holdfast_inventory::node::FileFact {
                path: "/etc/kubernetes/pki/b.key".to_owned(),
                stat: Fact::unknown(Why::Permission, "refused"),
            },
        });
        let list: Vec<_> = list.collect();
        node.files.insert("pkiKeys".to_owned(), Fact::value(list, SourceKind::File, "/etc/kubernetes/pki"));
        outcome(&request(vec![node]), "1.1.21")
    };
    assert_eq!(files(&[Some("600 root:root"), Some("400 root:root")]), Outcome::Pass);
    assert_eq!(files(&[Some("640 root:root"), None]), Outcome::Fail);
    assert!(matches!(files(&[Some("600 root:root"), None]), Outcome::Unread(_)));
    assert_eq!(files(&[Some("4600 root:root")]), Outcome::Fail, "set-id bits go beyond the mode too");
}

#[test]
fn exactly_the_numbers_of_a_weak_flag_fail() {
    let with = |name: &str, value: serde_json::Value| {
        let mut table = toml::Table::new();
        table.insert(format!("apiserver.{name}"), toml::Value::try_from(value).unwrap());
        facts::example(&table).node
    };
    let failing = |node: NodeFacts| {
        let judged = assess(&request(vec![node]));
        let list: Vec<&str> =
            judged.answers.iter().filter(|a| a.outcome == Outcome::Fail).map(|a| a.entry.number).collect();
        list
    };
    let before = failing(with("authorization-mode", "Node,RBAC".into()));
    let after = failing(with("authorization-mode", "AlwaysAllow".into()));
    let flipped: Vec<&&str> = after.iter().filter(|n| !before.contains(n)).collect();
    assert_eq!(flipped, [&"1.2.6", &"1.2.7", &"1.2.8"]);
    assert!(before.iter().all(|n| after.contains(n)));
}

#[test]
fn selection_by_level_section_number_and_reason() {
    let mut request = request(vec![facts::node()]);
    request.selection = Selection { sections: vec!["5.1".to_owned()], ..Selection::default() };
    assert_eq!(assess(&request).answers.len(), 13);
    request.selection = Selection { level: Some(1), ..Selection::default() };
    assert_eq!(assess(&request).answers.len(), 116);
    request.selection =
        Selection { skip: vec![("1.2.1".to_owned(), "by the proxy".to_owned())], ..Selection::default() };
    assert_eq!(outcome(&request, "1.2.1"), Outcome::Skipped("by the proxy".to_owned()));
    request.selection =
        Selection { controls: vec!["3.1.1".to_owned(), "host-pid".to_owned()], ..Selection::default() };
    assert_eq!(assess(&request).answers.len(), 2);
}

#[test]
fn people_can_answer_for_what_only_they_know() {
    let mut judged = assess(&request(vec![facts::node()]));
    let given = |control: &str, until: &str| Attestation {
        control: control.to_owned(),
        statement: "OIDC only".to_owned(),
        by: "ops@example.com".to_owned(),
        until: until.to_owned(),
    };
    let list = [given("3.1.1", "2030-01-31"), given("3.1.2", "2020-01-31"), given("9.9.9", "2030-01-31")];
    let notes = attest(&mut judged, &list, "2026-11-25");
    assert_eq!(notes.len(), 2, "{notes:?}");
    let of = |number: &str| judged.answers.iter().find(|a| a.entry.number == number).unwrap().outcome.clone();
    assert!(matches!(of("3.1.1"), Outcome::Attested { .. }));
    assert_eq!(of("3.1.2"), Outcome::Manual, "its day is over");
    let mut findings = report(&judged).findings;
    holdfast_cis::mark_attested(&mut findings, &judged, &list);
    let attested = findings.iter().find(|f| f.controls[0].id == "3.1.1").unwrap();
    assert_eq!(attested.exception.as_ref().unwrap().owner, "ops@example.com");
    assert_eq!(attested.outcome, Word::Manual);
}

#[test]
fn nodes_of_a_group_that_differ_are_pointed_out() {
    let named = |name: &str, profiling: bool| {
        let mut table = toml::Table::new();
        table.insert("apiserver.profiling".to_owned(), profiling.into());
        let mut node = facts::example(&table).node;
        node.node = Fact::value(name.to_owned(), SourceKind::Given, "test");
        node
    };
    let request = request(vec![named("a", false), named("b", true), named("c", false)]);
    let judged = assess(&request);
    let drifts = drifts(&judged, &request.nodes);
    assert_eq!(drifts.len(), 1, "{drifts:?}");
    assert_eq!(drifts[0].outcomes[0], ("fail", vec!["b".to_owned()]));
    assert_eq!(judged.nodes_by_failures()[0].0, "b");
    let rows = requirements(&judged, &report(&judged).findings);
    let row = rows.iter().find(|r| r.requirement.id == "1.2.15").unwrap();
    assert_eq!((row.outcome, row.passed, row.failed), (RequirementOutcome::Fail, 2, 1));
}
