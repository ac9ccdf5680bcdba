//! Compiles the catalogue and the benchmark tables of `crates/cis` to static tables.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use anyhow::{Context as _, Result};
use serde::Deserialize;

use super::Output;
use crate::repo::Repo;

const CATALOGUE: &str = "crates/cis/catalogue";
const BENCHMARKS: &str = "crates/cis/benchmarks";
const TARGET: &str = "crates/cis/src/generated.rs";
/// The public page of the benchmarks.
const SOURCE: &str = "https://www.cisecurity.org/benchmark/kubernetes";
const LICENCE: &str = "numbers only; wording our own";

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Catalogue {
    control: Vec<Control>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Control {
    slug: String,
    about: String,
    severity: String,
    title: String,
    why: String,
    fix: String,
    #[serde(default)]
    expr: String,
    #[serde(default)]
    question: String,
    #[serde(default)]
    techniques: Vec<String>,
    #[serde(default)]
    params: BTreeMap<String, toml::Value>,
    #[serde(default)]
    set: Vec<[String; 3]>,
    #[serde(default)]
    pass: Option<toml::Table>,
    #[serde(default)]
    fail: Option<toml::Table>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Benchmark {
    id: String,
    title: String,
    version: String,
    platform: String,
    kubernetes: Vec<String>,
    #[serde(default)]
    base: Option<String>,
    #[serde(default)]
    without: Vec<String>,
    manual: Vec<String>,
    level2: Vec<String>,
    levels: bool,
    #[serde(default)]
    sections: BTreeMap<String, String>,
    numbers: BTreeMap<String, Number>,
}

/// The control of a number, alone or with parameters.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
enum Number {
    Plain(String),
    With { control: String, params: BTreeMap<String, toml::Value> },
}

impl Number {
    fn control(&self) -> &str {
        match self {
            Self::Plain(control) | Self::With { control, .. } => control,
        }
    }

    fn params(&self) -> BTreeMap<String, toml::Value> {
        match self {
            Self::Plain(_) => BTreeMap::new(),
            Self::With { params, .. } => params.clone(),
        }
    }
}

pub(super) fn generate(repo: &Repo, output: &mut Output) -> Result<()> {
    if !repo.exists(CATALOGUE) {
        return Ok(());
    }
    let mut controls: Vec<Control> = Vec::new();
    for name in repo.list(CATALOGUE, "toml")? {
        let file = format!("{CATALOGUE}/{name}");
        match toml::from_str::<Catalogue>(&repo.read(&file)?) {
            Ok(read) => controls.extend(read.control),
            Err(error) => output.problem(format!("{file}: {}", error.to_string().trim())),
        }
    }
    controls.sort_by(|a, b| a.slug.cmp(&b.slug));
    for control in &controls {
        for fault in faults(control) {
            output.problem(format!("{CATALOGUE}: {}: {fault}", control.slug));
        }
    }
    let mut tables: BTreeMap<String, Benchmark> = BTreeMap::new();
    for name in repo.list(BENCHMARKS, "toml")? {
        let file = format!("{BENCHMARKS}/{name}");
        match toml::from_str::<Benchmark>(&repo.read(&file)?) {
            Ok(table) if file.ends_with(&format!("/{}.toml", table.id)) => {
                tables.insert(table.id.clone(), table);
            }
            Ok(table) => output.problem(format!("{file}: id {:?} differs from the file's name", table.id)),
            Err(error) => output.problem(format!("{file}: {}", error.to_string().trim())),
        }
    }
    let mut whole = Vec::new();
    for table in tables.values() {
        match resolve(table, &tables, 0) {
            Ok(table) => whole.push(table),
            Err(problem) => output.problem(format!("{BENCHMARKS}/{}.toml: {problem}", table.id)),
        }
    }
    for problem in unknown(&controls, &whole) {
        output.problem(problem);
    }
    output.file(TARGET, repo.rustfmt(&source(&controls, &whole)).context(TARGET)?);
    Ok(())
}

fn faults(control: &Control) -> Vec<&'static str> {
    let asks = control.expr.is_empty();
    let rules = [
        (asks && control.question.is_empty(), "give an expr, a question, or both"),
        (!asks && control.pass.is_none() && control.fail.is_none(), "an expr needs examples"),
        (control.title.ends_with('.'), "the title is no sentence"),
        (!control.why.ends_with('.') || !control.fix.ends_with('.'), "why and fix are sentences"),
    ];
    rules.into_iter().filter(|(broken, _)| *broken).map(|(_, text)| text).collect()
}

/// The table with what it takes from its base.
fn resolve(table: &Benchmark, all: &BTreeMap<String, Benchmark>, depth: usize) -> Result<Benchmark, String> {
    let Some(base) = &table.base else { return Ok(table.clone()) };
    if depth > all.len() {
        return Err("its bases go round in a circle".to_owned());
    }
    let base = all.get(base).ok_or_else(|| format!("no benchmark is called {base:?}"))?;
    let mut whole = resolve(base, all, depth + 1)?;
    for number in &table.without {
        if whole.numbers.remove(number).is_none() {
            return Err(format!("the base has no {number}"));
        }
    }
    whole.numbers.extend(table.numbers.clone());
    let mut sections = whole.sections;
    sections.extend(table.sections.clone());
    Ok(Benchmark { numbers: whole.numbers, sections, ..table.clone() })
}

fn unknown(controls: &[Control], tables: &[Benchmark]) -> Vec<String> {
    let known: BTreeMap<&str, &Control> = controls.iter().map(|c| (c.slug.as_str(), c)).collect();
    let mut problems = Vec::new();
    if known.len() < controls.len() {
        problems.push(format!("{CATALOGUE}: a slug stands twice"));
    }
    let mut used = BTreeSet::new();
    for table in tables {
        let mut problem = |what: String| problems.push(format!("{BENCHMARKS}/{}.toml: {what}", table.id));
        for (number, row) in &table.numbers {
            match known.get(row.control()) {
                None => problem(format!("{number}: no control is called {:?}", row.control())),
                Some(control) => {
                    used.insert(row.control());
                    for name in row.params().keys().filter(|name| !control.params.contains_key(*name)) {
                        problem(format!("{number}: {} has no parameter {name:?}", control.slug));
                    }
                }
            }
            if !table.sections.contains_key(section(number)) {
                problem(format!("{number}: its section has no title"));
            }
        }
        for number in table.manual.iter().chain(&table.level2).filter(|n| !table.numbers.contains_key(*n)) {
            problem(format!("there is no number {number}"));
        }
    }
    let idle = known.keys().filter(|slug| !used.contains(*slug));
    problems.extend(idle.map(|slug| format!("{CATALOGUE}: no benchmark uses {slug}")));
    problems
}

fn section(number: &str) -> &str {
    number.rsplit_once('.').map_or(number, |(section, _)| section)
}

fn order(number: &str) -> Vec<u32> {
    number.split('.').map(|part| part.parse().unwrap_or(u32::MAX)).collect()
}

fn source(controls: &[Control], tables: &[Benchmark]) -> String {
    let mut text = String::from(
        "//! Compiled from `catalogue/*.toml` and `benchmarks/*.toml` by `cargo xtask gen`: do not edit.\n\n\
         use holdfast_model::{Framework, Requirement, Severity};\n\n\
         use crate::benchmark::{Benchmark, Entry};\nuse crate::catalogue::{Control, Param};\n\n\
         /// Every control, sorted by slug.\npub(crate) static CONTROLS: &[Control] = &[\n",
    );
    for c in controls {
        let _ = writeln!(
            text,
            "Control {{ slug: {:?}, about: {:?}, severity: Severity::{}, title: {:?}, why: {:?}, fix: {:?}, expr: {:?}, \
             question: {:?}, techniques: &{:?}, params: &{}, set: &[{}] }},",
            c.slug,
            c.about,
            capital(&c.severity),
            c.title,
            c.why,
            c.fix,
            c.expr,
            c.question,
            c.techniques,
            params(&c.params),
            c.set.iter().map(|[a, b, v]| format!("({a:?}, {b:?}, {v:?})")).collect::<Vec<_>>().join(", ")
        );
    }
    text.push_str(
        "];\n\n/// Every benchmark, sorted by id.\npub(crate) static BENCHMARKS: &[Benchmark] = &[\n",
    );
    let by_slug: BTreeMap<&str, &Control> = controls.iter().map(|c| (c.slug.as_str(), c)).collect();
    for table in tables {
        benchmark(&mut text, table, &by_slug);
    }
    text.push_str("];\n");
    text
}

fn benchmark(text: &mut String, table: &Benchmark, controls: &BTreeMap<&str, &Control>) {
    let mut numbers: Vec<&String> = table.numbers.keys().collect();
    numbers.sort_by_key(|number| order(number));
    let _ = writeln!(
        text,
        "Benchmark {{ platform: {:?}, kubernetes: &{:?}, framework: Framework {{ id: {:?}, title: {:?}, version: {:?}, \
         source: {SOURCE:?}, licence: {LICENCE:?}, requirements: &[",
        table.platform, table.kubernetes, table.id, table.title, table.version
    );
    for number in &numbers {
        let Some(control) = table.numbers.get(*number).and_then(|row| controls.get(row.control())) else {
            continue;
        };
        let title = table.sections.get(section(number)).map_or("", String::as_str);
        let section = format!("{} {title}", section(number));
        let _ = writeln!(
            text,
            "Requirement {{ id: {number:?}, section: {section:?}, title: {:?}, tactics: &[], checks: &[{:?}], \
             question: {:?}, later: \"\", note: \"\" }},",
            control.title, control.slug, control.question
        );
    }
    text.push_str("] }, entries: &[\n");
    for number in &numbers {
        let Some(row) = table.numbers.get(*number) else { continue };
        let level = if !table.levels {
            0
        } else if table.level2.contains(number) {
            2
        } else {
            1
        };
        let _ = writeln!(
            text,
            "Entry {{ number: {number:?}, control: {:?}, level: {level}, manual: {}, params: &{} }},",
            row.control(),
            table.manual.contains(number),
            params(&row.params())
        );
    }
    text.push_str("] },\n");
}

fn params(params: &BTreeMap<String, toml::Value>) -> String {
    let one = |(name, value): (&String, &toml::Value)| match value {
        toml::Value::Integer(n) => format!("({name:?}, Param::Whole({n}))"),
        toml::Value::Float(n) => format!("({name:?}, Param::Number({n:?}))"),
        other => format!("({name:?}, Param::Text({:?}))", other.as_str().unwrap_or_default()),
    };
    format!("[{}]", params.iter().map(one).collect::<Vec<_>>().join(", "))
}

fn capital(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map(|first| first.to_ascii_uppercase().to_string() + chars.as_str()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(text: &str) -> Benchmark {
        let head = "title = 'B'\nversion = '1'\nplatform = 'vanilla'\nkubernetes = []\nmanual = []\nlevel2 = []\nlevels = true\n";
        toml::from_str(&format!("{head}{text}")).unwrap()
    }

    #[test]
    fn a_variant_takes_what_it_does_not_say_from_its_base() {
        let base =
            table("id = 'a'\n[sections]\n1 = 'One'\n[numbers]\n'1.1' = 'x'\n'1.2' = 'y'\n'1.10' = 'z'\n");
        let variant = table("id = 'b'\nbase = 'a'\nwithout = ['1.2']\n[numbers]\n'1.1' = 'w'\n");
        let all = BTreeMap::from([("a".to_owned(), base), ("b".to_owned(), variant.clone())]);
        let whole = resolve(&variant, &all, 0).unwrap();
        let rows: Vec<_> = whole.numbers.iter().map(|(n, row)| (n.as_str(), row.control())).collect();
        assert_eq!(rows, [("1.1", "w"), ("1.10", "z")]);
        assert_eq!(whole.sections.len(), 1);
        let lost = table("id = 'b'\nbase = 'a'\nwithout = ['9']\n[numbers]\n");
        assert!(resolve(&lost, &all, 0).is_err());
    }

    #[test]
    fn numbers_are_ordered_as_numbers() {
        let mut numbers = ["5.10.1", "5.2.10", "5.2.9", "2.1"];
        numbers.sort_by_key(|n| order(n));
        assert_eq!(numbers, ["2.1", "5.2.9", "5.2.10", "5.10.1"]);
    }
}
