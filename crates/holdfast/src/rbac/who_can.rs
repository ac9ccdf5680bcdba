use std::io::{self, Write};

use anyhow::{Result, bail};
use holdfast_inventory::{Estate, Snapshot};
use holdfast_model::{Gap, InputKind};
use holdfast_rbac::{Grant, Index};
use serde::Serialize;

use super::args::WhoCanArgs;
use super::question::Question;
use super::tell;
use super::words::{GrantWords, ObjectWords, binding, grant};
use crate::cli::PlainFormat;
use crate::exit::Exit;
use crate::input;

/// `holdfast.rbac.who-can/v1`.
#[derive(Serialize)]
struct Report<'r> {
    schema: &'static str,
    question: String,
    grants: Vec<GrantWords>,
    /// Bindings whose role is not known: they may allow it too (files), or grant nothing (a cluster).
    dangling: Vec<ObjectWords>,
    notes: &'r [String],
    gaps: &'r [Gap],
}

pub(super) fn run(args: &WhoCanArgs) -> Result<Exit> {
    let snapshot = input::gather(&args.input)?;
    let estate = Estate::new(&snapshot);
    let index = Index::build(&estate);
    let namespace = match args.input.namespace.as_slice() {
        [] => "",
        [one] => one,
        _ => bail!("who-can asks about one namespace at a time: give -n once, or -A for any"),
    };
    let mut question = Question::new(&snapshot, &args.verb, &args.resource, args.name.as_deref(), namespace);
    let grants = if args.any_namespace {
        index.who_can_anywhere(&question.request())
    } else {
        index.who_can(&question.request())
    };
    if !args.any_namespace && namespace.is_empty() {
        let local = index.who_can_anywhere(&question.request()).len().saturating_sub(grants.len());
        if local > 0 {
            question.notes.push(format!(
                "{local} more may in single namespaces: -A lists them, -n NAMESPACE asks about one"
            ));
        }
    }
    question
        .notes
        .push("members of the group system:masters may do everything, whatever the roles say".to_owned());
    let dangling = dangling(&snapshot, &index, args, namespace);
    match args.format {
        PlainFormat::Json => tell::json(&Report {
            schema: "holdfast.rbac.who-can/v1",
            question: question.to_string(),
            grants: grants.iter().map(|g| grant(&index, g)).collect(),
            dangling,
            notes: &question.notes,
            gaps: &snapshot.gaps,
        })?,
        PlainFormat::Table => tell::out(|to| table(&index, &question, &grants, &dangling, &snapshot, to))?,
    }
    Ok(tell::exit(&snapshot))
}

/// Bindings that could answer too if their role were known.
fn dangling(snapshot: &Snapshot, index: &Index<'_>, args: &WhoCanArgs, namespace: &str) -> Vec<ObjectWords> {
    // In a cluster, a role that is not there grants nothing.
    if snapshot.cluster.input != InputKind::Files {
        return Vec::new();
    }
    let reaches = |b: &&holdfast_rbac::Binding<'_>| args.any_namespace || b.reaches(namespace);
    index.dangling().filter(reaches).map(binding).collect()
}

fn table(
    index: &Index<'_>,
    question: &Question,
    grants: &[Grant<'_, '_>],
    dangling: &[ObjectWords],
    snapshot: &Snapshot,
    to: &mut dyn Write,
) -> io::Result<()> {
    if grants.is_empty() {
        writeln!(to, "Nobody may {question}.")?;
    } else {
        writeln!(to, "May {question}:\n")?;
        let mut rows = vec![["SUBJECT", "BINDING", "ROLE", "RULE"].map(str::to_owned).to_vec()];
        rows.extend(grants.iter().map(|g| {
            vec![
                index.subject_text(g.subject),
                g.binding.to_string(),
                g.role.to_string(),
                index.rule_text(g.rule),
            ]
        }));
        tell::columns(&rows, to)?;
    }
    writeln!(to)?;
    for note in &question.notes {
        writeln!(to, "note: {note}")?;
    }
    if let [first, rest @ ..] = dangling {
        let more = if rest.is_empty() { String::new() } else { format!(" and {} more", rest.len()) };
        writeln!(to, "not assessed: {} {}{more}: the role is not among the files", first.kind, first.name)?;
    }
    tell::gaps(&snapshot.gaps, to)
}
