//! A drawing that is always the same for the same estate: one box for each namespace, one under the other, and one
//! lane for each pair of namespaces, so that no line hides a name and no two words meet.

use std::fmt::Write as _;
use std::io::{self, Write};

use super::list::View;
use super::map::{Group, Map, Mark, Pair, Text, counted};

const LINE: usize = 18;
const BOX: usize = 780;
/// Room for the words at the right of a box.
const WORDS: usize = 420;
const LANE: usize = 10;
const MARGIN: usize = 20;
/// Longer names are cut; the whole is in the title.
const LONGEST: usize = 48;

const STYLE: &str = "text { font: 13px system-ui, sans-serif; fill: #1b1f24; } .name { font-weight: 600; } \
.dim { fill: #57606a; } .bad { fill: #a40e26; } .warn { fill: #7d4e00; } .good { fill: #116329; } \
rect { fill: #f6f8fa; stroke: #8c959f; } .page { fill: #fff; stroke: none; } \
path { fill: none; stroke: #0969da; } .head { fill: #0969da; stroke: none; }";

/// One box, and the lines that end at it.
struct Place<'m> {
    at: usize,
    group: &'m Group,
    top: usize,
    height: usize,
}

/// One merged line: the heights of its two ends, and its lane.
struct Wire<'m> {
    from: usize,
    to: usize,
    start: usize,
    end: usize,
    lane: usize,
    pair: &'m Pair,
}

pub(super) fn write(view: &View<'_, '_>, to: &mut dyn Write) -> io::Result<()> {
    let map = Map::of(view)?;
    let places = places(&map);
    let (wires, lanes) = wires(&map, &places);
    let width = MARGIN * 3 + BOX + WORDS + lanes * LANE;
    let foot = places.last().map_or(MARGIN * 2, |p| p.top + p.height + MARGIN);
    let height = foot + MARGIN * 3;
    writeln!(
        to,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" role=\"img\">\n\
         <title>Who reaches whom</title>\n<style>{STYLE}</style>\n\
         <defs><marker id=\"head\" viewBox=\"0 0 8 8\" refX=\"8\" refY=\"4\" markerWidth=\"8\" markerHeight=\"8\" orient=\"auto\"><path class=\"head\" d=\"M 0 0 L 8 4 L 0 8 z\"/></marker>\
         <clipPath id=\"in\"><rect width=\"{edge}\" height=\"{height}\"/></clipPath><clipPath id=\"words\"><rect width=\"{words}\" height=\"{height}\"/></clipPath></defs>\n\
         <rect class=\"page\" width=\"{width}\" height=\"{height}\"/>\n<g clip-path=\"url(#in)\">",
        edge = MARGIN + BOX + 1,
        words = MARGIN + BOX + WORDS,
    )?;
    places.iter().try_for_each(|place| draw_box(&map, place, to))?;
    writeln!(to, "</g>")?;
    wires.iter().try_for_each(|wire| draw_line(wire, to))?;
    writeln!(to, "<g clip-path=\"url(#words)\">")?;
    wires.iter().try_for_each(|wire| draw_words(&map, wire, to))?;
    writeln!(to, "</g>")?;
    let gaps = match view.gaps.len() {
        0 => String::new(),
        count => format!(" Incomplete: {}.", counted(count, "gap")),
    };
    let warning = view.warning.map(|w| format!(" Warning: {w}.")).unwrap_or_default();
    let words = format!(
        "{} that network policies leave possible.{gaps}{warning}",
        counted(map.rows.len(), "connection")
    );
    writeln!(to, "<text class=\"dim\" x=\"{MARGIN}\" y=\"{}\">{}</text>\n</svg>", foot + MARGIN, Text(&words))
}

fn places(map: &Map) -> Vec<Place<'_>> {
    let mut top = MARGIN;
    let mut places = Vec::new();
    for (at, group) in map.groups.iter().enumerate() {
        let ends = map.pairs.keys().filter(|(from, to)| from != to && (*from == at || *to == at)).count();
        let within = usize::from(map.pairs.contains_key(&(at, at)));
        let height = (group.nodes.len() + 1 + within).max(ends) * LINE + LINE;
        places.push(Place { at, group, top, height });
        top += height + MARGIN;
    }
    places
}

/// Ends of lines get a height each at their boxes, going out first; lines whose heights do not meet share a lane.
fn wires<'m>(map: &'m Map, places: &[Place<'_>]) -> (Vec<Wire<'m>>, usize) {
    let mut next: Vec<usize> = places.iter().map(|p| p.top + LINE).collect();
    let mut take = |at: usize| next.get_mut(at).map(|n| std::mem::replace(n, *n + LINE)).unwrap_or_default();
    let between = || map.pairs.iter().filter(|((from, to), _)| from != to);
    let starts: Vec<usize> = between().map(|((from, _), _)| take(*from)).collect();
    let mut wires: Vec<Wire<'m>> = between()
        .zip(starts)
        .map(|((&(from, to), pair), start)| Wire { from, to, start, end: take(to), lane: 0, pair })
        .collect();
    // Short ones first, so that they stay near the boxes.
    wires.sort_by_key(|w| (w.start.abs_diff(w.end), w.start, w.end));
    let mut lanes: Vec<Vec<(usize, usize)>> = Vec::new();
    for wire in &mut wires {
        let (low, high) = (wire.start.min(wire.end), wire.start.max(wire.end));
        let is_free = |lane: &Vec<(usize, usize)>| lane.iter().all(|(lo, hi)| high < *lo || *hi < low);
        let lane = lanes.iter().position(is_free).unwrap_or_else(|| {
            lanes.push(Vec::new());
            lanes.len() - 1
        });
        if let Some(taken) = lanes.get_mut(lane) {
            taken.push((low, high));
        }
        wire.lane = lane;
    }
    (wires, lanes.len())
}

fn draw_box(map: &Map, place: &Place<'_>, to: &mut dyn Write) -> io::Result<()> {
    let (group, x) = (place.group, MARGIN + 10);
    let mut y = place.top + LINE;
    writeln!(
        to,
        "<rect x=\"{MARGIN}\" y=\"{}\" width=\"{BOX}\" height=\"{}\" rx=\"6\"/>",
        place.top, place.height
    )?;
    name("name", x, y, &group.name, "", to)?;
    for (_, node) in map.members(group) {
        y += LINE;
        name("", x + 10, y, &node.name, &marks(&node.marks), to)?;
    }
    let Some(pair) = map.pairs.get(&(place.at, place.at)) else { return Ok(()) };
    y += LINE;
    let within = format!("within: {} ({})", pair.ports, counted(pair.connections, "connection"));
    let (short, cut) = shortened(&within, LONGEST + 30);
    writeln!(to, "<text class=\"dim\" x=\"{x}\" y=\"{y}\">{}{cut}</text>", Text(&short))
}

/// The marks that matter most; the page has them all.
fn marks(marks: &[Mark]) -> String {
    let shown = marks.iter().filter(|m| **m < Mark::NoIngressPolicy).map(|mark| mark.words());
    shown.fold(String::new(), |mut text, (class, name, _)| {
        let _ = write!(text, "<tspan class=\"{class}\" dx=\"8\">{name}</tspan>");
        text
    })
}

fn name(class: &str, x: usize, y: usize, text: &str, more: &str, to: &mut dyn Write) -> io::Result<()> {
    let (short, cut) = shortened(text, LONGEST);
    let title = if cut.is_empty() { String::new() } else { format!("<title>{}</title>", Text(text)) };
    writeln!(to, "<text class=\"{class}\" x=\"{x}\" y=\"{y}\">{title}{}{cut}{more}</text>", Text(&short))
}

fn shortened(text: &str, longest: usize) -> (String, &'static str) {
    let short: String = text.chars().take(longest).collect();
    let cut = if short.len() < text.len() { "…" } else { "" };
    (short, cut)
}

fn draw_line(wire: &Wire<'_>, to: &mut dyn Write) -> io::Result<()> {
    let (side, lane) = (MARGIN + BOX, MARGIN * 2 + BOX + WORDS + wire.lane * LANE);
    writeln!(
        to,
        "<path marker-end=\"url(#head)\" d=\"M {side} {} H {lane} V {} H {side}\"/>",
        wire.start, wire.end
    )
}

fn draw_words(map: &Map, wire: &Wire<'_>, to: &mut dyn Write) -> io::Result<()> {
    let side = MARGIN + BOX;
    let name = |at: usize| map.groups.get(at).map(|g| shortened(&g.name, 24)).unwrap_or_default();
    let ports = wire.pair.ports.to_string();
    for (y, arrow, peer) in [(wire.start, "to", wire.to), (wire.end, "from", wire.from)] {
        let (peer, cut) = name(peer);
        let (ports, more) = shortened(&ports, 30);
        writeln!(
            to,
            "<text class=\"dim\" x=\"{}\" y=\"{}\">{arrow} {}{cut}: {ports}{more}</text>",
            side + 12,
            y - 3,
            Text(&peer)
        )?;
    }
    Ok(())
}
