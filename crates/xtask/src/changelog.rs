//! The changelog is made of fragments, one file a change, so that two changes never meet in one place.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use anyhow::{Result, bail};

use crate::repo::Repo;

const FOLDER: &str = "changelog.d";
/// Sections in the order they are printed; a fragment begins with one of them and a colon.
const SECTIONS: [&str; 4] = ["added", "changed", "fixed", "security"];

/// Prints the fragments as one text, in Markdown.
pub(crate) fn print(repo: &Repo) -> Result<()> {
    println!("{}", text(&read(repo)?));
    Ok(())
}

/// Fails when a fragment cannot be read.
pub(crate) fn check(repo: &Repo) -> Result<()> {
    let changes = read(repo)?;
    println!("changelog: {} changes", changes.values().map(Vec::len).sum::<usize>());
    Ok(())
}

/// Changes by the place of their section, in order of the fragments' names.
type Changes = BTreeMap<usize, Vec<String>>;

fn read(repo: &Repo) -> Result<Changes> {
    let mut changes = Changes::new();
    for name in repo.list(FOLDER, "md")?.into_iter().filter(|name| name != "README.md") {
        match parse(&repo.read(&format!("{FOLDER}/{name}"))?) {
            Ok((section, change)) => changes.entry(section).or_default().push(change),
            Err(error) => bail!("{FOLDER}/{name}: {error}"),
        }
    }
    Ok(changes)
}

fn parse(fragment: &str) -> Result<(usize, String)> {
    let expected = || format!("expected one of {} and a colon, then the change", SECTIONS.join(", "));
    let Some((section, change)) = fragment.split_once(':') else { bail!(expected()) };
    let place = SECTIONS.iter().position(|name| *name == section.trim());
    match (place, change.split_whitespace().collect::<Vec<_>>().join(" ")) {
        (Some(place), change) if !change.is_empty() => Ok((place, change)),
        _ => bail!(expected()),
    }
}

fn text(changes: &Changes) -> String {
    let mut text = String::from("# Changelog\n\n## Unreleased\n");
    for (section, changes) in changes {
        let name = SECTIONS.get(*section).copied().unwrap_or_default();
        let _ = write!(text, "\n### {name}\n\n");
        for change in changes {
            let _ = writeln!(text, "- {change}");
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fragments() {
        let cases = [
            ("added: one\n  thing", Some((0, "one thing"))),
            ("fixed: x: y\n", Some((2, "x: y"))),
            ("news: x", None),
            ("added:", None),
            ("just words", None),
        ];
        for (fragment, expected) in cases {
            let read = parse(fragment).ok();
            assert_eq!(read.as_ref().map(|(at, change)| (*at, change.as_str())), expected, "{fragment:?}");
        }
    }
}
