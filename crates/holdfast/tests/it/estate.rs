//! A scan of a generated cluster, scored against the answers that were built into it.

use std::collections::BTreeSet;

use holdfast_testkit::world::{Form, Size, write};
use serde_json::Value;

use crate::run::Dir;

/// Pods of the estate: HOLDFAST_ESTATE_PODS, or enough for every flaw to be there once.
fn pods() -> usize {
    std::env::var("HOLDFAST_ESTATE_PODS").ok().and_then(|n| n.parse().ok()).unwrap_or(700)
}

fn key(check: &str, subject: &Value) -> String {
    format!(
        "{check} {} {}/{}",
        subject["kind"],
        subject["namespace"].as_str().unwrap_or_default(),
        subject["name"]
    )
}

#[test]
fn nothing_is_missed_and_nothing_is_invented() {
    let dir = Dir::new(&[]);
    let size = Size { pods: pods(), nodes: pods().div_ceil(30), seed: 7 };
    write(size, Form::Lists, &dir.path("estate")).unwrap();
    let truth: Value =
        serde_json::from_slice(&std::fs::read(dir.path("estate/truth.json")).unwrap()).unwrap();
    let checks = truth["checks"].as_object().unwrap();
    let ids: Vec<&str> = checks.keys().map(String::as_str).collect();
    let expected: BTreeSet<String> = checks
        .iter()
        .flat_map(|(check, subjects)| {
            subjects.as_array().unwrap().iter().map(move |subject| key(check, subject))
        })
        .collect();
    let ran = dir.run(&[
        "scan",
        "-f",
        "estate",
        "--checks",
        &ids.join(","),
        "--severity",
        "info",
        "--fail-on",
        "never",
        "--format",
        "json",
        "-o",
        "report.json",
    ]);
    ran.assert_code(0);
    let report: Value = serde_json::from_slice(&std::fs::read(dir.path("report.json")).unwrap()).unwrap();
    let findings = report["findings"].as_array().unwrap();
    let found: BTreeSet<String> =
        findings.iter().map(|f| key(f["check"].as_str().unwrap(), &f["subject"])).collect();
    let missed: Vec<&String> = expected.difference(&found).collect();
    let invented: Vec<&String> = found.difference(&expected).collect();
    assert!(missed.is_empty() && invented.is_empty(), "missed {missed:#?}\ninvented {invented:#?}");
    assert!(ids.len() > 35 && expected.len() > 45, "{} checks, {} flaws", ids.len(), expected.len());
    assert_eq!(report["coverage"]["resources"]["Pod"], size.pods);
    eprintln!(
        "{} pods: {} flaws of {} checks found, 0 missed, 0 invented",
        size.pods,
        found.len(),
        ids.len()
    );
}

#[test]
fn an_estate_is_the_same_for_the_same_numbers() {
    let dir = Dir::new(&[]);
    let size = Size { pods: 50, nodes: 3, seed: 1 };
    let read = |name: &str, size: Size| {
        write(size, Form::Lines, &dir.path(name)).unwrap();
        let mut files: Vec<_> =
            std::fs::read_dir(dir.path(name)).unwrap().map(|entry| entry.unwrap().path()).collect();
        files.sort();
        files.iter().map(|file| std::fs::read(file).unwrap()).collect::<Vec<_>>()
    };
    let (first, again) = (read("a", size), read("b", size));
    assert_eq!(first, again);
    assert_ne!(first, read("c", Size { seed: 2, ..size }));
    let sizes: Vec<usize> =
        std::fs::read_to_string(dir.path("a/pods.ndjson")).unwrap().lines().map(str::len).collect();
    assert_eq!(sizes.len(), 50);
    let pretty = {
        write(size, Form::Lists, &dir.path("d")).unwrap();
        std::fs::metadata(dir.path("d/pods.json")).unwrap().len() / 50
    };
    assert!((6_000..=14_000).contains(&pretty), "a pod takes {pretty} bytes as kubectl prints it");
}
