//! The outside joined to the inside: which Service, Node or pod an endpoint is, and what is seen but not declared.

use std::collections::BTreeMap;

use holdfast_hunt::Service;
use holdfast_inventory::{Object, Snapshot};
use holdfast_model::{Evidence, Finding};
use serde_json::Value;

/// Things listed in one note.
const MOST: usize = 10;

/// Where an address and port lead, as the snapshot declares it.
#[derive(Default)]
struct Declared {
    /// `address:port` to words.
    endpoints: BTreeMap<String, String>,
    /// A node port on any node.
    node_ports: BTreeMap<u64, String>,
    /// Addresses of nodes and pods.
    hosts: BTreeMap<String, String>,
}

/// Adds who serves an endpoint to its findings, and tells what does not fit together.
pub(super) fn join(services: &[Service], snapshot: &Snapshot, findings: &mut [Finding]) -> Vec<String> {
    let declared = declared(snapshot);
    let (mut seen, mut stray) = (Vec::new(), Vec::new());
    for service in services {
        let ip = service.ip().to_string();
        let exact = declared.endpoints.get(&format!("{ip}:{}", service.port()));
        let by_node = || {
            let node = declared.hosts.get(&ip)?;
            let port = declared.node_ports.get(&u64::from(service.port()));
            Some(port.map_or_else(|| node.clone(), |port| format!("{port}, on {node}")))
        };
        let Some(words) = exact.cloned().or_else(by_node) else {
            stray.push(service.name());
            continue;
        };
        seen.push(words.clone());
        for finding in findings.iter_mut().filter(|f| f.subject == holdfast_hunt::subject(service)) {
            finding.evidence.push(Evidence::Fact { text: format!("in the cluster this is {words}") });
        }
    }
    let unseen: Vec<String> = declared
        .node_ports
        .iter()
        .filter(|(_, words)| !seen.iter().any(|s| s.starts_with(words.as_str())))
        .map(|(port, words)| format!("{words} (node port {port})"))
        .collect();
    [
        ("seen on the wire, not declared in the snapshot", stray),
        ("declared in the snapshot, not seen", unseen),
    ]
    .into_iter()
    .filter(|(_, list)| !list.is_empty())
    .map(|(what, list)| {
        let more = list.len().saturating_sub(MOST);
        let shown = list.iter().take(MOST).cloned().collect::<Vec<_>>().join(", ");
        if more > 0 { format!("{what}: {shown} and {more} more") } else { format!("{what}: {shown}") }
    })
    .collect()
}

/// Addresses of the snapshot's nodes: where to look when nothing else was said.
pub(super) fn nodes(snapshot: &Snapshot) -> Vec<String> {
    let mut found = Vec::new();
    for json in snapshot.of_kind("Node").filter_map(value) {
        let addresses = list(&json, "/status/addresses")
            .filter(|a| a.get("type").and_then(Value::as_str).is_some_and(|kind| kind.ends_with("IP")));
        found.extend(addresses.filter_map(|a| a.get("address")?.as_str()).map(ToOwned::to_owned));
    }
    found
}

fn declared(snapshot: &Snapshot) -> Declared {
    let mut declared = Declared::default();
    for object in snapshot.of_kind("Service") {
        let Some(json) = value(object) else { continue };
        let words = served_by(object, &json, snapshot);
        for port in list(&json, "/spec/ports") {
            if let Some(number) = port.get("nodePort").and_then(Value::as_u64) {
                declared.node_ports.insert(number, words.clone());
            }
            let number = port.get("port").and_then(Value::as_u64).unwrap_or_default();
            for address in addresses(&json) {
                declared.endpoints.insert(format!("{address}:{number}"), words.clone());
            }
        }
    }
    for object in snapshot.of_kind("Node") {
        let Some(json) = value(object) else { continue };
        for address in list(&json, "/status/addresses") {
            if let Some(text) = address.get("address").and_then(Value::as_str) {
                declared.hosts.insert(text.to_owned(), object.reference().to_string());
            }
        }
    }
    for object in snapshot.of_kind("Pod") {
        let ip = value(object).and_then(|json| Some(json.pointer("/status/podIP")?.as_str()?.to_owned()));
        if let Some(ip) = ip {
            declared.hosts.entry(ip).or_insert_with(|| object.workload().reference().to_string());
        }
    }
    declared
}

fn value(object: Object<'_>) -> Option<Value> {
    serde_json::from_slice(object.json()).ok()
}

fn list<'v>(json: &'v Value, pointer: &str) -> impl Iterator<Item = &'v Value> + use<'v> {
    json.pointer(pointer).and_then(Value::as_array).into_iter().flatten()
}

fn addresses(json: &Value) -> Vec<String> {
    let one = json.pointer("/spec/clusterIP").into_iter();
    let many = list(json, "/spec/clusterIPs").chain(list(json, "/spec/externalIPs"));
    let balanced = list(json, "/status/loadBalancer/ingress").filter_map(|i| i.get("ip"));
    one.chain(many).chain(balanced).filter_map(Value::as_str).map(ToOwned::to_owned).collect()
}

/// The Service, and the workloads its selector reaches.
fn served_by(object: Object<'_>, json: &Value, snapshot: &Snapshot) -> String {
    let selector = json.pointer("/spec/selector").and_then(Value::as_object);
    let mut workloads: Vec<String> = Vec::new();
    if let Some(selector) = selector.filter(|s| !s.is_empty()) {
        for facts in snapshot.pods() {
            let pod = facts.object(snapshot);
            let fits = selector.iter().all(|(key, want)| facts.label(snapshot, key) == want.as_str());
            let name = pod.workload().reference().to_string();
            if pod.namespace() == object.namespace() && fits && !workloads.contains(&name) {
                workloads.push(name);
            }
        }
    }
    let name = object.reference();
    if workloads.is_empty() {
        name.to_string()
    } else {
        format!("{name}, served by {}", workloads.join(", "))
    }
}
