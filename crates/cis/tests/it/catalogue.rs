use std::fs;
use std::path::Path;
use std::sync::Arc;

use holdfast_cis::{
    Benchmark, ClusterFacts, Control, Outcome, Request, Selection, assess, benchmarks, control, controls,
};
use holdfast_inventory::node::{COMPONENTS, Fact, NodeFacts, Why};
use holdfast_model::InputKind;

use crate::facts::{self, Example};

/// Slug, passing and failing example.
type Entry = (String, Option<toml::Table>, Option<toml::Table>);

fn entries() -> Vec<Entry> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("catalogue");
    let mut entries = Vec::new();
    for file in
        fs::read_dir(folder).unwrap().map(|f| f.unwrap().path()).filter(|f| f.extension().unwrap() == "toml")
    {
        let read: toml::Table = fs::read_to_string(&file).unwrap().parse().unwrap();
        for entry in read["control"].as_array().unwrap() {
            let example = |name: &str| entry.get(name).map(|t| t.as_table().unwrap().clone());
            entries.push((entry["slug"].as_str().unwrap().to_owned(), example("pass"), example("fail")));
        }
    }
    entries
}

/// A benchmark that uses the control with its own defaults, if there is one.
fn table_for(slug: &str) -> &'static Benchmark {
    let uses = |b: &&Benchmark, plain: bool| {
        b.entries.iter().any(|e| e.control == slug && (!plain || e.params.is_empty()))
    };
    benchmarks()
        .iter()
        .find(|b| uses(b, true))
        .or_else(|| benchmarks().iter().find(|b| uses(b, false)))
        .unwrap()
}

fn judge(slug: &str, example: Example) -> Vec<(Outcome, usize)> {
    let request = Request {
        benchmark: table_for(slug),
        nodes: vec![Arc::new(example.node)],
        cluster: example.cluster,
        cloud: example.cloud,
        selection: Selection { controls: vec![slug.to_owned()], ..Selection::default() },
    };
    let answers = assess(&request).answers;
    assert!(!answers.is_empty(), "{slug}");
    answers.into_iter().map(|a| (a.outcome, a.seen.len() + a.offenders.len())).collect()
}

fn decides(control: &Control) -> &'static str {
    match control.params.iter().find(|(name, _)| *name == "decides") {
        Some((_, holdfast_cis::Param::Text(which))) => which,
        _ => "",
    }
}

#[test]
fn every_control_passes_and_fails_by_its_examples() {
    let entries = entries();
    assert_eq!(entries.len(), controls().len());
    for (slug, pass, fail) in entries {
        let control = control(&slug).unwrap();
        if control.expr.is_empty() {
            assert!(!control.question.is_empty(), "{slug}");
            continue;
        }
        let decides = decides(control);
        if let Some(table) = &pass {
            let wanted = if decides == "fail" { Outcome::Manual } else { Outcome::Pass };
            for (outcome, _) in judge(&slug, facts::example(table)) {
                assert_eq!(outcome, wanted, "{slug}: pass");
            }
        }
        if let Some(table) = &fail {
            for (outcome, seen) in judge(&slug, facts::example(table)) {
                assert_eq!(outcome, Outcome::Fail, "{slug}: fail");
                assert!(seen > 0, "{slug}: a failure shows what was seen");
            }
        }
        assert!(pass.is_some() && (fail.is_some() || decides == "pass"), "{slug} lacks an example");
    }
}

/// Everything runs, and nothing else could be read.
fn unreadable(why: Why) -> NodeFacts {
    let mut node = facts::node();
    for name in COMPONENTS {
        let component = node.components.get_mut(*name).unwrap();
        component.unread = vec!["the configuration could not be read".to_owned()];
        component.argv = Fact::unknown(why, "process gone");
    }
    for fact in node.files.values_mut() {
        *fact = Fact::unknown(why, "refused");
    }
    for fact in node.configs.values_mut() {
        *fact = Fact::unknown(why, "refused");
    }
    node
}

#[test]
fn nothing_unknown_passes() {
    let nodes: [fn() -> NodeFacts; 3] =
        [NodeFacts::unread, || unreadable(Why::Permission), || unreadable(Why::NotGiven)];
    let empty = facts::snapshot("", InputKind::Cluster, &[]);
    let files = facts::snapshot("", InputKind::Files, &[]);
    for control in controls() {
        for node in nodes {
            for cluster in [None, Some(&empty), Some(&files)] {
                let cluster = cluster.map(|s| Arc::new(ClusterFacts::of(s)));
                for (outcome, _) in judge(control.slug, Example { node: node(), cluster, cloud: None }) {
                    let fine =
                        matches!(outcome, Outcome::Unread(_) | Outcome::NotAssessed(_) | Outcome::Manual);
                    assert!(fine, "{}: {outcome:?}", control.slug);
                }
            }
        }
    }
}
