//! The sample of kube-bench's configuration format: every check of every file is loaded and has an outcome.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result};
use serde::Deserialize;

use super::Score;
use crate::holdfast::Holdfast;

#[derive(Deserialize)]
struct Report {
    findings: Vec<Finding>,
}

#[derive(Deserialize)]
struct Finding {
    controls: Vec<Control>,
}

#[derive(Deserialize)]
struct Control {
    id: String,
}

pub(super) fn run(holdfast: &Holdfast, folder: &Path) -> Result<Score> {
    let mut score = Score::default();
    let folder = folder.join("cfg");
    for entry in fs::read_dir(&folder).with_context(|| format!("cannot read {}", folder.display()))? {
        let path = entry?.path();
        if path.is_dir() {
            benchmark(holdfast, &path, &mut score)?;
        }
    }
    Ok(score)
}

fn benchmark(holdfast: &Holdfast, directory: &Path, score: &mut Score) -> Result<()> {
    let name = directory.to_str().context("the folder's name is not UTF-8")?;
    let report: Report = holdfast.json(["bench", "--kube-bench-dir", name])?;
    let judged: BTreeSet<&str> =
        report.findings.iter().flat_map(|f| &f.controls).map(|c| c.id.as_str()).collect();
    for entry in fs::read_dir(directory)? {
        let path = entry?.path();
        let text = fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
        for number in text.lines().filter_map(number) {
            let answer = if judged.contains(number) { Ok(()) } else { Err("has no outcome".to_owned()) };
            score.note(number, answer);
        }
    }
    Ok(())
}

/// The number of a check: three parts, where groups have two.
fn number(line: &str) -> Option<&str> {
    let number = line.trim().strip_prefix("- id: ")?.trim_matches(['"', '\'']);
    (number.split('.').count() == 3).then_some(number)
}
