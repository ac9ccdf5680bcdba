//! The plain list: one connection a line, in the form the field's other analysers print.

use std::fmt::Write as _;
use std::io::{self, Write};

use holdfast_reach::{Direction, End, ExposedTo, Network, NetworkKind, Workload};

use super::list::View;

pub(super) fn write(view: &View<'_, '_>, to: &mut dyn Write) -> io::Result<()> {
    let networks = view.engine.networks();
    let mut any = networks.len() > 1;
    if networks.len() == 1 {
        any = rows(view, 0, to)?;
    } else {
        for (at, network) in networks.iter().enumerate().filter(|(at, _)| *at == 0 || is_used(view, *at)) {
            let title = match network.kind {
                NetworkKind::Pod => "Pod network".to_owned(),
                NetworkKind::Udn => format!("primary UDN {}", network.name),
                NetworkKind::Cudn => format!("primary CUDN {}", network.name),
                NetworkKind::Nad => format!("secondary NAD {}", network.name),
            };
            let blank = if at == 0 { "" } else { "\n" };
            writeln!(to, "{blank}Permitted connectivity analyzed in {title}:")?;
            if !is_used(view, at) {
                writeln!(
                    to,
                    "all input workloads are configured with (C)UDN as their primary network interface"
                )?;
            } else if !rows(view, at, to)? {
                writeln!(to, "All connections are not allowed for the workloads in the {}", network.name)?;
            }
        }
    }
    if view.exposure {
        if any {
            writeln!(to)?;
        }
        exposure(view, to)?;
    }
    if networks.len() > 1 || view.engine.has_machines() {
        mapping(view, to)?;
    }
    Ok(())
}

/// True when some workload is on the network.
fn is_used(view: &View<'_, '_>, network: usize) -> bool {
    view.engine.workloads().iter().any(|w| {
        let (primary, secondary) = view.engine.networks_of(w);
        primary == network || secondary.contains(&network)
    })
}

/// True when there was one.
fn rows(view: &View<'_, '_>, network: usize, to: &mut dyn Write) -> io::Result<bool> {
    let mut any = false;
    view.rows(network, &mut |(connection, from, target)| {
        any = true;
        writeln!(to, "{from} => {target} : {}", connection.ports)
    })?;
    Ok(any)
}

fn mapping(view: &View<'_, '_>, to: &mut dyn Write) -> io::Result<()> {
    writeln!(to, "\nWorkload-to-Networks Mapping:")?;
    let mut lines: Vec<String> = view
        .engine
        .workloads()
        .iter()
        .map(|workload| {
            let (primary, secondary) = view.engine.networks_of(workload);
            let name = |at: usize| view.engine.networks().get(at).map(Network::label).unwrap_or_default();
            let mut text = format!("{}: \n\tPrimary Network: {}\n", workload.label(), name(primary));
            if !secondary.is_empty() {
                let names: Vec<String> = secondary.into_iter().map(name).collect();
                let _ = writeln!(text, "\tSecondary Networks: {}", names.join(", "));
            }
            text
        })
        .collect();
    lines.sort_unstable();
    lines.iter().try_for_each(|line| to.write_all(line.as_bytes()))
}

fn exposure(view: &View<'_, '_>, to: &mut dyn Write) -> io::Result<()> {
    let found = view.engine.exposure();
    let wanted = |id| view.namespaces.is_empty() || view.wants(End::Workload(id));
    let label = |id| view.engine.workload(id).map(Workload::label).unwrap_or_default();
    let found: Vec<_> = found.iter().filter(|e| wanted(e.workload)).collect();
    let width = found.iter().map(|e| label(e.workload).len()).max().unwrap_or_default();
    writeln!(to, "Exposure Analysis Result:")?;
    let mut blank = "";
    for (direction, arrow) in [(Direction::Egress, "=>"), (Direction::Ingress, "<=")] {
        let rows = found.iter().filter(|e| e.direction == direction);
        let mut lines: Vec<String> = rows
            .map(|e| {
                let peer = match &e.to {
                    ExposedTo::External(range) => format!("{range}[External]"),
                    ExposedTo::EntireCluster => "entire-cluster".to_owned(),
                    ExposedTo::Pods(words) => words.clone(),
                };
                format!("{:width$} \t{arrow} \t{peer} : {}", label(e.workload), e.text)
            })
            .collect();
        lines.sort_unstable();
        if !lines.is_empty() {
            writeln!(to, "{blank}{} Exposure:", direction.as_str())?;
            lines.iter().try_for_each(|line| writeln!(to, "{line}"))?;
            blank = "\n";
        }
    }
    unprotected(view, to)
}

fn unprotected(view: &View<'_, '_>, to: &mut dyn Write) -> io::Result<()> {
    let mut lines = Vec::new();
    for workload in view.engine.workloads() {
        let Some(id) = view.engine.find(workload.namespace, workload.name, workload.kind) else { continue };
        if !view.namespaces.is_empty() && !view.wants(End::Workload(id)) {
            continue;
        }
        for direction in [Direction::Egress, Direction::Ingress] {
            if view.engine.is_unprotected(id, direction) {
                lines.push(format!("{} is not protected on {}", workload.label(), direction.as_str()));
            }
        }
    }
    lines.sort_unstable();
    if !lines.is_empty() {
        writeln!(to, "\nWorkloads not protected by network policies:")?;
    }
    lines.iter().try_for_each(|line| writeln!(to, "{line}"))
}
