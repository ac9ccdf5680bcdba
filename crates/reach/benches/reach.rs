//! Who reaches whom, next to a plain parse of the same objects. `cargo bench -p holdfast-reach`.

#![expect(clippy::indexing_slicing, reason = "a benchmark may fail loudly")]

use divan::Bencher;
use holdfast_inventory::read::{Document, Marks};
use holdfast_inventory::{Builder, Snapshot};
use holdfast_model::{Cluster, InputKind};
use holdfast_reach::{Engine, Options};
use serde::de::IgnoredAny;
use serde_json::{Value, json};

fn main() {
    divan::main();
}

/// Twenty workloads per namespace, closed by default, each with one policy that lets its neighbour in on one port.
fn objects(workloads: usize) -> Vec<Value> {
    let mut objects = Vec::new();
    for at in 0..workloads {
        let (namespace, app) = (format!("ns-{:04}", at / 20), format!("app-{at:05}"));
        if at % 20 == 0 {
            objects.push(json!({"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": namespace}}));
            objects.push(policy(
                &namespace,
                "default-deny",
                &json!({"podSelector": {}, "policyTypes": ["Ingress", "Egress"]}),
            ));
        }
        let labels = json!({"app": app, "tier": (if at % 2 == 0 { "front" } else { "back" })});
        objects.push(json!({"apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": app, "namespace": namespace},
            "spec": {"selector": {"matchLabels": {"app": app}}, "template": {"metadata": {"labels": labels},
                "spec": {"containers": [{"name": "main", "image": "example.com/a:1", "ports": [{"containerPort": 8080}]}]}}}}));
        let neighbour = json!([{"podSelector": {"matchLabels": {"tier": "front"}}}]);
        let ports = json!([{"port": 8080}]);
        objects.push(policy(
            &namespace,
            &app,
            &json!({"podSelector": {"matchLabels": {"app": app}}, "policyTypes": ["Ingress", "Egress"],
            "ingress": [{"from": neighbour, "ports": ports}], "egress": [{"to": neighbour, "ports": ports}]}),
        ));
    }
    objects
}

fn policy(namespace: &str, name: &str, spec: &Value) -> Value {
    json!({"apiVersion": "networking.k8s.io/v1", "kind": "NetworkPolicy",
        "metadata": {"name": name, "namespace": namespace}, "spec": spec})
}

fn snapshot(objects: &[Value]) -> Snapshot {
    let cluster = Cluster { input: InputKind::Files, name: "bench".to_owned(), version: None };
    let mut builder = Builder::new(cluster);
    for object in objects {
        let json = object.to_string().into_bytes();
        builder.add(Document { json, line: 1, marks: Marks::default() }, "");
    }
    builder.finish()
}

#[divan::bench(args = [800, 10_000], sample_count = 10)]
fn all_pairs(bencher: Bencher<'_, '_>, workloads: usize) {
    let snapshot = snapshot(&objects(workloads));
    bencher.bench_local(|| {
        let engine = Engine::new(&snapshot, Options::default());
        let mut rows = 0usize;
        engine.connections(0, &mut |_, _, _| rows += 1);
        rows
    });
}

#[divan::bench(args = [800, 10_000], sample_count = 10)]
fn engine_only(bencher: Bencher<'_, '_>, workloads: usize) {
    let snapshot = snapshot(&objects(workloads));
    bencher.bench_local(|| Engine::new(&snapshot, Options::default()).policy_count());
}

/// One policy edited: its rows made again, and every pair of the workload it selects asked.
#[divan::bench(args = [800, 10_000], sample_count = 10)]
fn edit_one_policy(bencher: Bencher<'_, '_>, workloads: usize) {
    let before = objects(workloads);
    let mut after = before.clone();
    let at = after.iter().position(|o| o["metadata"]["name"] == "app-00004" && o["kind"] == "NetworkPolicy");
    let edited = after.remove(at.unwrap_or_default());
    let mut edited = vec![edited];
    edited[0]["spec"]["ingress"][0]["ports"][0]["port"] = json!(8081);
    let (before, edited) = (snapshot(&before), snapshot(&edited));
    let versions = [edited.objects().next(), before.find("NetworkPolicy", "ns-0000", "app-00004")];
    let mut engine = Engine::new(&before, Options::default());
    let mut turn = 0;
    bencher.bench_local(|| {
        turn += 1;
        let mut pairs = 0usize;
        if let Some(touched) = versions[turn % 2].and_then(|version| engine.edit(version)) {
            engine.connections_of(&touched, 0, &mut |_, _, _| pairs += 1);
        }
        assert!(pairs > 0, "the edit is made in place");
        pairs
    });
}

/// The baseline: the same bytes, parsed and thrown away.
#[divan::bench(args = [800, 10_000], sample_count = 10)]
fn plain_parse(bencher: Bencher<'_, '_>, workloads: usize) {
    let bytes: Vec<Vec<u8>> = objects(workloads).iter().map(|o| o.to_string().into_bytes()).collect();
    bencher.bench_local(|| bytes.iter().filter(|b| serde_json::from_slice::<IgnoredAny>(b).is_ok()).count());
}
