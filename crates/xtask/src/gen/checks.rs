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
    for missing in halves(repo)? {
        output.problem(missing);
    }
    output.file(MOD_FILE, mod_rs(repo, &slugs)?);
    Ok(slugs)
}

/// Ids of all checks, sorted: the file stems with hyphens.
pub(crate) fn slugs(repo: &Repo) -> Result<Vec<String>> {
    let files = repo.list(CHECKS_FOLDER, "rs")?;
    let stems = files.iter().filter_map(|name| name.strip_suffix(".rs")).filter(|stem| *stem != "mod");
    let mut slugs: Vec<String> = stems.map(|stem| stem.replace('_', "-")).collect();
    slugs.sort_unstable();
    Ok(slugs)
}

/// The text of `checks/mod.rs`.
pub(crate) fn mod_rs(repo: &Repo, slugs: &[String]) -> Result<String> {
    let modules: Vec<String> = slugs.iter().map(|slug| slug.replace('-', "_")).collect();
    let mut text = String::from(
        "//! One module for each pair of files in this folder. Written by `cargo xtask gen`: do not edit.\n\n",
    );
    for module in &modules {
        let _ = writeln!(text, "mod {module};");
    }
    text.push_str("\nuse crate::check::Check;\n\n/// Every check, sorted by id.\n");
    text.push_str("pub(crate) static ALL: &[&Check] = &[\n");
    for module in &modules {
        let _ = writeln!(text, "    &{module}::CHECK,");
    }
    text.push_str("];\n");
    repo.rustfmt(&text)
}

/// Files whose other half is missing.
fn halves(repo: &Repo) -> Result<Vec<String>> {
    let mut missing = Vec::new();
    for (ext, other) in [("rs", "md"), ("md", "rs")] {
        for name in repo.list(CHECKS_FOLDER, ext)? {
            let stem = name.trim_end_matches(ext);
            if name != "mod.rs" && !repo.exists(&format!("{CHECKS_FOLDER}/{stem}{other}")) {
                missing.push(format!(
                    "{CHECKS_FOLDER}/{name} has no {stem}{other} beside it: a check is both files"
                ));
            }
        }
    }
    Ok(missing)
}
