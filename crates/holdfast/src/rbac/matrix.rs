use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

use anyhow::Result;
use holdfast_inventory::{Estate, Object, Snapshot};
use holdfast_model::Gap;
use holdfast_rbac::{Held, Identity, Index, Named, Permission, Place, Scope, Thing, named};
use serde::Serialize;

use super::args::{MatrixArgs, MatrixFormat};
use super::tell;
use super::words::{SubjectWords, identity};
use crate::exit::Exit;
use crate::input;

/// What is worth a column unless something else is asked for.
const COLUMNS: &str = "pods,pods/exec,secrets,configmaps,serviceaccounts,serviceaccounts/token,deployments,jobs,roles,\
                       rolebindings,clusterroles,clusterrolebindings,namespaces,nodes,nodes/proxy,persistentvolumes";

/// Verbs in the order of their letters in the table.
const VERBS: [(&str, char); 12] = [
    ("get", 'g'),
    ("list", 'l'),
    ("watch", 'w'),
    ("create", 'c'),
    ("update", 'u'),
    ("patch", 'p'),
    ("delete", 'd'),
    ("deletecollection", 'D'),
    ("bind", 'b'),
    ("escalate", 'e'),
    ("impersonate", 'i'),
    ("use", 's'),
];

/// `holdfast.rbac.matrix/v1`.
#[derive(Serialize)]
struct Report<'r> {
    schema: &'static str,
    resources: &'r [String],
    rows: &'r [Row],
    gaps: &'r [Gap],
}

#[derive(Serialize)]
struct Row {
    subject: SubjectWords,
    /// Empty: across the cluster.
    namespace: String,
    /// One for each resource with any verb.
    cells: BTreeMap<String, Cell>,
}

#[derive(Default, Serialize)]
struct Cell {
    /// On objects of every name; `*` alone for all verbs.
    verbs: Vec<&'static str>,
    /// On some names only.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    named: Vec<&'static str>,
}

pub(super) fn run(args: &MatrixArgs) -> Result<Exit> {
    let snapshot = input::gather(&args.input)?;
    let estate = Estate::new(&snapshot);
    let index = Index::build(&estate);
    let asked = if args.resources.is_empty() { COLUMNS.split(',').collect() } else { given(args) };
    let resources: Vec<String> = asked.into_iter().map(str::to_owned).collect();
    let columns: Vec<Named> = resources.iter().map(|text| column(&snapshot, text)).collect();
    let rows = rows(&index, &resources, &columns, args);
    match args.format {
        MatrixFormat::Json => tell::json(&Report {
            schema: "holdfast.rbac.matrix/v1",
            resources: &resources,
            rows: &rows,
            gaps: &snapshot.gaps,
        })?,
        MatrixFormat::Csv => tell::out(|to| csv(&resources, &rows, to))?,
        MatrixFormat::Table => tell::out(|to| {
            table(&resources, &rows, to)?;
            tell::gaps(&snapshot.gaps, to)
        })?,
    }
    Ok(tell::exit(&snapshot))
}

fn given(args: &MatrixArgs) -> Vec<&str> {
    args.resources.iter().map(String::as_str).collect()
}

fn column(snapshot: &Snapshot, text: &str) -> Named {
    named(text, snapshot.of_kind("CustomResourceDefinition").map(Object::name))
}

/// One row for each subject and scope, those without a cell left out.
fn rows(index: &Index<'_>, resources: &[String], columns: &[Named], args: &MatrixArgs) -> Vec<Row> {
    let mut subjects: BTreeMap<SubjectWords, Identity> = BTreeMap::new();
    let mut scopes: BTreeMap<SubjectWords, BTreeSet<Scope<'_>>> = BTreeMap::new();
    for binding in index.bindings() {
        let own = binding.object.label("kubernetes.io/bootstrapping").is_some();
        for subject in binding.subjects.iter().flatten().filter(|_| args.system || !own) {
            let who = index.identity_of(*subject);
            let words = identity(&who);
            scopes.entry(words.clone()).or_default().insert(binding.scope);
            subjects.entry(words).or_insert(who);
        }
    }
    let mut rows = Vec::new();
    for (subject, who) in subjects {
        let held = index.held(&who);
        let all = scopes.remove(&subject).unwrap_or_default();
        for scope in wanted(all, &args.input.namespace) {
            let cells = cells(&held, scope, resources, columns);
            if !cells.is_empty() {
                let namespace = match scope {
                    Scope::Cluster => String::new(),
                    Scope::Namespace(namespace) => namespace.to_owned(),
                };
                rows.push(Row { subject: subject.clone(), namespace, cells });
            }
        }
    }
    rows
}

/// The scopes the subject is bound in, or the namespaces asked for: there, what it holds across the cluster counts too.
fn wanted<'s>(bound: BTreeSet<Scope<'s>>, namespaces: &'s [String]) -> BTreeSet<Scope<'s>> {
    if namespaces.is_empty() {
        return bound;
    }
    namespaces.iter().map(|namespace| Scope::Namespace(namespace)).collect()
}

fn cells(
    held: &Held<'_>,
    scope: Scope<'_>,
    resources: &[String],
    columns: &[Named],
) -> BTreeMap<String, Cell> {
    let mut cells = BTreeMap::new();
    for (text, column) in resources.iter().zip(columns) {
        let Named { group, resource, subresource, namespaced, .. } = column;
        // A binding in a namespace gives nothing on what is in none, but for the namespace itself.
        let nowhere = *namespaced == Some(false) && resource != "namespaces";
        let scope = if nowhere { Scope::Cluster } else { scope };
        let at = |name| Place { scope, thing: Thing::Resource { group, resource, subresource, name } };
        let cell = cell(held, at(None), &|name| at(Some(name)));
        if !cell.verbs.is_empty() || !cell.named.is_empty() {
            cells.insert(text.clone(), cell);
        }
    }
    cells
}

/// What is held at a place, for every name and for some.
fn cell<'p>(held: &Held<'p>, place: Place<'_>, at: &dyn Fn(&'p str) -> Place<'p>) -> Cell {
    if held.covers(&Permission { place, verb: "*" }) {
        return Cell { verbs: vec!["*"], named: Vec::new() };
    }
    let verbs = || VERBS.iter().map(|(verb, _)| *verb);
    let whole: Vec<&str> = verbs().filter(|verb| held.covers(&Permission { place, verb })).collect();
    let names = held.names_at(place);
    let on_some = |verb| names.iter().any(|name| held.covers(&Permission { place: at(name), verb }));
    Cell { named: verbs().filter(|verb| !whole.contains(verb) && on_some(verb)).collect(), verbs: whole }
}

fn table(resources: &[String], rows: &[Row], to: &mut dyn Write) -> io::Result<()> {
    let shown: Vec<&String> = resources
        .iter()
        .filter(|resource| rows.iter().any(|row| row.cells.contains_key(*resource)))
        .collect();
    let mut head = vec!["SUBJECT".to_owned(), "WHERE".to_owned()];
    head.extend(shown.iter().map(|resource| resource.to_uppercase()));
    let mut lines = vec![head];
    for row in rows {
        let place = if row.namespace.is_empty() { "the cluster" } else { &row.namespace };
        let mut line = vec![row.subject.to_string(), place.to_owned()];
        line.extend(shown.iter().map(|resource| row.cells.get(*resource).map_or("-".to_owned(), letters)));
        lines.push(line);
    }
    if rows.is_empty() {
        return writeln!(to, "Nobody holds anything on these resources.");
    }
    tell::columns(&lines, to)?;
    let legend: Vec<String> = VERBS.iter().map(|(verb, letter)| format!("{letter} {verb}")).collect();
    writeln!(to, "\n{}, * all, ~ on some names only", legend.join(", "))
}

fn letters(cell: &Cell) -> String {
    let letter =
        |verb: &&str| VERBS.iter().find(|(known, _)| known == verb).map_or('*', |(_, letter)| *letter);
    let mut text: String = cell.verbs.iter().map(letter).collect();
    if !cell.named.is_empty() {
        text.push('~');
        text.extend(cell.named.iter().map(letter));
    }
    text
}

fn csv(resources: &[String], rows: &[Row], to: &mut dyn Write) -> io::Result<()> {
    let head = ["kind", "namespace", "name", "where"].into_iter().map(str::to_owned);
    writeln!(to, "{}", line(head.chain(resources.iter().cloned())))?;
    for row in rows {
        let place = if row.namespace.is_empty() { "*".to_owned() } else { row.namespace.clone() };
        let SubjectWords { kind, namespace, name } = &row.subject;
        let first = [(*kind).to_owned(), namespace.clone(), name.clone(), place];
        let cell = |resource: &String| row.cells.get(resource).map_or(String::new(), words);
        writeln!(to, "{}", line(first.into_iter().chain(resources.iter().map(cell))))?;
    }
    Ok(())
}

fn words(cell: &Cell) -> String {
    let named = cell.named.iter().map(|verb| format!("{verb}~"));
    cell.verbs.iter().map(|verb| (*verb).to_owned()).chain(named).collect::<Vec<_>>().join(" ")
}

/// Quoted where it must be; a cell that a spreadsheet would take for a formula is told to be text.
fn line(cells: impl Iterator<Item = String>) -> String {
    let quoted = |cell: String| {
        let cell = if cell.starts_with(['=', '+', '-', '@']) { format!("'{cell}") } else { cell };
        if cell.contains([',', '"', '\n', '\r']) {
            format!("\"{}\"", cell.replace('"', "\"\""))
        } else {
            cell
        }
    };
    cells.map(quoted).collect::<Vec<_>>().join(",")
}
