use std::collections::BTreeMap;
use std::io::{self, Write};

use holdfast_model::{Assessment, Severity, TECHNIQUES, Technique, technique};

use super::escape::{Anchor, Text};
use crate::groups::needs_work;

/// The columns of the matrix, as an attack goes.
const TACTICS: [&str; 11] = [
    "Initial Access",
    "Execution",
    "Persistence",
    "Privilege Escalation",
    "Defense Evasion",
    "Credential Access",
    "Discovery",
    "Lateral Movement",
    "Collection",
    "Command and Control",
    "Impact",
];

/// What stands in one cell.
#[derive(Default)]
struct Cell<'a> {
    /// Open findings per check.
    checks: BTreeMap<&'a str, usize>,
    worst: Option<Severity>,
    /// True when some check that ran looks for it.
    checked: bool,
}

pub(super) fn write(a: &Assessment, to: &mut dyn Write) -> io::Result<()> {
    let cells = cells(a);
    writeln!(
        to,
        r#"<section id="attack"><h2>ATT&amp;CK matrix</h2>
<p class="lead">Which techniques the findings open, coloured by the worst finding. <span class="key clear">checked, nothing found</span> <span class="key">no check ran</span></p>
<div class="matrix">"#
    )?;
    for tactic in TACTICS {
        column(tactic, &cells, to)?;
    }
    writeln!(to, "</div>")?;
    elsewhere(&cells, to)?;
    writeln!(to, "</section>")
}

/// Techniques of findings that have no place in the matrix.
fn elsewhere(cells: &BTreeMap<&str, Cell<'_>>, to: &mut dyn Write) -> io::Result<()> {
    let outside = |(id, cell): &(&&str, &Cell<'_>)| cell.worst.is_some() && technique(id).is_none();
    let ids: Vec<_> = cells.iter().filter(outside).map(|(id, _)| Text(id).to_string()).collect();
    match ids.len() {
        0 => Ok(()),
        _ => writeln!(to, "<p>Outside this matrix: {}.</p>", ids.join(", ")),
    }
}

fn cells(a: &Assessment) -> BTreeMap<&str, Cell<'_>> {
    let mut cells: BTreeMap<&str, Cell<'_>> = BTreeMap::new();
    for id in a.checks.iter().flat_map(|check| check.techniques) {
        cells.entry(id).or_default().checked = true;
    }
    for f in a.findings.iter().filter(|f| needs_work(f)) {
        for id in &f.techniques {
            let cell = cells.entry(id).or_default();
            *cell.checks.entry(&f.check).or_default() += 1;
            cell.worst = cell.worst.max(Some(f.severity));
        }
    }
    cells
}

fn column(tactic: &str, cells: &BTreeMap<&str, Cell<'_>>, to: &mut dyn Write) -> io::Result<()> {
    let mut techniques: Vec<_> = TECHNIQUES.iter().filter(|t| t.tactics.contains(&tactic)).collect();
    if techniques.is_empty() {
        return Ok(());
    }
    let worst = |t: &Technique| cells.get(t.id).map_or((None, false), |cell| (cell.worst, cell.checked));
    techniques.sort_by_key(|t| std::cmp::Reverse(worst(t)));
    writeln!(to, r#"<div class="tactic"><h3>{tactic}</h3>"#)?;
    for one in techniques {
        entry(one, cells.get(one.id), to)?;
    }
    writeln!(to, "</div>")
}

fn entry(t: &Technique, cell: Option<&Cell<'_>>, to: &mut dyn Write) -> io::Result<()> {
    let name = format!("{} <small>{}</small>", t.name, t.id);
    let Some(cell) = cell else { return writeln!(to, r#"<p class="cell">{name}</p>"#) };
    let Some(worst) = cell.worst else { return writeln!(to, r#"<p class="cell clear">{name}</p>"#) };
    let total: usize = cell.checks.values().sum();
    writeln!(
        to,
        r#"<details class="cell {worst}"><summary><span>{name}</span> <b>{total}</b></summary><ul>"#
    )?;
    for (check, n) in &cell.checks {
        writeln!(to, r##"<li><a href="#check-{}">{}</a> {n}</li>"##, Anchor(check), Text(check))?;
    }
    writeln!(to, "</ul></details>")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_tactic_has_a_column() {
        for t in TECHNIQUES {
            for tactic in t.tactics {
                assert!(TACTICS.contains(tactic), "{} of {}", tactic, t.id);
            }
        }
    }
}
