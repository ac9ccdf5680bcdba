//! The hunters: the module list, and one reference page that lists them all under `docs/hunters`.

use std::fmt::Write as _;

use anyhow::Result;

use super::rust::{Description, hunter};
use super::{Output, checks, pages};
use crate::repo::Repo;

const FOLDER: &str = "crates/hunt/src/hunters";
const PAGES: &str = "docs/hunters";

pub(super) fn generate(repo: &Repo, output: &mut Output) -> Result<()> {
    if !repo.exists(FOLDER) {
        return Ok(());
    }
    for missing in checks::halves(repo, FOLDER)? {
        output.problem(missing);
    }
    let slugs = checks::slugs_in(repo, FOLDER)?;
    let list = checks::list_rs(repo, &slugs, "hunter::Hunter", "HUNTER", "Every hunter, sorted by id.")?;
    output.file(format!("{FOLDER}/mod.rs"), list);
    let mut all = Vec::new();
    for slug in &slugs {
        let stem = format!("{FOLDER}/{}", slug.replace('-', "_"));
        match hunter(&repo.read(&format!("{stem}.rs"))?) {
            Ok(hunter) if hunter.id != *slug => {
                output.problem(format!("{stem}.rs: id {:?} differs from the file's name", hunter.id));
            }
            Ok(hunter) => all.push(hunter),
            Err(error) => output.problem(format!("{stem}.rs: {error}")),
        }
    }
    output.file(format!("{PAGES}/README.md"), index(&all));
    Ok(())
}

fn index(all: &[Description]) -> String {
    let mut text = format!(
        "<!-- Written by `cargo xtask gen`: do not edit. -->\n\n# Hunters\n\nAll {}, the worst first. The page of one is \
         beside its source in `{FOLDER}`, and on the command line: `holdfast explain HUNTER`.\n",
        all.len()
    );
    for severity in pages::SEVERITIES {
        let rows: Vec<&Description> = all.iter().filter(|hunter| hunter.severity == severity).collect();
        if rows.is_empty() {
            continue;
        }
        let _ = write!(
            text,
            "\n## {severity} ({})\n\n| hunter | what is wrong | fix |\n|---|---|---|\n",
            rows.len()
        );
        for hunter in rows {
            let file = format!("../../{FOLDER}/{}.md", hunter.id.replace('-', "_"));
            let _ = writeln!(
                text,
                "| [{}]({file}) | {} | {} |",
                hunter.id,
                pages::cell(&hunter.title),
                pages::cell(&hunter.fix)
            );
        }
    }
    text
}
