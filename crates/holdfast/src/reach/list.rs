use std::fs::File;
use std::io::{self, BufWriter, Write};

use anyhow::{Context as _, Result};
use holdfast_model::Gap;
use holdfast_reach::{Connection, End, Engine, ExposedTo, PortSet, Protocol};
use serde::Serialize;
use serde::ser::SerializeSeq as _;

use super::args::{ListArgs, ListFormat};
use super::{finish, gaps, gather, map_html, map_svg, options, tell, text, warning};
use crate::exit::Exit;

/// Which rows are wanted.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Rows {
    All,
    /// Those with an end outside the cluster.
    Outside,
}

pub(super) fn run(args: &ListArgs, rows: Rows) -> Result<Exit> {
    let snapshot = gather(&args.input)?;
    let engine = Engine::new(&snapshot, options(&args.setting, args.exposure));
    let gaps = gaps(&snapshot, &engine);
    let namespaces = &args.input.namespace;
    let warning = warning(&snapshot);
    let view = View {
        engine: &engine,
        namespaces,
        rows,
        exposure: args.exposure,
        gaps: &gaps,
        warning: warning.as_deref(),
    };
    tell(&snapshot, &engine, &gaps);
    let mut to: Box<dyn Write> = match &args.output {
        Some(path) => {
            Box::new(File::create(path).with_context(|| format!("cannot write {}", path.display()))?)
        }
        None => Box::new(io::stdout().lock()),
    };
    let mut to = BufWriter::with_capacity(1 << 16, &mut to);
    let written = match args.format {
        ListFormat::Text => text::write(&view, &mut to),
        ListFormat::Json => json(&view, &mut to),
        ListFormat::Csv => csv(&view, &mut to),
        ListFormat::Markdown => markdown(&view, &mut to),
        ListFormat::Dot => dot(&view, &mut to),
        ListFormat::Html => map_html::write(&view, &mut to),
        ListFormat::Svg => map_svg::write(&view, &mut to),
    };
    finish(written.and_then(|()| to.flush()), &gaps)
}

/// What is to be shown.
pub(super) struct View<'v, 's> {
    pub(super) engine: &'v Engine<'s>,
    pub(super) namespaces: &'v [String],
    rows: Rows,
    pub(super) exposure: bool,
    pub(super) gaps: &'v [Gap],
    /// Why no policy may hold at all.
    pub(super) warning: Option<&'v str>,
}

type Row<'r> = (&'r Connection<'r>, &'r str, &'r str);

impl View<'_, '_> {
    pub(super) fn wants(&self, end: End) -> bool {
        let End::Workload(id) = end else { return false };
        let namespace = self.engine.workload(id).map(|w| w.namespace);
        self.namespaces.iter().any(|n| Some(n.as_str()) == namespace)
    }

    /// Every row of one network, until writing one fails.
    pub(super) fn rows(
        &self,
        network: usize,
        tell: &mut dyn FnMut(Row<'_>) -> io::Result<()>,
    ) -> io::Result<()> {
        let mut result = Ok(());
        self.engine.connections(network, &mut |connection, from, to| {
            let wanted =
                self.namespaces.is_empty() || self.wants(connection.from) || self.wants(connection.to);
            let is_workload = |end: End| matches!(end, End::Workload(_));
            let inside = is_workload(connection.from) && is_workload(connection.to);
            if result.is_ok() && wanted && !(inside && self.rows == Rows::Outside) {
                result = tell((connection, from, to));
            }
        });
        result
    }

    /// Every row of every network.
    fn all_rows(&self, tell: &mut dyn FnMut(usize, Row<'_>) -> io::Result<()>) -> io::Result<()> {
        (0..self.engine.networks().len())
            .try_for_each(|network| self.rows(network, &mut |row| tell(network, row)))
    }

    pub(super) fn network(&self, at: usize) -> String {
        self.engine.networks().get(at).map(holdfast_reach::Network::label).unwrap_or_default()
    }
}

/// `holdfast.reach/v1`.
#[derive(Serialize)]
struct Report<'v, 's> {
    schema: &'static str,
    connections: Connections<'v, 's>,
    #[serde(skip_serializing_if = "Option::is_none")]
    exposure: Option<Vec<Exposure>>,
    notes: &'v [String],
    gaps: &'v [Gap],
}

/// Written one by one: there may be millions.
struct Connections<'v, 's>(&'v View<'v, 's>);

#[derive(Serialize)]
struct One<'o> {
    from: &'o str,
    to: &'o str,
    protocol: &'static str,
    /// `1-79,443`.
    ports: String,
    network: &'o str,
}

#[derive(Serialize)]
pub(super) struct Exposure {
    pub(super) workload: String,
    pub(super) direction: &'static str,
    pub(super) to: String,
    pub(super) protocol: &'static str,
    pub(super) ports: String,
}

impl Serialize for Connections<'_, '_> {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut list = to.serialize_seq(None)?;
        let mut failed = None;
        let _ = self.0.all_rows(&mut |network, (connection, from, to)| {
            let network = self.0.network(network);
            for (from, to) in pairs(connection, from, to) {
                for protocol in Protocol::ALL {
                    let ports = connection.ports.ports_of(protocol);
                    if ports.is_empty() {
                        continue;
                    }
                    let one =
                        One { from: &from, to: &to, protocol: protocol.as_str(), ports, network: &network };
                    if let Err(error) = list.serialize_element(&one) {
                        failed = Some(error);
                        return Err(io::ErrorKind::Other.into());
                    }
                }
            }
            Ok(())
        });
        failed.map_or_else(|| list.end(), Err)
    }
}

/// Address ranges as the CIDR blocks they are made of.
fn pairs(connection: &Connection<'_>, from: &str, to: &str) -> Vec<(String, String)> {
    let ends = |end: End, label: &str| match end {
        End::External(range) => range.cidrs(),
        End::Workload(_) | End::Entry(_) => vec![label.to_owned()],
    };
    let targets = ends(connection.to, to);
    let sources = ends(connection.from, from);
    sources.iter().flat_map(|from| targets.iter().map(move |to| (from.clone(), to.clone()))).collect()
}

fn json(view: &View<'_, '_>, to: &mut dyn Write) -> io::Result<()> {
    let report = Report {
        schema: "holdfast.reach/v1",
        connections: Connections(view),
        exposure: view.exposure.then(|| exposure(view)),
        notes: view.engine.notes(),
        gaps: view.gaps,
    };
    serde_json::to_writer_pretty(&mut *to, &report)?;
    writeln!(to)
}

pub(super) fn exposure(view: &View<'_, '_>) -> Vec<Exposure> {
    let mut rows = Vec::new();
    for found in view.engine.exposure() {
        let Some(workload) = view.engine.workload(found.workload) else { continue };
        if !view.namespaces.is_empty() && !view.wants(End::Workload(found.workload)) {
            continue;
        }
        let targets = match &found.to {
            ExposedTo::External(range) => range.cidrs(),
            ExposedTo::EntireCluster => vec!["entire-cluster".to_owned()],
            ExposedTo::Pods(words) => vec![words.clone()],
        };
        for to in targets {
            for (protocol, ports) in by_protocol(&found.ports) {
                rows.push(Exposure {
                    workload: workload.label(),
                    direction: found.direction.as_str(),
                    to: to.clone(),
                    protocol,
                    ports,
                });
            }
        }
    }
    rows
}

fn by_protocol(ports: &PortSet) -> Vec<(&'static str, String)> {
    let all = Protocol::ALL.into_iter().map(|p| (p.as_str(), ports.ports_of(p)));
    all.filter(|(_, ports)| !ports.is_empty()).collect()
}

fn csv(view: &View<'_, '_>, to: &mut dyn Write) -> io::Result<()> {
    writeln!(to, "from,to,connections,network")?;
    view.all_rows(&mut |network, (connection, from, target)| {
        writeln!(to, "{from},{target},\"{}\",{}", connection.ports, view.network(network))
    })
}

fn markdown(view: &View<'_, '_>, to: &mut dyn Write) -> io::Result<()> {
    writeln!(to, "| from | to | connections | network |\n|---|---|---|---|")?;
    view.all_rows(&mut |network, (connection, from, target)| {
        writeln!(to, "| {from} | {target} | {} | {} |", connection.ports, view.network(network))
    })
}

fn dot(view: &View<'_, '_>, to: &mut dyn Write) -> io::Result<()> {
    let quoted = |text: &str| text.replace('\\', "\\\\").replace('"', "\\\"");
    writeln!(to, "digraph reach {{\n  rankdir=LR;\n  node [shape=box];")?;
    let mut namespaces: Vec<&str> = view.engine.workloads().iter().map(|w| w.namespace).collect();
    namespaces.dedup();
    for namespace in namespaces {
        writeln!(to, "  subgraph \"cluster_{0}\" {{\n    label=\"{0}\";", quoted(namespace))?;
        for workload in view.engine.workloads().iter().filter(|w| w.namespace == namespace) {
            let label = format!("{}[{}]", workload.name, workload.kind);
            writeln!(to, "    \"{}\" [label=\"{}\"];", quoted(&workload.label()), quoted(&label))?;
        }
        writeln!(to, "  }}")?;
    }
    view.all_rows(&mut |_, (connection, from, target)| {
        writeln!(to, "  \"{}\" -> \"{}\" [label=\"{}\"];", quoted(from), quoted(target), connection.ports)
    })?;
    writeln!(to, "}}")
}
