use std::collections::BTreeMap;
use std::io::{self, Write};

use anyhow::Result;
use holdfast_inventory::Estate;
use holdfast_model::Gap;
use holdfast_rbac::{Held, Identity, Index, Line};
use serde::Serialize;

use super::args::{DiffArgs, FailWhen};
use super::tell;
use super::words::{PermissionWords, SubjectWords, identity, permission};
use crate::cli::PlainFormat;
use crate::exit::Exit;
use crate::input;

/// `holdfast.rbac.diff/v1`.
#[derive(Serialize)]
struct Report<'r> {
    schema: &'static str,
    subjects: Vec<ChangeWords>,
    gaps: Vec<&'r Gap>,
}

#[derive(Serialize)]
struct ChangeWords {
    subject: SubjectWords,
    gained: Vec<PermissionWords>,
    lost: Vec<PermissionWords>,
}

/// What changed for one subject.
struct Change<'i> {
    subject: SubjectWords,
    gained: Vec<Line<'i>>,
    lost: Vec<Line<'i>>,
}

pub(super) fn run(args: &DiffArgs) -> Result<Exit> {
    let (old, new) = (input::at(&args.old)?, input::at(&args.new)?);
    let (old_estate, new_estate) = (Estate::new(&old), Estate::new(&new));
    let (old_index, new_index) = (Index::build(&old_estate), Index::build(&new_estate));
    let changes = changes(&old_index, &new_index);
    let gaps: Vec<&Gap> = old.gaps.iter().chain(&new.gaps).collect();
    match args.format {
        PlainFormat::Json => tell::json(&Report {
            schema: "holdfast.rbac.diff/v1",
            subjects: changes.iter().map(words).collect(),
            gaps: gaps.clone(),
        })?,
        PlainFormat::Table => tell::out(|to| table(&changes, &gaps, to))?,
    }
    let failed = match args.fail_on {
        FailWhen::Gained => changes.iter().any(|change| !change.gained.is_empty()),
        FailWhen::Any => !changes.is_empty(),
        FailWhen::Never => false,
    };
    Ok(match (failed, gaps.is_empty()) {
        (true, _) => Exit::Findings,
        (false, false) => Exit::Incomplete,
        (false, true) => Exit::Clean,
    })
}

/// Every subject that holds more or less than before, by kind and name. What it holds through the groups it is in by its
/// nature counts as held: a right that moves there is neither gained nor lost.
fn changes<'i>(old: &'i Index<'_>, new: &'i Index<'_>) -> Vec<Change<'i>> {
    let mut subjects: BTreeMap<SubjectWords, Identity> = BTreeMap::new();
    for index in [old, new] {
        for subject in index.bindings().iter().flat_map(|binding| binding.subjects.iter().flatten()) {
            let who = index.identity_of(*subject);
            subjects.entry(identity(&who)).or_insert(who);
        }
    }
    let change = |(subject, who): (SubjectWords, Identity)| {
        let gained = named(new, &who).beyond(&old.held(&who));
        let lost = named(old, &who).beyond(&new.held(&who));
        Change { subject, gained, lost }
    };
    let changed = |change: &Change<'_>| !change.gained.is_empty() || !change.lost.is_empty();
    subjects.into_iter().map(change).filter(changed).collect()
}

/// What bindings give that name the subject itself.
fn named<'i>(index: &'i Index<'_>, who: &Identity) -> Held<'i> {
    let alone = match &who.user {
        Some(_) => Identity { groups: Vec::new(), ..who.clone() },
        None => Identity { user: None, groups: who.groups.iter().take(1).cloned().collect() },
    };
    index.held(&alone)
}

fn words(change: &Change<'_>) -> ChangeWords {
    ChangeWords {
        subject: change.subject.clone(),
        gained: change.gained.iter().map(permission).collect(),
        lost: change.lost.iter().map(permission).collect(),
    }
}

fn table(changes: &[Change<'_>], gaps: &[&Gap], to: &mut dyn Write) -> io::Result<()> {
    if changes.is_empty() {
        writeln!(to, "Nobody gained or lost a permission.")?;
    }
    for change in changes {
        writeln!(to, "{}", change.subject)?;
        for (sign, lines) in [("+", &change.gained), ("-", &change.lost)] {
            for line in lines {
                writeln!(to, "  {sign} {line} in {}", line.scope)?;
            }
        }
    }
    let gained = changes.iter().filter(|change| !change.gained.is_empty()).count();
    if !changes.is_empty() {
        writeln!(to, "\n{gained} of {} changed subjects gained permissions", changes.len())?;
    }
    for gap in gaps {
        writeln!(to, "gap: {}: {} ({})", gap.what, gap.why, gap.effect)?;
    }
    Ok(())
}
