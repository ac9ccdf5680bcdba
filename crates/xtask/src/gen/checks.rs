use std::fmt::Write as _;

use anyhow::Result;

use super::Output;
use crate::repo::Repo;

pub(crate) const CHECKS_FOLDER: &str = "crates/posture/src/checks";
pub(crate) const MOD_FILE: &str = "crates/posture/src/checks/mod.rs";

/// Writes the module list and gives the ids of all checks, sorted.
pub(super) fn generate(repo: &Repo, output: &mut Output) -> Result<Vec<String>> {
    if !repo.exists("crates/posture") {
        return Ok(Vec::new());
    }
    let slugs = slugs(repo)?;
    for missing in halves(repo, CHECKS_FOLDER)? {
        output.problem(missing);
    }
    output.file(MOD_FILE, mod_rs(repo, &slugs)?);
    Ok(slugs)
}

/// Ids of all checks, sorted: the file stems with hyphens.
pub(crate) fn slugs(repo: &Repo) -> Result<Vec<String>> {
    slugs_in(repo, CHECKS_FOLDER)
}

/// Ids of all pairs in a folder, sorted.
pub(crate) fn slugs_in(repo: &Repo, folder: &str) -> Result<Vec<String>> {
    let files = repo.list(folder, "rs")?;
    let stems = files.iter().filter_map(|name| name.strip_suffix(".rs")).filter(|stem| *stem != "mod");
    let mut slugs: Vec<String> = stems.map(|stem| stem.replace('_', "-")).collect();
    slugs.sort_unstable();
    Ok(slugs)
}

/// The text of `checks/mod.rs`.
pub(crate) fn mod_rs(repo: &Repo, slugs: &[String]) -> Result<String> {
    list_rs(repo, slugs, "check::Check", "CHECK", "Every check, sorted by id.")
}

/// The text of a list of pairs: `item` is the static each module has, of the type `crate::<path>`.
pub(super) fn list_rs(repo: &Repo, slugs: &[String], path: &str, item: &str, says: &str) -> Result<String> {
    let name = path.rsplit(':').next().unwrap_or_default();
    let modules: Vec<String> = slugs.iter().map(|slug| slug.replace('-', "_")).collect();
    let mut text = String::from(
        "//! One module for each pair of files in this folder. Written by `cargo xtask gen`: do not edit.\n\n",
    );
    for module in &modules {
        let _ = writeln!(text, "mod {module};");
    }
    let _ = write!(text, "\nuse crate::{path};\n\n/// {says}\npub(crate) static ALL: &[&{name}] = &[\n");
    for module in &modules {
        let _ = writeln!(text, "    &{module}::{item},");
    }
    text.push_str("];\n");
    repo.rustfmt(&text)
}

/// Files whose other half is missing.
pub(super) fn halves(repo: &Repo, folder: &str) -> Result<Vec<String>> {
    let mut missing = Vec::new();
    for (ext, other) in [("rs", "md"), ("md", "rs")] {
        for name in repo.list(folder, ext)? {
            let stem = name.trim_end_matches(ext);
            if name != "mod.rs" && !repo.exists(&format!("{folder}/{stem}{other}")) {
                missing.push(format!("{folder}/{name} has no {stem}{other} beside it: a pair is both files"));
            }
        }
    }
    Ok(missing)
}
