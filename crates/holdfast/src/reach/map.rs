//! The map behind `--format html` and `--format svg`: namespaces, who is in them, and connections merged by namespace.

use std::collections::{BTreeMap, HashMap};
use std::fmt;
use std::io;

use holdfast_reach::{Direction, End, IpRange, PortSet, WorkloadId};

use super::list::View;

/// Blocks that are nobody's on the internet (IANA special-purpose registries).
const PRIVATE: [&str; 11] = [
    "0.0.0.0/8",
    "10.0.0.0/8",
    "100.64.0.0/10",
    "127.0.0.0/8",
    "169.254.0.0/16",
    "172.16.0.0/12",
    "192.168.0.0/16",
    "224.0.0.0/3",
    "fc00::/7",
    "fe80::/10",
    "ff00::/8",
];

#[derive(Default)]
pub(super) struct Map {
    /// What is outside the cluster first, then namespaces by name.
    pub(super) groups: Vec<Group>,
    pub(super) nodes: Vec<Node>,
    pub(super) rows: Vec<Row>,
    /// What [`Row::ports`] counts in.
    pub(super) ports: Vec<String>,
    /// By group of the source and group of the target.
    pub(super) pairs: BTreeMap<(usize, usize), Pair>,
}

pub(super) struct Group {
    pub(super) name: String,
    pub(super) nodes: Vec<usize>,
}

pub(super) struct Node {
    pub(super) end: End,
    pub(super) group: usize,
    /// Without the namespace.
    pub(super) name: String,
    pub(super) marks: Vec<Mark>,
}

/// One connection.
pub(super) struct Row {
    pub(super) network: usize,
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) ports: usize,
}

/// All connections from one group to another, or within one.
pub(super) struct Pair {
    pub(super) connections: usize,
    pub(super) ports: PortSet,
}

/// What is worth seeing at a glance, always in words too.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Mark {
    Open,
    Published,
    Out,
    Isolated,
    Unreached,
    Silent,
    NoIngressPolicy,
    NoEgressPolicy,
}

impl Mark {
    /// Its class in the style sheet, its words, and what they mean.
    pub(super) const fn words(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::Open => ("bad", "open to the internet", "policies let some public address in"),
            Self::Published => {
                ("warn", "published", "an ingress or gateway route leads to it, and policies let it")
            }
            Self::Out => ("warn", "reaches the internet", "policies let it out to some public address"),
            Self::Isolated => ("good", "isolated", "nobody reaches it, and it reaches nobody"),
            Self::Unreached => ("good", "nobody reaches it", "policies let nobody in"),
            Self::Silent => ("good", "reaches nobody", "policies let it out to nobody"),
            Self::NoIngressPolicy => ("dim", "no ingress policy", "no policy speaks about what comes in"),
            Self::NoEgressPolicy => ("dim", "no egress policy", "no policy speaks about what goes out"),
        }
    }

    pub(super) const ALL: [Self; 8] = [
        Self::Open,
        Self::Published,
        Self::Out,
        Self::Isolated,
        Self::Unreached,
        Self::Silent,
        Self::NoIngressPolicy,
        Self::NoEgressPolicy,
    ];
}

impl Map {
    /// Reads every connection, more than once.
    ///
    /// # Errors
    /// None of its own: the callback's type has one.
    pub(super) fn of(view: &View<'_, '_>) -> io::Result<Self> {
        let mut map = Self::default();
        let mut found = Found::default();
        found.workloads(view);
        for network in 0..view.engine.networks().len() {
            view.rows(network, &mut |(connection, _, _)| {
                let (from, to) = (found.node(connection.from), found.node(connection.to));
                let text = connection.ports.to_string();
                let next = found.ports.len();
                let ports = *found.ports.entry(text).or_insert(next);
                map.rows.push(Row { network, from, to, ports });
                found.merge(view, connection.from, connection.to, connection.ports);
                Ok(())
            })?;
        }
        map.ports = vec![String::new(); found.ports.len()];
        for (text, at) in found.ports {
            if let Some(slot) = map.ports.get_mut(at) {
                *slot = text;
            }
        }
        map.place(view, &found.ends, found.pairs);
        Ok(map)
    }

    /// Sorts ends into groups, and sets their marks.
    fn place(&mut self, view: &View<'_, '_>, ends: &[End], pairs: BTreeMap<(String, String), Pair>) {
        let marks = marks(view);
        let mut groups: BTreeMap<String, usize> = ends.iter().map(|end| (group(view, *end), 0)).collect();
        for (at, (name, place)) in groups.iter_mut().enumerate() {
            *place = at;
            let name = if name.is_empty() { "Outside the cluster".to_owned() } else { name.clone() };
            self.groups.push(Group { name, nodes: Vec::new() });
        }
        for (at, end) in ends.iter().enumerate() {
            let group = groups.get(&group(view, *end)).copied().unwrap_or_default();
            let name = match end {
                End::Workload(id) => view.engine.workload(*id).map(|w| format!("{}[{}]", w.name, w.kind)),
                End::External(_) | End::Entry(_) => None,
            };
            let name = name.unwrap_or_else(|| view.engine.label(*end, 0));
            let marks = marks.get(end).cloned().unwrap_or_default();
            self.nodes.push(Node { end: *end, group, name, marks });
            if let Some(group) = self.groups.get_mut(group) {
                group.nodes.push(at);
            }
        }
        let nodes = &self.nodes;
        for group in &mut self.groups {
            group.nodes.sort_by_key(|at| nodes.get(*at).map(|n| (&n.name, n.end)));
        }
        let place = |name: &String| groups.get(name).copied().unwrap_or_default();
        self.pairs = pairs.into_iter().map(|((from, to), pair)| ((place(&from), place(&to)), pair)).collect();
    }

    /// The members of a group that have the mark.
    pub(super) fn count(&self, group: &Group, mark: Mark) -> usize {
        self.members(group).filter(|(_, node)| node.marks.contains(&mark)).count()
    }

    pub(super) fn members<'m>(&'m self, group: &'m Group) -> impl Iterator<Item = (usize, &'m Node)> {
        group.nodes.iter().filter_map(|at| Some((*at, self.nodes.get(*at)?)))
    }
}

#[derive(Default)]
struct Found {
    at: HashMap<End, usize>,
    ends: Vec<End>,
    ports: HashMap<String, usize>,
    pairs: BTreeMap<(String, String), Pair>,
}

impl Found {
    /// Workloads that were asked for, connected or not.
    fn workloads(&mut self, view: &View<'_, '_>) {
        for workload in view.engine.workloads() {
            let Some(id) = view.engine.find(workload.namespace, workload.name, workload.kind) else {
                continue;
            };
            let end = End::Workload(id);
            if view.namespaces.is_empty() || view.wants(end) {
                self.node(end);
            }
        }
    }

    fn node(&mut self, end: End) -> usize {
        *self.at.entry(end).or_insert_with(|| {
            self.ends.push(end);
            self.ends.len() - 1
        })
    }

    fn merge(&mut self, view: &View<'_, '_>, from: End, to: End, ports: &PortSet) {
        let key = (group(view, from), group(view, to));
        let pair = self.pairs.entry(key).or_insert_with(|| Pair { connections: 0, ports: PortSet::none() });
        pair.connections += 1;
        if !pair.ports.is_all() {
            pair.ports = pair.ports.union(ports);
        }
    }
}

/// The namespace; empty, and so first, for what is outside.
fn group(view: &View<'_, '_>, end: End) -> String {
    match end {
        End::Workload(id) => view.engine.workload(id).map(|w| w.namespace.to_owned()).unwrap_or_default(),
        End::External(_) | End::Entry(_) => String::new(),
    }
}

#[derive(Clone, Copy, Default)]
struct Seen {
    reached: bool,
    reaches: bool,
    open: bool,
    published: bool,
    out: bool,
}

/// Judged on every connection, also on those that are not shown.
fn marks(view: &View<'_, '_>) -> HashMap<End, Vec<Mark>> {
    let private: Vec<IpRange> = PRIVATE.into_iter().filter_map(IpRange::parse_cidr).collect();
    let public = |end| matches!(end, End::External(range) if !private.iter().any(|p| p.contains(&range)));
    let mut seen: HashMap<End, Seen> = HashMap::new();
    for network in 0..view.engine.networks().len() {
        view.engine.connections(network, &mut |connection, _, _| {
            let to = seen.entry(connection.to).or_default();
            to.reached = true;
            to.open |= public(connection.from);
            to.published |= matches!(connection.from, End::Entry(_));
            let from = seen.entry(connection.from).or_default();
            from.reaches = true;
            from.out |= public(connection.to);
        });
    }
    let ids = (0..view.engine.workloads().len()).filter_map(|at| Some(WorkloadId(u32::try_from(at).ok()?)));
    ids.map(|id| {
        let seen = seen.get(&End::Workload(id)).copied().unwrap_or_default();
        let bare = |direction| view.engine.is_unprotected(id, direction);
        let marks = [
            (Mark::Open, seen.open),
            (Mark::Published, seen.published),
            (Mark::Out, seen.out),
            (Mark::Isolated, !seen.reached && !seen.reaches),
            (Mark::Unreached, !seen.reached && seen.reaches),
            (Mark::Silent, seen.reached && !seen.reaches),
            (Mark::NoIngressPolicy, bare(Direction::Ingress)),
            (Mark::NoEgressPolicy, bare(Direction::Egress)),
        ];
        let marks = marks.into_iter().filter(|(_, holds)| *holds).map(|(mark, _)| mark).collect();
        (End::Workload(id), marks)
    })
    .collect()
}

/// `1 connection`, `2 connections`.
pub(super) fn counted(count: usize, what: &str) -> String {
    if count == 1 { format!("1 {what}") } else { format!("{count} {what}s") }
}

/// Text from outside, safe in an element and in a quoted attribute. What would not show, or would turn the text
/// around it, is shown as its number.
pub(super) struct Text<'t>(pub(super) &'t str);

impl fmt::Display for Text<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for c in self.0.chars() {
            match c {
                '&' => f.write_str("&amp;")?,
                '<' => f.write_str("&lt;")?,
                '>' => f.write_str("&gt;")?,
                '"' => f.write_str("&quot;")?,
                '\'' => f.write_str("&#39;")?,
                c if is_hidden(c) => write!(f, "\\u{{{:x}}}", u32::from(c))?,
                c => fmt::Write::write_char(f, c)?,
            }
        }
        Ok(())
    }
}

/// Controls, marks that turn the direction of text, characters without width, and what XML cannot hold.
fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}')
        || matches!(c, '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{ffff}' | '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use super::Text;

    fn check(text: &str, expected: &str) {
        assert_eq!(Text(text).to_string(), expected);
    }

    #[test]
    fn text_is_harmless() {
        check("web-1", "web-1");
        check("</script><b>", "&lt;/script&gt;&lt;b&gt;");
        check("a\"b'c&d", "a&quot;b&#39;c&amp;d");
        check("a\u{202e}b\u{2066}c\nd\0", "a\\u{202e}b\\u{2066}c\\u{a}d\\u{0}");
    }
}
