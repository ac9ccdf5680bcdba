//! `cargo xtask bench`: every crate's benchmarks, and the whole way over generated estates, in one table.

use std::collections::BTreeMap;
use std::fs;
use std::process::Command;

use anyhow::{Context as _, Result, bail, ensure};
use serde::{Deserialize, Serialize};

use crate::estate;
use crate::repo::Repo;

/// One measured work.
#[derive(Clone, Debug, Serialize, Deserialize, PartialEq)]
struct Row {
    /// `crate: what, over what`.
    work: String,
    /// Bytes read; 0 where that says nothing.
    #[serde(default)]
    bytes: u64,
    milliseconds: f64,
    /// Peak memory in MiB; 0 when not measured.
    #[serde(default)]
    peak: u64,
    /// To a plain parse of the same bytes; 0 when there is none.
    #[serde(default)]
    ratio: f64,
}

/// What a person asked for.
#[derive(Debug, Default, PartialEq)]
struct Asked<'a> {
    sizes: Vec<usize>,
    compare: Option<&'a str>,
    save: Option<&'a str>,
    /// Estates alone, without the crates' own benchmarks.
    estates_only: bool,
}

pub(crate) fn run(repo: &Repo, args: &[&str]) -> Result<()> {
    let asked = asked(args)?;
    let earlier = match asked.compare {
        Some(file) => {
            let text = fs::read_to_string(file).with_context(|| format!("cannot read {file}"))?;
            serde_json::from_str(&text).with_context(|| format!("{file} is no table saved by --save"))?
        }
        None => Vec::new(),
    };
    let mut rows = Vec::new();
    for pods in &asked.sizes {
        rows.extend(over_estate(repo, *pods)?);
    }
    if !asked.estates_only {
        for name in with_benches(repo)? {
            rows.extend(of_crate(repo, &name)?);
        }
    }
    print!("{}", table(&rows, &earlier));
    if let Some(file) = asked.save {
        fs::write(file, serde_json::to_string_pretty(&rows)?)
            .with_context(|| format!("cannot write {file}"))?;
    }
    Ok(())
}

fn asked<'a>(args: &[&'a str]) -> Result<Asked<'a>> {
    let mut asked = Asked { sizes: vec![1_000, 10_000, 150_000], ..Asked::default() };
    let mut rest = args.iter();
    while let Some(arg) = rest.next() {
        let mut value = || rest.next().copied().with_context(|| format!("{arg} needs a value"));
        match *arg {
            "--compare" => asked.compare = Some(value()?),
            "--save" => asked.save = Some(value()?),
            "--estates-only" => asked.estates_only = true,
            "--pods" => {
                let sizes: Result<Vec<usize>, _> = value()?.split(',').map(str::parse).collect();
                asked.sizes = sizes.context("--pods takes numbers, with commas between them")?;
            }
            other => {
                bail!("unknown flag {other:?}: expected --pods N,N --compare FILE --save FILE --estates-only")
            }
        }
    }
    Ok(asked)
}

/// The binary's benchmark over an estate of that size, which is made when it is not there.
fn over_estate(repo: &Repo, pods: usize) -> Result<Vec<Row>> {
    let folder = format!("target/estates/{pods}");
    if !repo.exists(&format!("{folder}/truth.json")) {
        let (count, to) = (pods.to_string(), repo.path(&folder).display().to_string());
        estate::run(repo, &["--pods", &count, "--seed", "1", "-o", &to])?;
    }
    let out = bench(
        repo,
        "holdfast",
        &["--bench", "scan", "--", "--estate", &repo.path(&folder).display().to_string()],
    )?;
    let rows: Result<Vec<Row>, _> =
        out.lines().filter(|line| line.starts_with('{')).map(serde_json::from_str).collect();
    let rows = rows.context("the benchmark printed a row that cannot be read")?;
    ensure!(!rows.is_empty(), "the benchmark over {folder} printed no row");
    Ok(rows)
}

/// The crates that have benchmarks, the binary aside: its own are those over estates.
fn with_benches(repo: &Repo) -> Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(repo.path("crates")).context("cannot list crates")? {
        let path = entry?.path();
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default().to_owned();
        if path.join("benches").is_dir() && name != "holdfast" {
            names.push(name);
        }
    }
    names.sort();
    Ok(names)
}

fn of_crate(repo: &Repo, name: &str) -> Result<Vec<Row>> {
    let out = bench(repo, &format!("holdfast-{name}"), &["--benches"])?;
    let own = out.lines().filter_map(|line| serde_json::from_str(line).ok());
    Ok(own.chain(divan(name, &out)).collect())
}

fn bench(repo: &Repo, package: &str, args: &[&str]) -> Result<String> {
    let out = Command::new("cargo")
        .args(["bench", "--quiet", "-p", package])
        .args(args)
        .current_dir(repo.root())
        .output()
        .context("cannot run cargo bench")?;
    ensure!(
        out.status.success(),
        "cargo bench -p {package} failed:\n{}",
        String::from_utf8_lossy(&out.stderr)
    );
    Ok(String::from_utf8_lossy(&out.stdout).into_owned())
}

/// Rows of divan's tree: a name, then fastest, slowest, median and mean between bars. The median is taken.
fn divan(name: &str, out: &str) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut group = String::new();
    for line in out.lines() {
        let depth = line.chars().position(char::is_alphanumeric).unwrap_or(0);
        let text = line.trim_start_matches(|c: char| !c.is_alphanumeric());
        let cells: Vec<&str> = text.split('│').map(str::trim).collect();
        // The fastest time stands after the name in the same cell.
        let first = cells.first().copied().unwrap_or_default();
        let named = first.rsplitn(3, ' ').nth(2);
        let time =
            named.and_then(|name| first.strip_prefix(name)).and_then(|rest| milliseconds(rest.trim_start()));
        let label = named.filter(|_| time.is_some()).unwrap_or(first).trim();
        let median = cells.get(2).and_then(|cell| milliseconds(cell));
        match median {
            Some(milliseconds) => {
                let work =
                    if depth > 3 { format!("{name}: {group} {label}") } else { format!("{name}: {label}") };
                rows.push(Row { work, bytes: 0, milliseconds, peak: 0, ratio: 0.0 });
            }
            None if depth <= 3 && !label.is_empty() => label.clone_into(&mut group),
            None => {}
        }
    }
    rows
}

fn milliseconds(cell: &str) -> Option<f64> {
    let (number, unit) = cell.split_once(' ')?;
    let scale = match unit.trim() {
        "ns" => 1e-6,
        "µs" => 1e-3,
        "ms" => 1.0,
        "s" => 1e3,
        _ => return None,
    };
    number.parse::<f64>().ok().map(|number| number * scale)
}

fn table(rows: &[Row], earlier: &[Row]) -> String {
    let before: BTreeMap<&str, &Row> = earlier.iter().map(|row| (row.work.as_str(), row)).collect();
    let width = rows.iter().map(|row| row.work.chars().count()).max().unwrap_or(0);
    let mut text = format!(
        "{:width$} {:>10} {:>12} {:>10} {:>9} {:>8}",
        "work", "bytes", "time", "speed", "peak", "parse"
    );
    text.push_str(if earlier.is_empty() { "\n" } else { "  earlier\n" });
    for row in rows {
        let unknown = |known: bool, value: String| if known { value } else { "-".to_owned() };
        #[expect(clippy::cast_precision_loss, reason = "a table rounds")]
        let mib = row.bytes as f64 / f64::from(1 << 20);
        let speed = unknown(row.bytes > 0, format!("{:.0} MiB/s", mib / row.milliseconds * 1e3));
        let line = format!(
            "{:width$} {:>10} {:>9.1} ms {:>10} {:>9} {:>8}",
            row.work,
            unknown(row.bytes > 0, format!("{mib:.1} MiB")),
            row.milliseconds,
            speed,
            unknown(row.peak > 0, format!("{} MiB", row.peak)),
            unknown(row.ratio > 0.0, format!("{:.2}x", row.ratio)),
        );
        let change =
            before.get(row.work.as_str()).map(|old| format!("  {:.2}x", row.milliseconds / old.milliseconds));
        text = format!("{text}{line}{}\n", change.unwrap_or_default());
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(work: &str, milliseconds: f64) -> Row {
        Row { work: work.to_owned(), bytes: 1 << 20, milliseconds, peak: 3, ratio: 1.5 }
    }

    #[test]
    fn divans_tree_is_read() {
        let out = "Timer precision: 20 ns\nrender           fastest       │ slowest       │ median        │ mean          │ samples │ iters\n├─ format                      │               │               │               │         │\n│  ├─ json       12.3 ms       │ 14 ms         │ 13.5 ms       │ 13 ms         │ 5       │ 5\n╰─ read_baseline 800 µs        │ 1 ms          │ 900 µs        │ 910 µs        │ 5       │ 5\n";
        let found: Vec<(String, f64)> =
            divan("report", out).into_iter().map(|row| (row.work, row.milliseconds)).collect();
        assert_eq!(found.len(), 2, "{found:?}");
        assert_eq!(found.first().map(|(work, ms)| (work.as_str(), *ms)), Some(("report: format json", 13.5)));
        assert!(
            found.get(1).is_some_and(|(work, ms)| work == "report: read_baseline" && (ms - 0.9).abs() < 1e-9)
        );
    }

    #[test]
    fn an_earlier_table_is_told_as_ratios() {
        let text = table(&[row("a", 10.0), row("b", 1.0)], &[row("a", 20.0)]);
        let lines: Vec<&str> = text.lines().collect();
        assert!(lines.first().is_some_and(|line| line.ends_with("earlier")), "{text}");
        assert!(
            lines.get(1).is_some_and(|line| line.ends_with("1.50x  0.50x") && line.contains("100 MiB/s")),
            "{text}"
        );
        assert!(lines.get(2).is_some_and(|line| line.ends_with("1.50x")), "{text}");
    }

    #[test]
    fn flags_are_understood() {
        let found = asked(&["--pods", "10,20", "--compare", "x.json"]).unwrap();
        assert_eq!((found.sizes, found.compare), (vec![10, 20], Some("x.json")));
        assert!(asked(&["--pods", "many"]).is_err() && asked(&["--fast"]).is_err());
    }
}
