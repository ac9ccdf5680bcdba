//! Findings do not depend on the order in which files are read.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::run::Dir;

/// Every manifest under a directory.
fn manifests(under: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(under).expect("a directory") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            manifests(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "yaml") {
            found.push(path);
        }
    }
}

/// The report without the name of the input, which lists the files as given.
fn scan(files: &[PathBuf]) -> Value {
    let mut args = vec!["scan", "--severity", "info", "--format", "json"];
    for file in files {
        args.extend(["-f", file.to_str().expect("a plain name")]);
    }
    let mut report = Dir::new(&[]).run(&args).json();
    report["cluster"]["name"].take();
    report
}

#[test]
fn reports_do_not_depend_on_the_order_of_files() {
    let mut files = Vec::new();
    manifests(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/harbor"), &mut files);
    files.sort();
    let first = scan(&files);
    assert!(first["findings"].as_array().expect("findings").len() > 100);
    let turned: Vec<PathBuf> = files.iter().rev().cloned().collect();
    let split: Vec<PathBuf> =
        files.iter().skip(1).step_by(2).chain(files.iter().step_by(2)).cloned().collect();
    for order in [turned, split] {
        let again = scan(&order);
        for (field, value) in first.as_object().expect("a report") {
            assert_eq!(again[field], *value, "{field}");
        }
    }
}
