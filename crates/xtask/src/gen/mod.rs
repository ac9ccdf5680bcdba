//! Writes what follows from other files. `gen --check` says which of it is stale.

mod checks;
mod cis;
mod demo;
mod edges;
mod frameworks;
mod hunters;
mod pages;
mod rust;
mod schemas;

use std::collections::BTreeMap;

use anyhow::{Result, bail};

use crate::repo::Repo;

pub(crate) use checks::{CHECKS_FOLDER, MOD_FILE, mod_rs, slugs, slugs_in};
pub(crate) use edges::{EDGES_FOLDER, EDGES_MOD, mod_rs as edges_mod_rs};

/// Folders in which every file of this ending is generated: what a generator no longer writes is removed.
const OWNED: &[(&str, &str)] =
    &[("docs/checks", "md"), ("docs/edges", "md"), ("docs/hunters", "md"), ("docs/schemas", "json")];

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
    demo::generate(repo, &mut output)?;
    let slugs = checks::generate(repo, &mut output)?;
    let frameworks = frameworks::generate(repo, &slugs, &mut output)?;
    pages::generate(repo, &slugs, &frameworks, &mut output)?;
    edges::generate(repo, &mut output)?;
    hunters::generate(repo, &mut output)?;
    schemas::generate(&mut output)?;
    cis::generate(repo, &mut output)?;
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

#[cfg(test)]
mod tests {
    use super::*;

    const CHECK: &str = "pub(super) static CHECK: Check = Check {\n    id: \"host-pid\",\n    title: \"T\",\n    \
                         severity: Severity::High,\n    fix: \"F.\",\n    techniques: &[],\n    aliases: &[],\n};\n";
    const FRAMEWORK: &str = "id = 'f'\ntitle = 'F'\nversion = '1'\nsource = 's'\nlicence = 'l'\n\
                             [[requirement]]\nid = 'r'\nsection = 's'\ntitle = 't'\nchecks = ['host-pid']\n";

    #[test]
    fn stale_files_are_named_and_written() {
        let folder = std::env::temp_dir().join(format!("holdfast-xtask-gen-{}", std::process::id()));
        let repo = Repo::at(folder.clone());
        repo.write("crates/posture/src/checks/host_pid.rs", CHECK).unwrap();
        repo.write("crates/posture/src/checks/host_pid.md", "# host-pid\n\nText.\n").unwrap();
        repo.write("crates/posture/frameworks/f.toml", FRAMEWORK).unwrap();
        repo.write("docs/checks/gone.md", "").unwrap();

        let missing = check(&repo).unwrap_err().to_string();
        assert!(
            missing.contains("crates/posture/src/checks/mod.rs is stale; run: cargo xtask gen"),
            "{missing}"
        );
        assert!(missing.contains("docs/checks/gone.md is stale"), "{missing}");

        write(&repo).unwrap();
        check(&repo).unwrap();
        assert!(!repo.exists("docs/checks/gone.md"));
        let page = repo.read("docs/checks/host-pid.md").unwrap();
        assert!(page.contains("| Evidence for | `f r` |"), "{page}");

        repo.write("crates/posture/src/checks/host_pid.md", "# host-pid\n\nOther text.\n").unwrap();
        let stale = check(&repo).unwrap_err().to_string();
        assert_eq!(stale, "docs/checks/host-pid.md is stale; run: cargo xtask gen");
        repo.remove("crates/posture/src/checks/host_pid.md").unwrap();
        let half = check(&repo).unwrap_err().to_string();
        assert!(half.contains("host_pid.rs has no host_pid.md beside it"), "{half}");
        std::fs::remove_dir_all(folder).unwrap();
    }
}
