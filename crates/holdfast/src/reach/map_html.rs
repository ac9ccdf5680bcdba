//! One page that is complete in itself: namespaces as boxes, connections as lines between them, and all of it once
//! more as a table. It loads nothing; the one script it runs is named by its hash.

use std::collections::BTreeMap;
use std::io::{self, Write};

use holdfast_reach::End;
use holdfast_report::csp_hash;

use super::list::{View, exposure};
use super::map::{Group, Map, Mark, Text, counted};

const CSS: &str = include_str!("map.css");
const JS: &str = include_str!("map.js");

/// Lines of the table that are not folded away at first.
const OPEN_LINES: usize = 300;

pub(super) fn write(view: &View<'_, '_>, to: &mut dyn Write) -> io::Result<()> {
    let map = Map::of(view)?;
    let hash = csp_hash(JS);
    writeln!(
        to,
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; script-src '{hash}'; base-uri 'none'; form-action 'none'\">\n\
         <title>Who reaches whom</title>\n<style>\n{CSS}</style>\n</head>\n<body>\n<h1>Who reaches whom</h1>"
    )?;
    head(view, &map, to)?;
    writeln!(to, "<div id=\"map\"><svg aria-hidden=\"true\"></svg><div id=\"boxes\">")?;
    for (at, group) in map.groups.iter().enumerate() {
        open_box(&map, at, group, to)?;
    }
    writeln!(to, "</div><svg aria-hidden=\"true\"></svg></div>")?;
    table(view, &map, to)?;
    exposed(view, to)?;
    notes(view, to)?;
    data(&map, to)?;
    writeln!(to, "<script>{JS}</script>\n</body>\n</html>")
}

fn head(view: &View<'_, '_>, map: &Map, to: &mut dyn Write) -> io::Result<()> {
    let workloads = map.nodes.iter().filter(|node| matches!(node.end, End::Workload(_))).count();
    writeln!(
        to,
        "<p>{}, {} that network policies leave possible.</p>",
        counted(workloads, "workload"),
        counted(map.rows.len(), "connection")
    )?;
    if let Some(warning) = view.warning {
        writeln!(to, "<p class=\"bad\"><strong>Warning:</strong> {}</p>", Text(warning))?;
    }
    if !view.gaps.is_empty() {
        let gaps = counted(view.gaps.len(), "gap");
        writeln!(to, "<p class=\"bad\"><strong>Incomplete:</strong> {gaps}, listed at the end.</p>")?;
    }
    writeln!(to, "<details><summary>What the marks mean</summary><ul>")?;
    for (class, name, meaning) in Mark::ALL.map(Mark::words) {
        writeln!(to, "<li><span class=\"mark {class}\">{name}</span> {meaning}</li>")?;
    }
    writeln!(
        to,
        "</ul><p>Policies alone decide here: whether an address leads there is another question.</p></details>\n\
         <p class=\"tools\" hidden><label>Filter <input id=\"filter\" type=\"search\" size=\"30\" placeholder=\"namespace or workload\"></label> \
         <button id=\"all\" type=\"button\">Expand all</button> <button id=\"none\" type=\"button\">Collapse all</button></p>\n\
         <p id=\"say\" role=\"status\"></p>"
    )
}

fn open_box(map: &Map, at: usize, group: &Group, to: &mut dyn Write) -> io::Result<()> {
    write!(to, "<details class=\"box\"><summary><strong>{}</strong>", Text(&group.name))?;
    let is_outside = map.members(group).any(|(_, node)| !matches!(node.end, End::Workload(_)));
    if !is_outside {
        write!(to, " <small>{}</small>", counted(group.nodes.len(), "workload"))?;
    }
    for mark in Mark::ALL {
        let (count, (class, name, _)) = (map.count(group, mark), mark.words());
        if count > 0 {
            write!(to, " <span class=\"mark {class}\">{name}: {count}</span>")?;
        }
    }
    writeln!(to, "</summary><ul class=\"who\">")?;
    for (number, node) in map.members(group) {
        write!(to, "<li data-n=\"{number}\" tabindex=\"0\">{}", Text(&node.name))?;
        if let End::External(range) = node.end {
            write!(to, " <small>{}</small>", range.cidrs().join(", "))?;
        }
        for (class, name, _) in node.marks.iter().map(|mark| mark.words()) {
            write!(to, " <span class=\"mark {class}\">{name}</span>")?;
        }
        writeln!(to, "</li>")?;
    }
    writeln!(to, "</ul>")?;
    merged(map, at, to)?;
    writeln!(to, "</details>")
}

/// What leaves the group, by group.
fn merged(map: &Map, at: usize, to: &mut dyn Write) -> io::Result<()> {
    let pairs: Vec<_> = map.pairs.range((at, 0)..=(at, usize::MAX)).collect();
    if pairs.is_empty() {
        return writeln!(to, "<p>Nothing goes out from here.</p>");
    }
    writeln!(to, "<ul class=\"to\">")?;
    for ((_, target), pair) in pairs {
        let name = map.groups.get(*target).map(|g| g.name.as_str()).unwrap_or_default();
        let name = if *target == at { "within" } else { name };
        let connections = counted(pair.connections, "connection");
        writeln!(to, "<li>&rarr; {}: {} <small>{connections}</small></li>", Text(name), pair.ports)?;
    }
    writeln!(to, "</ul>")
}

/// Source, network, group of the targets and ports: the targets that share them are one line of the table.
type Line = (usize, usize, usize, usize);

fn table(view: &View<'_, '_>, map: &Map, to: &mut dyn Write) -> io::Result<()> {
    let mut lines: BTreeMap<Line, Vec<usize>> = BTreeMap::new();
    for row in &map.rows {
        let group = map.nodes.get(row.to).map(|n| n.group).unwrap_or_default();
        lines.entry((row.from, row.network, group, row.ports)).or_default().push(row.to);
    }
    let open = if lines.len() <= OPEN_LINES { " open" } else { "" };
    writeln!(to, "<h2>The same as a table</h2>")?;
    for group in &map.groups {
        let mut sources = map.members(group).filter(|(at, _)| has_lines(&lines, *at)).peekable();
        if sources.peek().is_none() {
            continue;
        }
        writeln!(
            to,
            "<details class=\"table\"{open}><summary>From {}</summary>\n<table><thead><tr><th>from</th><th>to</th><th>ports</th><th>network</th></tr></thead><tbody>",
            Text(&group.name)
        )?;
        for (source, _) in sources {
            for (line, targets) in lines.range((source, 0, 0, 0)..(source + 1, 0, 0, 0)) {
                table_line(view, map, *line, targets, to)?;
            }
        }
        writeln!(to, "</tbody></table></details>")?;
    }
    Ok(())
}

fn has_lines(lines: &BTreeMap<Line, Vec<usize>>, source: usize) -> bool {
    lines.range((source, 0, 0, 0)..(source + 1, 0, 0, 0)).next().is_some()
}

fn table_line(
    view: &View<'_, '_>,
    map: &Map,
    (from, network, _, ports): Line,
    targets: &[usize],
    to: &mut dyn Write,
) -> io::Result<()> {
    write!(to, "<tr><td><ul>")?;
    ends(view, map, network, from, to)?;
    write!(to, "</ul></td><td><ul>")?;
    for target in targets {
        ends(view, map, network, *target, to)?;
    }
    let ports = map.ports.get(ports).map(String::as_str).unwrap_or_default();
    writeln!(to, "</ul></td><td>{}</td><td>{}</td></tr>", Text(ports), Text(&view.network(network)))
}

/// As `--format json` names it: a range by its blocks.
fn ends(view: &View<'_, '_>, map: &Map, network: usize, at: usize, to: &mut dyn Write) -> io::Result<()> {
    match map.nodes.get(at).map(|node| node.end) {
        None => Ok(()),
        Some(End::External(range)) => {
            range.cidrs().iter().try_for_each(|block| write!(to, "<li>{}</li>", Text(block)))
        }
        Some(end) => write!(to, "<li>{}</li>", Text(&view.engine.label(end, network))),
    }
}

fn exposed(view: &View<'_, '_>, to: &mut dyn Write) -> io::Result<()> {
    if !view.exposure {
        return Ok(());
    }
    writeln!(
        to,
        "<h2>Who could come that does not exist yet</h2>\n<details class=\"table\"><summary>Exposure</summary>\n<table><thead><tr><th>workload</th><th>direction</th><th>peer</th><th>ports</th></tr></thead><tbody>"
    )?;
    for row in exposure(view) {
        writeln!(
            to,
            "<tr><td>{}</td><td>{}</td><td>{}</td><td>{} {}</td></tr>",
            Text(&row.workload),
            row.direction,
            Text(&row.to),
            row.protocol,
            row.ports
        )?;
    }
    writeln!(to, "</tbody></table></details>")
}

fn notes(view: &View<'_, '_>, to: &mut dyn Write) -> io::Result<()> {
    if view.engine.notes().is_empty() && view.gaps.is_empty() {
        return Ok(());
    }
    writeln!(to, "<h2>How far this goes</h2>\n<ul>")?;
    for note in view.engine.notes() {
        writeln!(to, "<li>{}</li>", Text(note))?;
    }
    for gap in view.gaps {
        writeln!(to, "<li>Gap: {}: {} ({})</li>", Text(&gap.what), Text(&gap.why), Text(&gap.effect))?;
    }
    writeln!(to, "</ul>")
}

/// What the script draws from: numbers, and the words for ports. No name is in it.
fn data(map: &Map, to: &mut dyn Write) -> io::Result<()> {
    let ports = serde_json::to_string(&map.ports)?.replace('<', "\\u003c");
    write!(to, "<script type=\"application/json\" id=\"data\">{{\"ports\":{ports},\"edges\":[")?;
    for (at, row) in map.rows.iter().enumerate() {
        let comma = if at == 0 { "" } else { "," };
        write!(to, "{comma}[{},{},{}]", row.from, row.to, row.ports)?;
    }
    writeln!(to, "]}}</script>")
}
