//! Compiles `crates/posture/frameworks/*.toml` to static tables. A bad row is left out of the table and fails the run.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use anyhow::{Context as _, Result};
use serde::Deserialize;

use super::Output;
use crate::repo::Repo;

const SOURCES: &str = "crates/posture/frameworks";
const TARGET: &str = "crates/posture/src/frameworks/generated.rs";

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Framework {
    pub(super) id: String,
    pub(super) title: String,
    version: String,
    source: String,
    licence: String,
    #[serde(default, rename = "requirement")]
    pub(super) requirements: Vec<Requirement>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Requirement {
    pub(super) id: String,
    section: String,
    title: String,
    #[serde(default)]
    tactics: Vec<String>,
    #[serde(default)]
    pub(super) checks: Vec<String>,
    #[serde(default)]
    manual: bool,
    #[serde(default)]
    question: String,
    #[serde(default)]
    later: String,
    #[serde(default)]
    note: String,
}

/// Writes the tables and gives the frameworks, in order of their id.
pub(super) fn generate(repo: &Repo, slugs: &[String], output: &mut Output) -> Result<Vec<Framework>> {
    if !repo.exists(SOURCES) {
        return Ok(Vec::new());
    }
    let mut frameworks = Vec::new();
    for name in repo.list(SOURCES, "toml")? {
        let file = format!("{SOURCES}/{name}");
        match toml::from_str::<Framework>(&repo.read(&file)?) {
            Ok(framework) => frameworks.push((file, framework)),
            Err(error) => output.problem(format!("{file}: {}", error.to_string().trim())),
        }
    }
    for (file, framework) in &mut frameworks {
        for problem in clean(framework, file, slugs) {
            output.problem(problem);
        }
    }
    let mut frameworks: Vec<Framework> = frameworks.into_iter().map(|(_, framework)| framework).collect();
    frameworks.sort_by(|a, b| a.id.cmp(&b.id));
    output.file(TARGET, repo.rustfmt(&source(&frameworks)).context(TARGET)?);
    Ok(frameworks)
}

/// Takes what is wrong out of the framework and says what it was.
fn clean(framework: &mut Framework, file: &str, slugs: &[String]) -> Vec<String> {
    let mut problems = Vec::new();
    if !file.ends_with(&format!("/{}.toml", framework.id)) {
        problems.push(format!("{file}: id {:?} differs from the file's name", framework.id));
    }
    if framework.requirements.is_empty() {
        problems.push(format!("{file}: no requirement"));
    }
    let mut seen = BTreeSet::new();
    for requirement in &mut framework.requirements {
        if !seen.insert(requirement.id.clone()) {
            problems.push(format!("{file}: requirement {:?} stands twice", requirement.id));
        }
        for problem in faults(requirement) {
            problems.push(format!("{file}: requirement {:?}: {problem}", requirement.id));
        }
        let (known, unknown) =
            std::mem::take(&mut requirement.checks).into_iter().partition(|check| slugs.contains(check));
        requirement.checks = known;
        let unknown: Vec<String> = unknown;
        for check in unknown {
            problems.push(format!("{file}: requirement {:?}: no check is called {check:?}", requirement.id));
        }
    }
    problems
}

/// Breaches of the rule that exactly one of checks, a person or a later capability decides.
fn faults(requirement: &Requirement) -> Vec<&'static str> {
    let deciders =
        [!requirement.checks.is_empty(), requirement.manual, !requirement.later.is_empty()].map(u8::from);
    let twice = requirement.checks.iter().collect::<BTreeSet<_>>().len() < requirement.checks.len();
    let rules = [
        (deciders.iter().sum::<u8>() != 1, "give exactly one of checks, manual = true, later"),
        (
            requirement.manual == requirement.question.is_empty(),
            "a question belongs to manual = true, and only there",
        ),
        (twice, "a check stands twice"),
        (requirement.id.is_empty(), "id is empty"),
        (requirement.title.is_empty(), "title is empty"),
        (requirement.section.is_empty(), "section is empty"),
    ];
    rules.into_iter().filter(|(broken, _)| *broken).map(|(_, text)| text).collect()
}

fn source(frameworks: &[Framework]) -> String {
    let mut text = String::from(
        "//! Compiled from `frameworks/*.toml` by `cargo xtask gen`: do not edit.\n\n\
         use holdfast_model::{Framework, Requirement};\n\n\
         /// Every framework, sorted by id.\n\
         pub(crate) static FRAMEWORKS: &[Framework] = &[\n",
    );
    for f in frameworks {
        let _ = writeln!(
            text,
            "Framework {{ id: {:?}, title: {:?}, version: {:?}, source: {:?}, licence: {:?}, requirements: &[",
            f.id, f.title, f.version, f.source, f.licence
        );
        for r in &f.requirements {
            let _ = writeln!(
                text,
                "Requirement {{ id: {:?}, section: {:?}, title: {:?}, tactics: &{:?}, checks: &{:?}, question: {:?}, \
                 later: {:?}, note: {:?} }},",
                r.id, r.section, r.title, r.tactics, r.checks, r.question, r.later, r.note
            );
        }
        text.push_str("] },\n");
    }
    text.push_str("];\n");
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn requirement(text: &str) -> Requirement {
        let head = "id = 'x'\nsection = 's'\ntitle = 't'\n";
        toml::from_str(&format!("{head}{text}")).unwrap()
    }

    #[test]
    fn exactly_one_decider() {
        let cases = [
            ("checks = ['a']", true),
            ("checks = ['a']\nnote = 'partly'", true),
            ("manual = true\nquestion = 'who?'", true),
            ("later = 'bench'", true),
            ("", false),
            ("manual = true", false),
            ("question = 'who?'\nchecks = ['a']", false),
            ("checks = ['a', 'a']", false),
            ("checks = ['a']\nlater = 'bench'", false),
            ("checks = ['a']\nmanual = true\nquestion = 'who?'", false),
        ];
        for (text, fine) in cases {
            assert_eq!(faults(&requirement(text)).is_empty(), fine, "{text}");
        }
    }

    #[test]
    fn unknown_checks_are_told_and_left_out() {
        let text = "id = 'f'\ntitle = 'F'\nversion = '1'\nsource = 's'\nlicence = 'l'\n\
                    [[requirement]]\nid = 'r'\nsection = 's'\ntitle = 't'\nchecks = ['host-pid', 'no-such']\n\
                    [[requirement]]\nid = 'r'\nsection = 's'\ntitle = 't'\nlater = 'l'\n";
        let mut framework = toml::from_str(text).unwrap();
        let problems = clean(&mut framework, "x/f.toml", &["host-pid".to_owned()]);
        assert_eq!(
            problems,
            [
                "x/f.toml: requirement \"r\": no check is called \"no-such\"",
                "x/f.toml: requirement \"r\" stands twice"
            ]
        );
        assert!(source(&[framework]).contains("checks: &[\"host-pid\"]"));
    }
}
