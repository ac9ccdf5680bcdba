//! The advisories that versions are matched with: those built in, and what a person brings.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use holdfast_vuln::{Advisory, Database, feed, osv};
use serde_json::Value;

use super::args::DbAction;
use crate::exit::Exit;

/// The largest file that is read.
const MOST_BYTES: u64 = 64 * 1024 * 1024;
/// Files of one directory at most.
const MOST_FILES: usize = 50_000;

pub(super) fn run(action: &DbAction) -> Result<Exit> {
    match action {
        DbAction::Show { db } => Ok(show(&load(db.as_deref())?)),
        DbAction::Update { from, output } => update(from, output),
    }
}

/// The advisories built in, and those of a file or directory.
pub(super) fn load(path: Option<&Path>) -> Result<Database> {
    let mut database = Database::builtin().clone();
    if let Some(path) = path {
        database.extend(read_all(path)?.0);
    }
    Ok(database)
}

fn show(database: &Database) -> Exit {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for advisory in database.advisories() {
        *counts.entry(advisory.product.slug).or_default() += 1;
    }
    let mut text = String::new();
    for (product, count) in &counts {
        let _ = writeln!(text, "{count:4}  {product}");
    }
    let _ = writeln!(text, "{} advisories", database.len());
    let _ = io::Write::write_all(&mut io::stdout().lock(), text.as_bytes());
    Exit::Clean
}

/// Reads a feed or OSV files, and keeps the documents that hold an advisory we can use.
fn update(from: &Path, output: &Path) -> Result<Exit> {
    let (advisories, documents, unread) = read_all(from)?;
    if advisories.is_empty() {
        bail!("{}: holds no advisory about a product that is known here", from.display());
    }
    let text = serde_json::to_vec(&Value::Array(documents))?;
    fs::write(output, text).with_context(|| format!("cannot write {}", output.display()))?;
    eprintln!("wrote {} advisories to {}: use them with --db", advisories.len(), output.display());
    for name in unread.iter().take(20) {
        eprintln!("gap: {name}");
    }
    Ok(if unread.is_empty() { Exit::Clean } else { Exit::Incomplete })
}

type Read = (Vec<Advisory>, Vec<Value>, Vec<String>);

fn read_all(path: &Path) -> Result<Read> {
    let mut all: Read = Default::default();
    for file in files(path)? {
        let name = file.display().to_string();
        let mut text = String::new();
        let opened = File::open(&file).with_context(|| format!("cannot read {name}"))?;
        opened.take(MOST_BYTES).read_to_string(&mut text).with_context(|| format!("cannot read {name}"))?;
        match read_one(&text) {
            Ok((advisories, documents, unread)) => {
                all.0.extend(advisories);
                all.1.extend(documents);
                all.2.extend(unread);
            }
            Err(error) => all.2.push(format!("{name}: {error}")),
        }
    }
    Ok(all)
}

/// One file: a JSON feed, one OSV document, or a list of either as `update` writes them.
fn read_one(text: &str) -> Result<Read> {
    let value: Value = serde_json::from_str(text).context("no JSON")?;
    let documents = match value {
        Value::Array(documents) => documents,
        one => vec![one],
    };
    let mut all: Read = Default::default();
    for document in documents {
        let text = document.to_string();
        let advisories = if document.get("items").is_some() {
            let read = feed::read(&text)?;
            all.2.extend(read.unread);
            read.advisories
        } else {
            osv::read(&text)?
        };
        if !advisories.is_empty() {
            all.1.push(document);
        }
        all.0.extend(advisories);
    }
    Ok(all)
}

fn files(path: &Path) -> Result<Vec<PathBuf>> {
    if !path.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let listed = fs::read_dir(path).with_context(|| format!("cannot read {}", path.display()))?;
    let mut files: Vec<PathBuf> = listed
        .filter_map(|entry| entry.ok().map(|e| e.path()))
        .filter(|p| p.extension().is_some_and(|ext| ext == "json"))
        .take(MOST_FILES)
        .collect();
    files.sort();
    Ok(files)
}
