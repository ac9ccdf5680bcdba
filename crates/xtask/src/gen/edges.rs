//! The attack graph's edge kinds: the module list, and the reference pages under `docs/edges`.

use std::fmt::Write as _;

use anyhow::Result;

use super::rust::{Edge, edge};
use super::{Output, checks};
use crate::repo::Repo;

pub(crate) const EDGES_FOLDER: &str = "crates/graph/src/edges";
pub(crate) const EDGES_MOD: &str = "crates/graph/src/edges/mod.rs";
const PAGES: &str = "docs/edges";
/// In the order a reader meets them.
const FAMILIES: [&str; 8] =
    ["escape", "node", "identity", "workload", "controlplane", "exposure", "network", "structure"];

pub(super) fn generate(repo: &Repo, output: &mut Output) -> Result<()> {
    if !repo.exists(EDGES_FOLDER) {
        return Ok(());
    }
    for missing in checks::halves(repo, EDGES_FOLDER)? {
        output.problem(missing);
    }
    let slugs = checks::slugs_in(repo, EDGES_FOLDER)?;
    output.file(EDGES_MOD, mod_rs(repo, &slugs)?);
    let mut all = Vec::new();
    for slug in &slugs {
        let stem = format!("{EDGES_FOLDER}/{}", slug.replace('-', "_"));
        let edge = match edge(&repo.read(&format!("{stem}.rs"))?) {
            Ok(edge) => edge,
            Err(error) => {
                output.problem(format!("{stem}.rs: {error}"));
                continue;
            }
        };
        if edge.id != *slug {
            output.problem(format!("{stem}.rs: id {:?} differs from the file's name", edge.id));
        }
        if !FAMILIES.contains(&edge.family.as_str()) {
            output.problem(format!("{stem}.rs: unknown family {:?}", edge.family));
        }
        let Ok(body) = repo.read(&format!("{stem}.md")) else { continue };
        output.file(format!("{PAGES}/{slug}.md"), page(&edge, &body));
        all.push(edge);
    }
    output.file(format!("{PAGES}/README.md"), index(&all));
    Ok(())
}

/// The text of `edges/mod.rs`.
pub(crate) fn mod_rs(repo: &Repo, slugs: &[String]) -> Result<String> {
    checks::list_rs(repo, slugs, "edge::EdgeKind", "EDGE", "Every edge kind, sorted by id.")
}

fn page(edge: &Edge, body: &str) -> String {
    let mut text = format!(
        "<!-- Written by `cargo xtask gen` from {EDGES_FOLDER}/{}.md: edit that. -->\n\n# {}\n\n{}\n\n\
         | | |\n|---|---|\n| Family | {} |\n| Fix | {} |\n",
        edge.id.replace('-', "_"),
        edge.id,
        edge.title,
        family(&edge.family),
        super::pages::cell(&edge.fix)
    );
    for (name, items) in [("ATT&CK", &edge.techniques), ("Also known as", &edge.aliases)] {
        if !items.is_empty() {
            let items: Vec<String> = items.iter().map(|item| format!("`{item}`")).collect();
            let _ = writeln!(text, "| {name} | {} |", items.join(", "));
        }
    }
    let _ = write!(text, "\n{}\n", super::pages::without_title(body).trim());
    text
}

fn family(word: &str) -> &str {
    if word == "controlplane" { "control plane" } else { word }
}

fn index(all: &[Edge]) -> String {
    let mut text = format!(
        "<!-- Written by `cargo xtask gen`: do not edit. -->\n\n# Steps of an attack\n\nAll {} kinds of edges in the attack graph, by family. \
         On the command line: `holdfast paths edges`.\n",
        all.len()
    );
    for name in FAMILIES {
        let rows: Vec<&Edge> = all.iter().filter(|edge| edge.family == name).collect();
        if rows.is_empty() {
            continue;
        }
        let _ = write!(
            text,
            "\n## {} ({})\n\n| edge | what makes it possible |\n|---|---|\n",
            family(name),
            rows.len()
        );
        for edge in rows {
            let _ = writeln!(text, "| [{id}]({id}.md) | {} |", super::pages::cell(&edge.title), id = edge.id);
        }
    }
    text
}
