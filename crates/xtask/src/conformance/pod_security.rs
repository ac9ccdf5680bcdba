//! The fixtures of the reference implementation of the Pod Security Standards: `LEVEL/VERSION/{pass,fail}/*.yaml`.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result, ensure};
use serde::Deserialize;

use super::{Holdfast, Score};

#[derive(Debug, Deserialize)]
struct Answer {
    results: Vec<Verdict>,
}

#[derive(Debug, Deserialize)]
struct Verdict {
    file: String,
    allowed: bool,
    #[serde(default)]
    violations: Vec<Violation>,
}

#[derive(Debug, Deserialize)]
struct Violation {
    check: String,
}

/// Checks of the restricted level that stand in for the baseline one of the fixture's name.
const STRICTER: &[(&str, &str)] = &[
    ("capabilities_baseline", "capabilities_restricted"),
    ("hostpathvolumes", "restrictedvolumes"),
    ("procmount", "procmount_restricted"),
    ("seccompprofile_baseline", "seccompprofile_restricted"),
];

pub(super) fn run(holdfast: &Holdfast, folder: &Path) -> Result<Score> {
    let mut score = Score::default();
    for level in names(folder, true)? {
        for version in names(&folder.join(&level), true)? {
            for expected in ["pass", "fail"] {
                let case = format!("{level}/{version}/{expected}");
                let path = folder.join(&case);
                if path.is_dir() {
                    judge(holdfast, &path, &case, &mut score).with_context(|| case.clone())?;
                }
            }
        }
    }
    ensure!(!score.agree.is_empty() || !score.differ.is_empty(), "no fixture in {}", folder.display());
    Ok(score)
}

/// One run for all files of a folder; `case` is `LEVEL/VERSION/{pass,fail}`.
fn judge(holdfast: &Holdfast, path: &Path, case: &str, score: &mut Score) -> Result<()> {
    let mut parts = case.split('/');
    let (level, version) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    let folder = path.to_str().context("the folder's name is not UTF-8")?;
    let answer: Answer =
        holdfast.json(["pod-security", "-f", folder, "--level", level, "--version", version])?;
    let mut verdicts: BTreeMap<String, Vec<Verdict>> = BTreeMap::new();
    for verdict in answer.results {
        let name = Path::new(&verdict.file).file_name().unwrap_or_default().to_string_lossy().into_owned();
        verdicts.entry(name).or_default().push(verdict);
    }
    for file in names(path, false)? {
        let found = verdicts.get(&file).map(Vec::as_slice).unwrap_or_default();
        let answer = match (found, case.ends_with("/pass")) {
            ([], _) => Err("was not judged".to_owned()),
            ([verdict], true) => passes(verdict),
            ([verdict], false) => fails(verdict, &file),
            (many, _) => Err(format!("was judged {} times", many.len())),
        };
        score.note(format!("{case}/{file}"), answer);
    }
    Ok(())
}

fn passes(verdict: &Verdict) -> Result<(), String> {
    if verdict.allowed { Ok(()) } else { Err(format!("should be allowed, but violates {}", ids(verdict))) }
}

/// The check that the fixture is named after must be among the violations.
fn fails(verdict: &Verdict, file: &str) -> Result<(), String> {
    if verdict.allowed {
        return Err("should be denied, but is allowed".to_owned());
    }
    let wanted = file.trim_end_matches(".yaml").trim_end_matches(|c: char| c.is_ascii_digit());
    let is_wanted = |violation: &Violation| {
        let id = violation.check.to_ascii_lowercase();
        id == wanted || STRICTER.contains(&(wanted, id.as_str()))
    };
    if verdict.violations.iter().any(is_wanted) {
        Ok(())
    } else {
        Err(format!("should violate {wanted}, but violates {}", ids(verdict)))
    }
}

fn ids(verdict: &Verdict) -> String {
    verdict.violations.iter().map(|v| v.check.as_str()).collect::<Vec<_>>().join(", ")
}

/// Names of the folders, or of the YAML files, in a folder, sorted.
fn names(folder: &Path, folders: bool) -> Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder).with_context(|| format!("cannot list {}", folder.display()))? {
        let path = entry?.path();
        let wanted = if folders { path.is_dir() } else { path.extension().is_some_and(|ext| ext == "yaml") };
        if wanted {
            names.push(path.file_name().unwrap_or_default().to_string_lossy().into_owned());
        }
    }
    names.sort_unstable();
    Ok(names)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn verdict(allowed: bool, checks: &[&str]) -> Verdict {
        let violations = checks.iter().map(|check| Violation { check: (*check).to_owned() }).collect();
        Verdict { file: String::new(), allowed, violations }
    }

    #[test]
    fn the_named_check_must_be_violated() {
        let cases: [(&str, bool, &[&str], bool); 6] = [
            ("hostnamespaces12.yaml", false, &["hostNamespaces"], true),
            ("hostnamespaces0.yaml", false, &["hostPorts"], false),
            ("hostnamespaces0.yaml", true, &[], false),
            ("hostpathvolumes0.yaml", false, &["restrictedVolumes"], true),
            ("capabilities_baseline3.yaml", false, &["capabilities_restricted"], true),
            ("procmount1.yaml", false, &["procMount_restricted"], true),
        ];
        for (file, allowed, checks, agrees) in cases {
            assert_eq!(fails(&verdict(allowed, checks), file).is_ok(), agrees, "{file} {checks:?}");
        }
        assert!(passes(&verdict(true, &[])).is_ok());
        assert!(passes(&verdict(false, &["privileged"])).is_err());
    }
}
