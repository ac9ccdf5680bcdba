//! Writes what follows from other files. `gen --check` says which of it is stale.

mod checks;
mod frameworks;
mod pages;
mod rust;

use std::collections::BTreeMap;

use anyhow::{Result, bail};

use crate::repo::Repo;

pub(crate) use checks::{CHECKS_FOLDER, MOD_FILE, mod_rs, slugs};

/// Folders in which every file of this ending is generated: what a generator no longer writes is removed.
const OWNED: &[(&str, &str)] = &[("docs/checks", "md")];

/// What the generators say: files by path, and what is wrong with their sources.
#[derive(Debug, Default)]
pub(crate) struct Output {
    files: BTreeMap<String, String>,
    problems: Vec<String>,
}

impl Output {
    pub(crate) fn file(&mut self, path: impl Into<String>, text: String) {
        self.files.insert(path.into(), text);
    }

    pub(crate) fn problem(&mut self, what: impl Into<String>) {
        self.problems.push(what.into());
    }
}

/// Writes every file that changed. Problems are told at the end, so that one bad row does not stop the rest.
pub(crate) fn write(repo: &Repo) -> Result<()> {
    let output = generate(repo)?;
    let mut written = 0;
    for path in stale(repo, &output) {
        if let Some(text) = output.files.get(&path) {
            repo.write(&path, text)?;
            println!("wrote {path}");
        } else {
            repo.remove(&path)?;
            println!("removed {path}");
        }
        written += 1;
    }
    if written == 0 {
        println!("generated files are up to date");
    }
    report(&output.problems)
}

/// Fails when a generated file is not what its sources make.
pub(crate) fn check(repo: &Repo) -> Result<()> {
    let output = generate(repo)?;
    let mut problems = output.problems.clone();
    problems.extend(
        stale(repo, &output).into_iter().map(|path| format!("{path} is stale; run: cargo xtask gen")),
    );
    report(&problems)
}

fn generate(repo: &Repo) -> Result<Output> {
    let mut output = Output::default();
    let slugs = checks::generate(repo, &mut output)?;
    let frameworks = frameworks::generate(repo, &slugs, &mut output)?;
    pages::generate(repo, &slugs, &frameworks, &mut output)?;
    Ok(output)
}

/// Paths whose content differs from the generated one, and leftovers in owned folders.
fn stale(repo: &Repo, output: &Output) -> Vec<String> {
    let differs = |(path, text): &(&String, &String)| repo.read(path).ok().as_ref() != Some(*text);
    let mut paths: Vec<String> = output.files.iter().filter(differs).map(|(path, _)| path.clone()).collect();
    for (folder, ext) in OWNED {
        let present = repo.list(folder, ext).unwrap_or_default();
        let paths_there = present.into_iter().map(|name| format!("{folder}/{name}"));
        paths.extend(paths_there.filter(|path| !output.files.contains_key(path)));
    }
    paths
}

/// A renamed check can break hundreds of rows: the first ones tell enough.
const MOST_TOLD: usize = 40;

fn report(problems: &[String]) -> Result<()> {
    let told = problems.iter().take(MOST_TOLD).map(String::as_str).collect::<Vec<_>>().join("\n  ");
    match problems.len() {
        0 => Ok(()),
        1 => bail!("{told}"),
        many if many > MOST_TOLD => bail!("{many} problems:\n  {told}\n  and {} more", many - MOST_TOLD),
        many => bail!("{many} problems:\n  {told}"),
    }
}
