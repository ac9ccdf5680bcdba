use holdfast_inventory::read::Limits;
use holdfast_inventory::{Builder, Snapshot};
use holdfast_model::{Cluster, InputKind};
use holdfast_reach::{Engine, Options};

pub(crate) fn snapshot(yaml: &str) -> Snapshot {
    let mut builder =
        Builder::new(Cluster { input: InputKind::Files, name: "test".to_owned(), version: None });
    builder.read(&mut yaml.as_bytes(), "estate.yaml", &Limits::default());
    builder.finish()
}

/// A pod in one line: `shop/web app=web,tier=front http:80/TCP,dns:53/UDP`.
pub(crate) fn pods(list: &[&str]) -> String {
    list.iter().map(|line| pod(line)).collect()
}

fn pod(line: &str) -> String {
    let mut words = line.split(' ');
    let (namespace, name) = words.next().and_then(|w| w.split_once('/')).expect("namespace/name");
    let labels = words.next().unwrap_or_default().replace('=', ": ").replace(',', ", ");
    let ports = words.next().unwrap_or_default().split(',').filter(|p| !p.is_empty()).map(|port| {
        let (name, rest) = port.split_once(':').expect("name:port/protocol");
        let (number, protocol) = rest.split_once('/').expect("port/protocol");
        format!("{{name: {name}, containerPort: {number}, protocol: {protocol}}}")
    });
    let ports: Vec<String> = ports.collect();
    format!(
        "---\napiVersion: v1\nkind: Pod\nmetadata: {{name: {name}, namespace: {namespace}, labels: {{{labels}}}}}\n\
         spec: {{containers: [{{name: main, image: 'example.com/a:1', ports: [{}]}}]}}\n",
        ports.join(", ")
    )
}

/// Every connection of every network, `from => to : ports` a line, with the marks of kinds left out.
pub(crate) fn list(yaml: &str) -> Vec<String> {
    let snapshot = snapshot(yaml);
    let engine = Engine::new(&snapshot, Options::default());
    let mut lines = Vec::new();
    for network in 0..engine.networks().len() {
        engine.connections(network, &mut |connection, from, to| {
            let short =
                |label: &str| label.replace("[Pod]", "").replace("0.0.0.0-255.255.255.255[External]", "*");
            lines.push(format!("{} => {} : {}", short(from), short(to), connection.ports));
        });
    }
    lines
}

/// The gaps of the engine, in words.
pub(crate) fn gaps(yaml: &str) -> Vec<String> {
    let snapshot = snapshot(yaml);
    let engine = Engine::new(&snapshot, Options::default());
    engine.gaps().iter().map(|gap| format!("{}: {}", gap.what, gap.why)).collect()
}
