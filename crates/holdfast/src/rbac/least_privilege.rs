use std::fs::File;
use std::io::{self, BufRead, BufReader, Write};
use std::path::Path;

use anyhow::{Context, Result, bail};
use holdfast_inventory::Estate;
use holdfast_model::Gap;
use holdfast_rbac::{
    AuditStats, Identity, Index, Plan, Tightness, Usage, denied, manifests, plan, read_audit,
};
use serde::Serialize;

use super::args::{LeastPrivilegeArgs, PlanFormat};
use super::tell;
use super::words::{PermissionWords, SubjectWords, identity, permission};
use crate::exit::Exit;
use crate::input;

/// `holdfast.rbac.least-privilege/v1`.
#[derive(Serialize)]
struct Report<'r> {
    schema: &'static str,
    log: LogWords,
    subjects: Vec<PlanWords>,
    /// The rewritten roles and bindings, as YAML.
    manifests: &'r str,
    proof: ProofWords,
    gaps: &'r [Gap],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct LogWords {
    lines: u64,
    events: u64,
    allowed: u64,
    denied: u64,
    allowed_by_other_authorizers: u64,
    unreadable: u64,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PlanWords {
    subject: SubjectWords,
    calls: u64,
    superuser: bool,
    granted: Vec<PermissionWords>,
    used: Vec<PermissionWords>,
    unused: Vec<PermissionWords>,
    /// Calls that went through and that nothing known today allows.
    not_granted_today: Vec<String>,
    /// What the log does not tell.
    open: Vec<String>,
}

/// Every observed call, asked of the rewritten roles.
#[derive(Serialize)]
struct ProofWords {
    asked: usize,
    denied: usize,
}

pub(super) fn run(args: &LeastPrivilegeArgs) -> Result<Exit> {
    let snapshot = input::gather(&args.input)?;
    let estate = Estate::new(&snapshot);
    let index = Index::build(&estate);
    let mut usage = Usage::default();
    let stats = read(&args.audit_log, &mut usage)?;
    let tightness = Tightness { most_names: args.most_names, most_namespaces: args.most_namespaces };
    let chosen = usage.users.iter().filter(|(user, _)| is_wanted(user, &args.subject));
    let plans: Vec<Plan<'_>> = chosen.map(|(user, used)| plan(&index, user, used, tightness)).collect();
    let text = manifests(&plans);
    let refused = denied(&plans, &text);
    if let Some((user, call)) = refused.first() {
        bail!(
            "the rewritten roles would deny {} observed calls, the first: {user}: {call}; please report this",
            refused.len()
        );
    }
    let asked = plans.iter().map(|plan| plan.usage.calls.len()).sum();
    let mut gaps = snapshot.gaps.clone();
    gaps.extend(log_gaps(&args.audit_log, &stats, &usage));
    match args.format {
        PlanFormat::Json => tell::json(&Report {
            schema: "holdfast.rbac.least-privilege/v1",
            log: log_words(&stats),
            subjects: plans.iter().map(plan_words).collect(),
            manifests: &text,
            proof: ProofWords { asked, denied: 0 },
            gaps: &gaps,
        })?,
        PlanFormat::Yaml => {
            tell::out(|to| yaml(&plans, &text, asked, to))?;
            for gap in &gaps {
                eprintln!("gap: {}: {} ({})", gap.what, gap.why, gap.effect);
            }
        }
        PlanFormat::Table => tell::out(|to| table(&plans, &stats, asked, &gaps, to))?,
    }
    Ok(if gaps.is_empty() { Exit::Clean } else { Exit::Incomplete })
}

fn read(path: &Path, usage: &mut Usage) -> Result<AuditStats> {
    let name = path.display();
    let mut from: Box<dyn BufRead> = if path.as_os_str() == "-" {
        Box::new(io::stdin().lock())
    } else {
        let file = File::open(path).with_context(|| format!("cannot read the audit log {name}"))?;
        Box::new(BufReader::with_capacity(1 << 20, file))
    };
    let stats = read_audit(&mut *from, usage).with_context(|| format!("cannot read {name} to its end"))?;
    if stats.events == 0 {
        let why = stats
            .first_unreadable
            .map_or("it is empty".to_owned(), |(line, why)| format!("line {line}: {why}"));
        bail!("{name} holds no audit events: {why}; expected JSON lines of audit.k8s.io/v1");
    }
    Ok(stats)
}

/// Those asked for, or everybody but the parts of Kubernetes itself.
fn is_wanted(user: &str, subjects: &[Identity]) -> bool {
    if subjects.is_empty() {
        return !user.starts_with("system:") || user.starts_with("system:serviceaccount:");
    }
    subjects.iter().any(|subject| subject.user.as_deref() == Some(user))
}

fn log_gaps(path: &Path, stats: &AuditStats, usage: &Usage) -> Vec<Gap> {
    let name = path.display().to_string();
    let mut gaps = Vec::new();
    if let Some((line, why)) = &stats.first_unreadable {
        let why = format!("{} lines are no audit events, the first: line {line}: {why}", stats.unreadable);
        gaps.push(Gap::new(&name, why, "calls in them are not counted: the new roles may be too narrow"));
    }
    if usage.full {
        gaps.push(Gap::new(
            &name,
            "there are more distinct calls than are kept",
            "the new roles may be too narrow",
        ));
    }
    gaps
}

fn log_words(stats: &AuditStats) -> LogWords {
    LogWords {
        lines: stats.lines,
        events: stats.events,
        allowed: stats.allowed,
        denied: stats.denied,
        allowed_by_other_authorizers: stats.by_others,
        unreadable: stats.unreadable,
    }
}

fn plan_words(plan: &Plan<'_>) -> PlanWords {
    PlanWords {
        subject: identity(&plan.who),
        calls: plan.usage.count,
        superuser: plan.superuser,
        granted: plan.granted.iter().map(permission).collect(),
        used: plan.used.iter().map(permission).collect(),
        unused: plan.unused.iter().map(permission).collect(),
        not_granted_today: plan.beyond.iter().map(ToString::to_string).collect(),
        open: plan.open.clone(),
    }
}

fn yaml(plans: &[Plan<'_>], text: &str, asked: usize, to: &mut dyn Write) -> io::Result<()> {
    writeln!(
        to,
        "# Roles for {} subjects, from what they did. Proven: none of {asked} observed calls is denied.",
        plans.len()
    )?;
    writeln!(to, "# Apply these, watch for denials, then remove the subjects from their old bindings.")?;
    for plan in plans {
        for call in &plan.beyond {
            writeln!(
                to,
                "# not granted by anything known today: {}: {}",
                plain(plan.user),
                plain(&call.to_string())
            )?;
        }
        for open in &plan.open {
            writeln!(to, "# not known: {}: {}", plain(plan.user), plain(open))?;
        }
    }
    write!(to, "{text}")
}

/// In one line, whatever the log holds.
fn plain(text: &str) -> String {
    text.chars()
        .map(|c| if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') { ' ' } else { c })
        .collect()
}

fn table(
    plans: &[Plan<'_>],
    stats: &AuditStats,
    asked: usize,
    gaps: &[Gap],
    to: &mut dyn Write,
) -> io::Result<()> {
    for plan in plans {
        writeln!(
            to,
            "{}: {} calls, {} different",
            identity(&plan.who),
            plan.usage.count,
            plan.usage.calls.len()
        )?;
        if plan.superuser {
            writeln!(
                to,
                "  in system:masters: no role bears on it; give it a credential without that group"
            )?;
        }
        let groups = [("used", &plan.used), ("granted and never used", &plan.unused)];
        for (title, lines) in groups {
            if !lines.is_empty() {
                writeln!(to, "  {title}:")?;
            }
            for line in lines {
                writeln!(to, "    {} in {}", plain(&line.to_string()), line.scope)?;
            }
        }
        for call in &plan.beyond {
            writeln!(to, "  not granted by anything known today: {}", plain(&call.to_string()))?;
        }
        for open in &plan.open {
            writeln!(to, "  not known: {}", plain(open))?;
        }
    }
    writeln!(
        to,
        "\n{} events: {} allowed ({} by other authorizers), {} denied",
        stats.events, stats.allowed, stats.by_others, stats.denied
    )?;
    writeln!(to, "The rewritten roles (--format yaml) deny none of {asked} observed calls.")?;
    tell::gaps(gaps, to)
}
