//! The reference pages under `docs/checks`: each check's own page with its facts in front, and the index.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use anyhow::Result;

use super::frameworks::Framework;
use super::rust::{Description, description};
use super::{CHECKS_FOLDER, Output};
use crate::repo::Repo;

const FOLDER: &str = "docs/checks";
pub(super) const SEVERITIES: [&str; 5] = ["critical", "high", "medium", "low", "info"];

pub(super) fn generate(
    repo: &Repo,
    slugs: &[String],
    frameworks: &[Framework],
    output: &mut Output,
) -> Result<()> {
    if slugs.is_empty() {
        return Ok(());
    }
    let mapped = mapped(frameworks);
    let mut all = Vec::new();
    for slug in slugs {
        let stem = format!("{CHECKS_FOLDER}/{}", slug.replace('-', "_"));
        let check = match description(&repo.read(&format!("{stem}.rs"))?) {
            Ok(check) => check,
            Err(error) => {
                output.problem(format!("{stem}.rs: {error}"));
                continue;
            }
        };
        if check.id != *slug {
            output.problem(format!("{stem}.rs: id {:?} differs from the file's name", check.id));
        }
        if !SEVERITIES.contains(&check.severity.as_str()) {
            output.problem(format!("{stem}.rs: unknown severity {:?}", check.severity));
        }
        // A page without its half is told by the list of checks.
        let Ok(body) = repo.read(&format!("{stem}.md")) else { continue };
        let requirements = mapped.get(slug.as_str()).map(Vec::as_slice).unwrap_or_default();
        output.file(format!("{FOLDER}/{slug}.md"), page(&check, requirements, &body));
        all.push(check);
    }
    output.file(format!("{FOLDER}/README.md"), index(&all));
    Ok(())
}

/// For each check the requirements that name it, as `framework requirement`.
fn mapped(frameworks: &[Framework]) -> BTreeMap<&str, Vec<String>> {
    let mut mapped: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for framework in frameworks {
        for requirement in &framework.requirements {
            for check in &requirement.checks {
                mapped.entry(check).or_default().push(format!("{} {}", framework.id, requirement.id));
            }
        }
    }
    mapped
}

fn page(check: &Description, requirements: &[String], body: &str) -> String {
    let mut text = format!(
        "<!-- Written by `cargo xtask gen` from {CHECKS_FOLDER}/{}.md: edit that. -->\n\n# {}\n\n{}\n\n\
         | | |\n|---|---|\n| Severity | {} |\n| Fix | {} |\n",
        check.id.replace('-', "_"),
        check.id,
        check.title,
        check.severity,
        cell(&check.fix)
    );
    let rows = [
        ("ATT&CK", check.techniques.as_slice()),
        ("Also known as", check.aliases.as_slice()),
        ("Evidence for", requirements),
    ];
    for (name, items) in rows.into_iter().filter(|(_, items)| !items.is_empty()) {
        let items: Vec<String> = items.iter().map(|item| format!("`{item}`")).collect();
        let _ = writeln!(text, "| {name} | {} |", items.join(", "));
    }
    let _ = write!(text, "\n{}\n", without_title(body).trim());
    text
}

/// The page's own first heading would repeat the one above it.
pub(super) fn without_title(body: &str) -> &str {
    match body.strip_prefix("# ") {
        Some(rest) => rest.split_once('\n').map_or("", |(_, rest)| rest),
        None => body,
    }
}

fn index(all: &[Description]) -> String {
    let mut text = format!(
        "<!-- Written by `cargo xtask gen`: do not edit. -->\n\n# Checks\n\nAll {}, the worst first. \
         On the command line: `holdfast explain CHECK`.\n",
        all.len()
    );
    for severity in SEVERITIES {
        let rows: Vec<&Description> = all.iter().filter(|check| check.severity == severity).collect();
        if rows.is_empty() {
            continue;
        }
        let _ = write!(text, "\n## {severity} ({})\n\n| check | what is wrong |\n|---|---|\n", rows.len());
        for check in rows {
            let _ = writeln!(text, "| [{id}]({id}.md) | {} |", cell(&check.title), id = check.id);
        }
    }
    text
}

/// Text inside a table cell.
pub(super) fn cell(text: &str) -> String {
    text.replace('|', "\\|").replace('\n', " ")
}
