//! Sets of ports per protocol, kept as intervals.

use std::fmt::{self, Write as _};

/// The protocols a network policy can name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Protocol {
    Sctp,
    Tcp,
    Udp,
}

impl Protocol {
    pub const ALL: [Self; 3] = [Self::Sctp, Self::Tcp, Self::Udp];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Sctp => "SCTP",
            Self::Tcp => "TCP",
            Self::Udp => "UDP",
        }
    }

    /// Reads `TCP`, `UDP` or `SCTP` in any case.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|protocol| protocol.as_str().eq_ignore_ascii_case(text))
    }

    /// Protocols lie one after the other on one line of numbers, with room between them.
    fn base(self) -> u32 {
        match self {
            Self::Sctp => 0,
            Self::Tcp => STRIDE,
            Self::Udp => 2 * STRIDE,
        }
    }
}

impl fmt::Display for Protocol {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

const STRIDE: u32 = 1 << 20;
/// The highest port there is.
pub(crate) const LAST: u32 = 65_535;
/// Most port names told apart; see [`PortSet::named`].
pub(crate) const NAMES: u32 = 1 << 16;

/// Ports of every protocol: sorted intervals that neither overlap nor touch.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PortSet {
    spans: Vec<(u32, u32)>,
}

impl PortSet {
    pub fn none() -> Self {
        Self::default()
    }

    /// Ports 1 to 65535 of every protocol.
    pub fn all() -> Self {
        Self { spans: Protocol::ALL.into_iter().map(|p| (p.base() + 1, p.base() + LAST)).collect() }
    }

    /// All ports, and every port that is only known by name.
    pub(crate) fn all_and_names() -> Self {
        Self { spans: Protocol::ALL.into_iter().map(|p| (p.base() + 1, p.base() + LAST + NAMES)).collect() }
    }

    /// Ports `from..=to` of one protocol; empty when there is no such port.
    pub fn range(protocol: Protocol, from: u32, to: u32) -> Self {
        let (from, to) = (from.max(1), to.min(LAST));
        if from > to {
            return Self::none();
        }
        Self { spans: vec![(protocol.base() + from, protocol.base() + to)] }
    }

    pub fn port(protocol: Protocol, port: u32) -> Self {
        Self::range(protocol, port, port)
    }

    /// A port of a pod that does not exist yet, of which only the name is known. `name` is below [`NAMES`].
    pub(crate) fn named(protocol: Protocol, name: u32) -> Self {
        let at = protocol.base() + LAST + 1 + name.min(NAMES - 1);
        Self { spans: vec![(at, at)] }
    }

    pub fn is_empty(&self) -> bool {
        self.spans.is_empty()
    }

    pub fn is_all(&self) -> bool {
        *self == Self::all()
    }

    pub fn contains(&self, protocol: Protocol, port: u32) -> bool {
        let at = protocol.base() + port;
        (1..=LAST).contains(&port) && self.spans.iter().any(|(lo, hi)| (*lo..=*hi).contains(&at))
    }

    #[must_use]
    pub fn union(&self, other: &Self) -> Self {
        let mut all: Vec<(u32, u32)> = self.spans.iter().chain(&other.spans).copied().collect();
        all.sort_unstable();
        let mut spans: Vec<(u32, u32)> = Vec::with_capacity(all.len());
        for (lo, hi) in all {
            match spans.last_mut() {
                Some(last) if lo <= last.1.saturating_add(1) => last.1 = last.1.max(hi),
                _ => spans.push((lo, hi)),
            }
        }
        Self { spans }
    }

    #[must_use]
    pub fn intersect(&self, other: &Self) -> Self {
        let mut spans = Vec::new();
        for (a, b) in &self.spans {
            for (c, d) in &other.spans {
                let (lo, hi) = (*a.max(c), *b.min(d));
                if lo <= hi {
                    spans.push((lo, hi));
                }
            }
        }
        Self { spans }
    }

    #[must_use]
    pub fn minus(&self, other: &Self) -> Self {
        let mut spans = Vec::new();
        for &(lo, hi) in &self.spans {
            let mut from = lo;
            for &(c, d) in &other.spans {
                if d < from || c > hi {
                    continue;
                }
                if c > from {
                    spans.push((from, c - 1));
                }
                from = d + 1;
            }
            if from <= hi {
                spans.push((from, hi));
            }
        }
        Self { spans }
    }

    /// Without the ports that are only known by name.
    #[must_use]
    pub(crate) fn numbers(&self) -> Self {
        self.intersect(&Self::all())
    }

    /// The ranges of one protocol.
    pub fn ranges(&self, protocol: Protocol) -> impl Iterator<Item = (u32, u32)> + '_ {
        let base = protocol.base();
        self.spans
            .iter()
            .filter(move |(lo, _)| (base..base + STRIDE).contains(lo))
            .map(move |(lo, hi)| (lo - base, (hi - base).min(LAST)))
            .filter(|(lo, _)| *lo <= LAST)
    }

    /// The numbers below [`NAMES`] of the names held, unless all are.
    fn names(&self, protocol: Protocol) -> impl Iterator<Item = u32> + '_ {
        let first = protocol.base() + LAST + 1;
        self.spans
            .iter()
            .filter(move |(_, hi)| (first..first + NAMES).contains(hi) && *hi != first + NAMES - 1)
            .flat_map(move |(lo, hi)| (*lo.max(&first)..=*hi).map(move |at| at - first))
    }

    /// `1-79,81-65535`, empty when the protocol has no port here.
    pub fn ports_of(&self, protocol: Protocol) -> String {
        let mut text = String::new();
        for (lo, hi) in self.ranges(protocol) {
            let comma = if text.is_empty() { "" } else { "," };
            let _ = if lo == hi { write!(text, "{comma}{lo}") } else { write!(text, "{comma}{lo}-{hi}") };
        }
        text
    }

    /// As [`fmt::Display`], with ports that are only known by name.
    pub(crate) fn text(&self, name: &dyn Fn(u32) -> String) -> String {
        if self.numbers().is_all() {
            return "All Connections".to_owned();
        }
        if self.is_empty() {
            return "No Connections".to_owned();
        }
        let mut parts = Vec::new();
        for protocol in Protocol::ALL {
            let mut ports = self.ports_of(protocol);
            for number in self.names(protocol) {
                let comma = if ports.is_empty() { "" } else { "," };
                let _ = write!(ports, "{comma}{}", name(number));
            }
            if !ports.is_empty() {
                parts.push(format!("{protocol} {ports}"));
            }
        }
        parts.join(",")
    }
}

/// `All Connections`, `No Connections`, or `TCP 80,443,UDP 53`.
impl fmt::Display for PortSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text(&|_| String::from("?")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(set: &PortSet, expected: &str) {
        assert_eq!(set.to_string(), expected);
    }

    #[test]
    fn algebra_and_text() {
        let web = PortSet::port(Protocol::Tcp, 80).union(&PortSet::range(Protocol::Tcp, 81, 90));
        check(&web, "TCP 80-90");
        check(&PortSet::all(), "All Connections");
        check(&PortSet::none(), "No Connections");
        check(
            &PortSet::all().minus(&PortSet::port(Protocol::Tcp, 80)),
            "SCTP 1-65535,TCP 1-79,81-65535,UDP 1-65535",
        );
        check(&PortSet::all().minus(&PortSet::all()), "No Connections");
        check(&web.intersect(&PortSet::range(Protocol::Tcp, 85, 65_535)), "TCP 85-90");
        check(
            &web.minus(&PortSet::port(Protocol::Tcp, 80)).minus(&PortSet::port(Protocol::Tcp, 90)),
            "TCP 81-89",
        );
        check(&PortSet::range(Protocol::Udp, 10, 1), "No Connections");
        check(&PortSet::range(Protocol::Udp, 0, 99_999), "UDP 1-65535");
        check(&web.union(&PortSet::port(Protocol::Udp, 53)), "TCP 80-90,UDP 53");
        assert!(
            web.contains(Protocol::Tcp, 90)
                && !web.contains(Protocol::Udp, 90)
                && !web.contains(Protocol::Tcp, 91)
        );
    }

    #[test]
    fn names_are_ports_of_their_own() {
        let set = PortSet::named(Protocol::Tcp, 3).union(&PortSet::port(Protocol::Tcp, 8080));
        assert_eq!(set.text(&|n| format!("name-{n}")), "TCP 8080,name-3");
        assert!(PortSet::all_and_names().numbers().is_all());
        check(&set.numbers(), "TCP 8080");
        let rest = PortSet::all_and_names().minus(&PortSet::port(Protocol::Tcp, 80));
        assert_eq!(rest.text(&|n| n.to_string()), "SCTP 1-65535,TCP 1-79,81-65535,UDP 1-65535");
    }
}
