use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write as _};

use anyhow::{Context, Result};
use holdfast_inventory::edit::edit;
use holdfast_inventory::read::secret_lines;
use holdfast_inventory::{Object, Snapshot};
use holdfast_model::{Evidence, Finding, PatchOp};
use similar::TextDiff;

use crate::cli::FixMode;

/// Patches by file, then by the line their object begins at.
type Patches<'f> = BTreeMap<&'f str, BTreeMap<u32, Vec<PatchOp>>>;

/// Shows the safe fixes as a diff, or writes them. Unsafe ones are counted, never written.
pub(crate) fn run(findings: &[Finding], snapshot: &Snapshot, mode: FixMode) -> Result<()> {
    let fixable = findings.iter().filter(|f| f.exception.is_none() && !f.remediation.patch.is_empty());
    let (safe, risky): (Vec<_>, Vec<_>) = fixable.partition(|f| f.remediation.safe);
    let (mut applied, mut refused) = (0, 0);
    let (patches, rendered) = by_file(&safe, snapshot);
    for (file, objects) in &patches {
        let text = fs::read_to_string(file).with_context(|| format!("cannot read {file}"))?;
        let edits: Vec<(u32, &[PatchOp])> =
            objects.iter().map(|(line, ops)| (*line, ops.as_slice())).collect();
        let edited = edit(&text, &edits);
        applied += edited.applied;
        refused += edited.refused.len();
        for error in &edited.refused {
            eprintln!("{file}: {error}");
        }
        match mode {
            FixMode::Show => show(file, &text, &edited.text),
            FixMode::Write => write(file, &text, &edited.text)?,
        }
    }
    let verb = if mode == FixMode::Write { "written" } else { "shown; --fix=write edits the files" };
    eprintln!("{applied} safe changes in {} files {verb}", patches.len());
    if refused > 0 {
        eprintln!("{refused} changes could not be made in place: see above");
    }
    if rendered > 0 {
        eprintln!(
            "{rendered} findings are in rendered objects: change the chart or the kustomization they come from"
        );
    }
    if !risky.is_empty() {
        eprintln!(
            "{} more findings have a fix that may change how the workload runs: see --verbose or the JSON report",
            risky.len()
        );
    }
    Ok(())
}

/// The patches, and how many findings are in objects that stand in no file as they are.
fn by_file<'f>(findings: &[&'f Finding], snapshot: &'f Snapshot) -> (Patches<'f>, usize) {
    let (mut patches, mut rendered) = (Patches::new(), 0);
    let objects = by_place(snapshot);
    for finding in findings {
        let r = &finding.subject.resource;
        let file = file_of(finding);
        let key = (r.kind.as_str(), r.namespace.as_str(), r.name.as_str(), file);
        let Some(object) = objects.get(&key) else { continue };
        if object.is_rendered() {
            rendered += 1;
            continue;
        }
        let ops = patches.entry(object.file()).or_default().entry(object.line()).or_default();
        for op in &finding.remediation.patch {
            if !ops.contains(op) {
                ops.push(op.clone());
            }
        }
    }
    (patches, rendered)
}

/// Objects that stand in a file, by kind, namespace, name and file: two files may hold the same object.
type ByPlace<'s> = BTreeMap<(&'s str, &'s str, &'s str, &'s str), Object<'s>>;

fn by_place(snapshot: &Snapshot) -> ByPlace<'_> {
    let in_files =
        snapshot.objects().filter(|o| !o.file().is_empty() && o.file() != "stdin" && !o.is_repeat());
    in_files.map(|o| ((o.kind(), o.namespace(), o.name(), o.file()), o)).collect()
}

/// Where the finding was seen.
fn file_of(finding: &Finding) -> &str {
    let place = finding.evidence.iter().find_map(|evidence| match evidence {
        Evidence::Field { place, .. } => place.as_ref(),
        Evidence::Fact { .. } | Evidence::Exchange { .. } => None,
    });
    place.map_or("", |place| place.file.as_str())
}

fn show(file: &str, old: &str, new: &str) {
    let (old, new) = (shown(old), shown(new));
    let diff = TextDiff::from_lines(&old, &new);
    let (before, after) = (format!("a/{file}"), format!("b/{file}"));
    let text = diff.unified_diff().context_radius(2).header(&before, &after).to_string();
    // A reader that went away (`| head`) is no error.
    let _ = io::stdout().lock().write_all(text.as_bytes());
}

/// The text without the lines on which a secret stands.
fn shown(text: &str) -> String {
    let hidden = secret_lines(text);
    let mut safe = String::with_capacity(text.len());
    for (line, number) in text.split_inclusive('\n').zip(1u32..) {
        if hidden.contains(&number) {
            let indent = line.len() - line.trim_start_matches(' ').len();
            safe.push_str(line.get(..indent).unwrap_or_default());
            safe.push_str("# a line with a credential, not shown\n");
        } else {
            safe.push_str(line);
        }
    }
    safe
}

/// Writes beside the file and renames, so that a full disk or a stop half-way leaves the old text.
fn write(file: &str, old: &str, new: &str) -> Result<()> {
    if old == new {
        return Ok(());
    }
    let beside = format!("{file}.holdfast-tmp");
    fs::write(&beside, new).with_context(|| format!("cannot write {beside}"))?;
    let permissions = fs::metadata(file).map(|m| m.permissions());
    permissions
        .and_then(|p| fs::set_permissions(&beside, p))
        .and_then(|()| fs::rename(&beside, file))
        .with_context(|| format!("cannot replace {file}"))
}
