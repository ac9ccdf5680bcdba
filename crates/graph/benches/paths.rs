//! `cargo bench -p holdfast-graph`: from JSON to every answer, next to a plain parse of the same bytes.
//!
//! Each size is a process of its own, so that peak memory is its own too. `HOLDFAST_BENCH_PODS` asks for other sizes.
#![expect(
    clippy::print_stdout,
    clippy::indexing_slicing,
    clippy::unwrap_used,
    clippy::cast_precision_loss,
    reason = "a benchmark prints and may fail loudly"
)]

use std::fs::File;
use std::io::{BufReader, BufWriter, Write as _};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use holdfast_graph::{Facts, Graph};
use holdfast_inventory::read::Limits;
use holdfast_inventory::{Builder, Snapshot};
use holdfast_model::{Cluster, InputKind};
use holdfast_testkit::estate;
use serde_json::{Value, json};

fn main() {
    let mut args = std::env::args().skip(1);
    if args.next().as_deref() == Some("--one") {
        return one(&PathBuf::from(args.next().unwrap()));
    }
    let sizes = std::env::var("HOLDFAST_BENCH_PODS").unwrap_or_else(|_| "1000,10000".to_owned());
    for pods in sizes.split(',').map(|n| n.trim().parse::<usize>().unwrap()) {
        let path = std::env::temp_dir().join(format!("holdfast-graph-{}-{pods}.json", std::process::id()));
        let mut to = BufWriter::new(File::create(&path).unwrap());
        estate::write_list(objects(pods), &mut to).unwrap();
        to.flush().unwrap();
        println!("{pods} pods, {:.1} MB of JSON", std::fs::metadata(&path).unwrap().len() as f64 / 1e6);
        let out = Command::new(std::env::current_exe().unwrap()).arg("--one").arg(&path).output().unwrap();
        std::fs::remove_file(&path).unwrap();
        assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
        print!("{}", String::from_utf8_lossy(&out.stdout));
    }
}

/// The estate with rights for every eighth application, and ways out of every two hundredth.
fn objects(pods: usize) -> impl Iterator<Item = Value> {
    let applications = pods / 28 + 1;
    let plain = estate::live(pods * 32 / 28).enumerate().map(|(n, mut object)| {
        if object["kind"] == "Pod" && n / 32 % 200 == 7 {
            object["spec"]["securityContext"] = json!({});
            object["spec"]["containers"][0]["securityContext"] = json!({"privileged": true});
        }
        object
    });
    plain.chain((0..applications).step_by(8).flat_map(rights))
}

fn rights(app: usize) -> Vec<Value> {
    let (name, namespace) = (format!("app-{app:05}"), format!("team-{:03}", app * 8 / 40));
    let resources =
        if app.is_multiple_of(80) { json!(["pods/exec", "secrets"]) } else { json!(["configmaps"]) };
    let kind = if app.is_multiple_of(800) { "Cluster" } else { "" };
    vec![
        json!({"apiVersion": "rbac.authorization.k8s.io/v1", "kind": format!("{kind}Role"),
            "metadata": {"name": name, "namespace": namespace},
            "rules": [{"apiGroups": [""], "resources": resources, "verbs": ["create", "get", "list"]}]}),
        json!({"apiVersion": "rbac.authorization.k8s.io/v1", "kind": format!("{kind}RoleBinding"),
            "metadata": {"name": name, "namespace": namespace},
            "roleRef": {"apiGroup": "rbac.authorization.k8s.io", "kind": format!("{kind}Role"), "name": name},
            "subjects": [{"kind": "ServiceAccount", "name": name, "namespace": namespace}]}),
    ]
}

fn one(path: &Path) {
    let mut clock = Clock(Instant::now());
    let reader = BufReader::with_capacity(1 << 20, File::open(path).unwrap());
    let _: serde::de::IgnoredAny = serde_json::from_reader(reader).unwrap();
    clock.lap("plain parse of the same bytes");
    let start = Instant::now();
    let snapshot = read(path);
    clock.lap("read");
    let facts = Facts::new(&snapshot);
    clock.lap("facts");
    let graph = Graph::build(&facts);
    clock.lap("graph");
    println!("      {} vertices, {} edges", graph.len(), graph.edges().len());
    let mut answers = graph.answer(graph.question());
    clock.lap("paths, choke points, fixes");
    println!(
        "      {} entries, {} paths, {} fixes",
        answers.entries.len(),
        answers.paths.len(),
        answers.fixes.chosen.len()
    );
    println!("  {:10.1} ms  from JSON to all answers", start.elapsed().as_secs_f64() * 1e3);
    answers.prove(&graph, &snapshot);
    clock.lap("judged again with the fixes made");
    let entry = graph.question().entries.pop().unwrap();
    clock.lap("entry points");
    println!("      {} things fall with {}", graph.radius(&entry).len(), entry.label);
    clock.lap("one question: what falls with one workload");
    println!("  {:10} MiB at the peak", peak_kib() / 1024);
}

struct Clock(Instant);

impl Clock {
    fn lap(&mut self, what: &str) {
        println!("  {:10.1} ms  {what}", self.0.elapsed().as_secs_f64() * 1e3);
        self.0 = Instant::now();
    }
}

fn read(path: &Path) -> Snapshot {
    let cluster = Cluster { input: InputKind::Cluster, name: "bench".to_owned(), version: None };
    let mut builder = Builder::new(cluster);
    let mut reader = BufReader::with_capacity(1 << 20, File::open(path).unwrap());
    let limits = Limits { objects: usize::MAX, ..Limits::default() };
    builder.read(&mut reader, "", &limits);
    let snapshot = builder.finish();
    assert!(snapshot.gaps.is_empty(), "{:?}", snapshot.gaps.first());
    snapshot
}

fn peak_kib() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|text| text.split_whitespace().next()).and_then(|n| n.parse().ok()).unwrap_or_default()
}
