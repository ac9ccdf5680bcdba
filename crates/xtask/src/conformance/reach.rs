//! The reachability suite: an estate per directory in `tests`, the lists expected of it in `expected`.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result, ensure};
use serde::Deserialize;

use super::{Holdfast, Score};

/// What the suite reads of `holdfast.reach/v1`.
#[derive(Debug, Deserialize)]
struct Answer {
    gaps: Vec<Gap>,
}

#[derive(Debug, Deserialize)]
struct Gap {}

/// Words in the names of directories that are malformed on purpose.
const MALFORMED: &[&str] = &["bad", "malformed", "dirty", "syntax_error", "illegal", "empty_port_range"];

pub(super) fn run(holdfast: &Holdfast, folder: &Path) -> Result<Score> {
    let mut score = Score::default();
    for file in names(&folder.join("expected"))? {
        let (directory, options): (&str, &[&str]) = match file.as_str() {
            f if f.contains("_explain_") => {
                score.out_of_scope.push(file.clone());
                continue;
            }
            f => match (f.strip_suffix("_connlist_output.txt"), f.strip_suffix("_exposure_output.txt")) {
                (Some(directory), _) => (directory, &[]),
                (_, Some(directory)) => (directory, &["--exposure"]),
                _ => continue,
            },
        };
        let expected = fs::read_to_string(folder.join("expected").join(&file))
            .with_context(|| format!("cannot read {file}"))?;
        let path = folder.join("tests").join(directory);
        let path = path.to_str().context("the folder's name is not UTF-8")?;
        let found = holdfast.run(["reach", "list", "-f", path].iter().chain(options))?.1;
        score.note(file, compare(&expected, &found));
    }
    for directory in names(&folder.join("tests"))? {
        if MALFORMED.iter().any(|word| directory.contains(word)) {
            malformed(holdfast, &folder.join("tests"), &directory, &mut score)?;
        }
    }
    ensure!(!score.agree.is_empty() || !score.differ.is_empty(), "no case in {}", folder.display());
    Ok(score)
}

/// Each directory of a malformed estate must be answered with a gap.
fn malformed(holdfast: &Holdfast, tests: &Path, directory: &str, score: &mut Score) -> Result<()> {
    let parts: Vec<String> = names(&tests.join(directory))?;
    let nested: Vec<String> = parts.into_iter().filter(|p| tests.join(directory).join(p).is_dir()).collect();
    if !nested.is_empty() {
        return nested
            .iter()
            .try_for_each(|part| malformed(holdfast, tests, &format!("{directory}/{part}"), score));
    }
    let path = tests.join(directory);
    let path = path.to_str().context("the folder's name is not UTF-8")?;
    let answer: Answer = holdfast.json(["reach", "list", "-f", path])?;
    let told = if answer.gaps.is_empty() { Err("is malformed, but has no gap".to_owned()) } else { Ok(()) };
    score.note(directory.to_owned(), told);
    Ok(())
}

/// The same lines, in whatever order; blank lines are layout.
fn compare(expected: &str, found: &str) -> Result<(), String> {
    let lines = |text: &str| -> BTreeSet<String> {
        text.lines().map(str::trim_end).filter(|l| !l.is_empty()).map(ToOwned::to_owned).collect()
    };
    let (expected, found) = (lines(expected), lines(found));
    let missing: Vec<&String> = expected.difference(&found).collect();
    let extra: Vec<&String> = found.difference(&expected).collect();
    match (missing.first(), extra.first()) {
        (None, None) => Ok(()),
        (Some(first), _) => {
            Err(format!("{} lines missing, {} too many: missing {first}", missing.len(), extra.len()))
        }
        (None, Some(first)) => Err(format!("{} lines too many: {first}", extra.len())),
    }
}

fn names(folder: &Path) -> Result<Vec<String>> {
    let list = fs::read_dir(folder).with_context(|| format!("cannot list {}", folder.display()))?;
    let mut names: Vec<String> =
        list.map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned())).collect::<Result<_>>()?;
    names.sort_unstable();
    Ok(names)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_compared_in_any_order() {
        assert!(compare("a => b : TCP 1\n\nb => a : TCP 1", "b => a : TCP 1\na => b : TCP 1\n").is_ok());
        assert_eq!(compare("a\n", "").unwrap_err(), "1 lines missing, 0 too many: missing a");
        assert_eq!(compare("a\n", "a\nb\n").unwrap_err(), "1 lines too many: b");
    }
}
