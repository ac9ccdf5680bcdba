use std::io::{self, Write};

use anyhow::Result;
use holdfast_inventory::Estate;
use holdfast_model::Gap;
use holdfast_rbac::{Held, Identity, Index, Line};
use serde::Serialize;

use super::args::WhatCanArgs;
use super::tell;
use super::words::{
    GrantWords, ObjectWords, PermissionWords, SubjectWords, binding, grant, identity, permission,
};
use crate::cli::PlainFormat;
use crate::exit::Exit;
use crate::input;

/// `holdfast.rbac.what-can/v1`.
#[derive(Serialize)]
struct Report<'r> {
    schema: &'static str,
    subject: SubjectWords,
    /// Those it is in by its nature, and those given.
    groups: &'r [String],
    /// True for members of `system:masters`: they may do everything.
    superuser: bool,
    permissions: Vec<PermissionWords>,
    grants: Vec<GrantWords>,
    /// Bindings that name it and refer to a role that is not known.
    dangling: Vec<ObjectWords>,
    gaps: &'r [Gap],
}

pub(super) fn run(args: &WhatCanArgs) -> Result<Exit> {
    let snapshot = input::gather(&args.input)?;
    let estate = Estate::new(&snapshot);
    let index = Index::build(&estate);
    let who = with_groups(&args.subject, &args.group);
    let held = held(&index, &who, &args.input.namespace);
    let dangling: Vec<_> = index.bindings_for(&who).map(|(_, b)| b).filter(|b| b.role.is_none()).collect();
    match args.format {
        PlainFormat::Json => tell::json(&Report {
            schema: "holdfast.rbac.what-can/v1",
            subject: identity(&who),
            groups: &who.groups,
            superuser: who.is_superuser(),
            permissions: held.lines().iter().map(permission).collect(),
            grants: index.grants(&who).map(|g| grant(&index, &g)).collect(),
            dangling: dangling.iter().map(|b| binding(b)).collect(),
            gaps: &snapshot.gaps,
        })?,
        PlainFormat::Table => tell::out(|to| {
            table(&who, &held.lines(), to)?;
            if args.via {
                via(&index, &who, to)?;
            }
            for binding in dangling {
                writeln!(to, "not assessed: {binding}: its role is not known")?;
            }
            if held.cut {
                writeln!(
                    to,
                    "not assessed: the rules name more than can be listed; `rbac can` answers exactly"
                )?;
            }
            tell::gaps(&snapshot.gaps, to)
        })?,
    }
    Ok(tell::exit(&snapshot))
}

/// The subject with further groups.
pub(super) fn with_groups(subject: &Identity, groups: &[String]) -> Identity {
    let mut who = subject.clone();
    who.groups.extend(groups.iter().cloned());
    who
}

/// All it holds, or what is in force in the namespaces.
fn held<'i>(index: &'i Index<'_>, who: &Identity, namespaces: &[String]) -> Held<'i> {
    let mut held = Held::default();
    for (_, binding) in index.bindings_for(who) {
        if namespaces.is_empty() || namespaces.iter().any(|n| binding.reaches(n)) {
            held.add_binding(index, binding);
        }
    }
    held
}

fn table(who: &Identity, lines: &[Line<'_>], to: &mut dyn Write) -> io::Result<()> {
    let subject = identity(who);
    let others: Vec<&str> = who.groups.iter().map(String::as_str).filter(|g| *g != subject.name).collect();
    let groups = if others.is_empty() { String::new() } else { format!(" (in {})", others.join(", ")) };
    if who.is_superuser() {
        return writeln!(to, "{subject}{groups} may do everything: no authorizer is asked");
    }
    if lines.is_empty() {
        return writeln!(to, "{subject}{groups} may do nothing");
    }
    writeln!(to, "{subject}{groups} may:\n")?;
    let mut rows = vec![["WHERE", "VERBS", "ON", "NAMED"].map(str::to_owned).to_vec()];
    rows.extend(
        lines.iter().map(|line| {
            vec![line.scope.to_string(), line.verbs.join(", "), line.on(), line.names.join(", ")]
        }),
    );
    tell::columns(&rows, to)?;
    writeln!(to)
}

fn via(index: &Index<'_>, who: &Identity, to: &mut dyn Write) -> io::Result<()> {
    writeln!(to, "Through:")?;
    for grant in index.grants(who) {
        let rule = index.rule_text(grant.rule);
        writeln!(
            to,
            "  {} -> {} -> {} -> {rule}",
            index.subject_text(grant.subject),
            grant.binding,
            grant.role
        )?;
    }
    writeln!(to)
}
