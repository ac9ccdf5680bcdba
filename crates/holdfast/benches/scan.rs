//! `cargo bench -p holdfast`: reading, judging and telling, next to a plain parse of the same bytes.
//!
//! Each measurement is a process of its own, so that peak memory is its own too. Three runs, the fastest counts.
#![expect(
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a benchmark prints and may fail loudly"
)]

use std::fs::File;
use std::io::{BufWriter, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use holdfast_collect::Input;
use holdfast_model::{Assessment, Settings, Tool};
use holdfast_posture::{Request, all, assess};
use holdfast_report::{Format, Style};
use holdfast_testkit::estate;

fn main() {
    let mut args = std::env::args().skip(1);
    if args.next().as_deref() == Some("--one") {
        let (work, path) = (args.next().unwrap(), PathBuf::from(args.next().unwrap()));
        return one(&work, &path);
    }
    let mut args = std::env::args().skip_while(|arg| arg != "--estate").skip(1);
    if let Some(folder) = args.next() {
        return estate_rows(Path::new(&folder));
    }
    let folder = std::env::temp_dir().join(format!("holdfast-bench-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    println!("{:34} {:>9} {:>10} {:>10} {:>9}", "input", "bytes", "time", "peak", "ratio");
    for (name, count, live) in [
        ("1 manifest, YAML", 1, false),
        ("5,000 objects, YAML", 5_000, false),
        ("50,000 objects, JSON list", 50_000, true),
    ] {
        let path = folder.join(if live { "list.json" } else { "estate.yaml" });
        let mut to = BufWriter::new(File::create(&path).unwrap());
        if live {
            estate::write_list(estate::live(count), &mut to)
        } else {
            estate::write_yaml(estate::manifests(count), &mut to)
        }
        .unwrap();
        to.flush().unwrap();
        let bytes = std::fs::metadata(&path).unwrap().len();
        let base = measure("parse", &path);
        for work in ["parse", "read", "scan"] {
            let (ms, kib) = if work == "parse" { base } else { measure(work, &path) };
            println!(
                "{:34} {:>9} {:>7.1} ms {:>6} MiB {:>8.2}x",
                format!("{name}: {work}"),
                bytes,
                ms,
                kib / 1024,
                ms / base.0
            );
        }
    }
    std::fs::remove_dir_all(&folder).unwrap();
}

/// One line of JSON per work over a generated estate, for `cargo xtask bench`.
fn estate_rows(folder: &Path) {
    let bytes: u64 = manifests(folder).iter().map(|path| std::fs::metadata(path).unwrap().len()).sum();
    let size = folder.file_name().unwrap().to_string_lossy();
    let base = measure("parse", folder);
    for work in ["parse", "read", "scan"] {
        let (ms, kib) = if work == "parse" { base } else { measure(work, folder) };
        println!(
            "{{\"work\":\"holdfast: {work}, {size} pods\",\"bytes\":{bytes},\"milliseconds\":{ms:.3},\"peak\":{},\"ratio\":{:.3}}}",
            kib / 1024,
            ms / base.0
        );
    }
}

/// The files of an estate but the answers about it.
fn manifests(folder: &Path) -> Vec<PathBuf> {
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    files.filter(|path| !path.ends_with("truth.json")).collect()
}

/// Milliseconds and peak KiB of the fastest of three processes.
fn measure(work: &str, path: &Path) -> (f64, u64) {
    let own = std::env::current_exe().unwrap();
    let runs = (0..3).map(|_| {
        let out = Command::new(&own).arg("--one").arg(work).arg(path).output().unwrap();
        assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
        let text = String::from_utf8(out.stdout).unwrap();
        let mut words = text.split_whitespace();
        (words.next().unwrap().parse::<f64>().unwrap(), words.next().unwrap().parse::<u64>().unwrap())
    });
    runs.min_by(|a, b| a.0.total_cmp(&b.0)).unwrap()
}

fn one(work: &str, path: &Path) {
    let start = Instant::now();
    match work {
        "parse" => parse(path),
        "read" => drop(read(path)),
        _ => scan(path),
    }
    println!("{} {}", start.elapsed().as_secs_f64() * 1000.0, peak_kib());
}

/// The baseline: a plain parse of the same bytes into a generic tree, item by item for YAML.
fn parse(path: &Path) {
    if path.is_dir() {
        // No tree: of 150,000 pods it would take ten times the bytes.
        for file in manifests(path) {
            let bytes = std::io::BufReader::with_capacity(1 << 20, File::open(file).unwrap());
            serde_json::from_reader::<_, serde::de::IgnoredAny>(bytes).unwrap();
        }
        return;
    }
    let mut text = String::new();
    File::open(path).unwrap().read_to_string(&mut text).unwrap();
    if path.extension().is_some_and(|e| e == "json") {
        std::hint::black_box(serde_json::from_str::<serde_json::Value>(&text).unwrap());
    } else {
        let events = saphyr_parser::Parser::new_from_str(&text);
        events.for_each(|event| drop(std::hint::black_box(event.unwrap())));
    }
}

fn read(path: &Path) -> holdfast_inventory::Snapshot {
    holdfast_collect::files(&[Input::Path(path.to_owned())], &mut std::io::empty())
        .expect("the estate is readable")
}

fn scan(path: &Path) {
    let (snapshot, settings) = (read(path), Settings::default());
    assert!(snapshot.gaps.is_empty());
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let request = Request {
        snapshot: &snapshot,
        settings: &settings,
        checks: all().to_vec(),
        namespaces: Vec::new(),
        threads,
    };
    let answers = assess(&request);
    let assessment = Assessment {
        tool: Tool { name: "holdfast".into(), version: "bench".into() },
        cluster: snapshot.cluster.clone(),
        time: String::new(),
        coverage: answers.coverage,
        gaps: Vec::new(),
        findings: answers.findings,
        tallies: answers.tallies,
        checks: all().iter().map(|c| c.info()).collect(),
        frameworks: Vec::new(),
        requirements: Vec::new(),
        notes: Vec::new(),
    };
    holdfast_report::write(&assessment, Format::Table, &Style::default(), &mut std::io::sink()).unwrap();
    // As in the binary: the process ends here.
    std::mem::forget((assessment, snapshot));
}

fn peak_kib() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|text| text.split_whitespace().next()).and_then(|n| n.parse().ok()).unwrap_or_default()
}
