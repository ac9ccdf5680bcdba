//! What the person asked to look at: addresses, ranges, names and URLs, without what they excluded.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use thiserror::Error;

/// The most addresses one run may look at: a /12, or the whole of 10.0.0.0/8 in sixteen runs.
pub const MOST_ADDRESSES: u128 = 1 << 20;

/// A run of addresses, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Range {
    pub first: IpAddr,
    pub last: IpAddr,
}

/// One target as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// Addresses; with a port when only that one is meant.
    Range(Range, Option<u16>),
    /// A name that must be resolved first.
    Name(String, Option<u16>),
    /// The networks of one of this machine's interfaces.
    Interface(String),
    /// `!RANGE`: leave these out.
    Exclude(Range),
}

/// Why a target cannot be looked at.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum TargetError {
    #[error(
        "target {0:?} is neither an address, a range (10.0.0.0/24, 10.0.0.1-10.0.0.9), a host name nor a URL"
    )]
    Unreadable(String),
    #[error("target {text:?}: prefix /{prefix} is longer than the address: expected 0 to {most}")]
    Prefix { text: String, prefix: String, most: u8 },
    #[error("target {text:?} holds {count} addresses, and a run looks at {MOST_ADDRESSES} at most: split it")]
    TooMany { text: String, count: String },
    #[error("target {0:?}: the port is not a number from 1 to 65535")]
    Port(String),
    #[error("target {0:?}: the first address is after the last, or of another family")]
    Order(String),
}

fn number(address: IpAddr) -> u128 {
    match address {
        IpAddr::V4(a) => u128::from(u32::from(a)),
        IpAddr::V6(a) => u128::from(a),
    }
}

fn address(number: u128, like: IpAddr) -> IpAddr {
    match like {
        IpAddr::V4(_) => IpAddr::V4(Ipv4Addr::from(u32::try_from(number).unwrap_or(u32::MAX))),
        IpAddr::V6(_) => IpAddr::V6(Ipv6Addr::from(number)),
    }
}

impl Range {
    pub fn one(at: IpAddr) -> Self {
        Self { first: at, last: at }
    }

    /// How many addresses; the largest number for the whole of IPv6.
    pub fn count(&self) -> u128 {
        number(self.last).saturating_sub(number(self.first)).saturating_add(1)
    }

    pub fn contains(&self, at: IpAddr) -> bool {
        at.is_ipv4() == self.first.is_ipv4() && (number(self.first)..=number(self.last)).contains(&number(at))
    }

    /// The address at a place in the range.
    pub fn nth(&self, at: u128) -> IpAddr {
        address(number(self.first).saturating_add(at).min(number(self.last)), self.first)
    }

    /// Reads `10.0.0.1`, `10.0.0.0/24`, `10.0.0.1-10.0.0.9`, `10.0.0.1-9` or an IPv6 form of the first three.
    pub fn parse(text: &str) -> Result<Self, TargetError> {
        let unreadable = || TargetError::Unreadable(text.to_owned());
        if let Some((base, prefix)) = text.split_once('/') {
            return Self::network(text, base.parse().map_err(|_| unreadable())?, prefix);
        }
        if let Some((first, last)) = text.split_once('-') {
            let first: IpAddr = first.parse().map_err(|_| unreadable())?;
            let last = match (last.parse::<u8>(), first) {
                (Ok(byte), IpAddr::V4(v4)) => {
                    let [a, b, c, _] = v4.octets();
                    IpAddr::from([a, b, c, byte])
                }
                _ => last.parse().map_err(|_| unreadable())?,
            };
            if first.is_ipv4() != last.is_ipv4() || number(first) > number(last) {
                return Err(TargetError::Order(text.to_owned()));
            }
            return Ok(Self { first, last });
        }
        text.trim_matches(['[', ']']).parse().map(Self::one).map_err(|_| unreadable())
    }

    fn network(text: &str, base: IpAddr, prefix: &str) -> Result<Self, TargetError> {
        let most = if base.is_ipv4() { 32 } else { 128 };
        let wrong = || TargetError::Prefix { text: text.to_owned(), prefix: prefix.to_owned(), most };
        let bits: u8 = prefix.parse().map_err(|_| wrong())?;
        let host_bits = most.checked_sub(bits).ok_or_else(wrong)?;
        let span = 1u128.checked_shl(u32::from(host_bits)).map_or(u128::MAX, |n| n - 1);
        let first = number(base) & !span;
        Ok(Self { first: address(first, base), last: address(first | span, base) })
    }
}

impl Target {
    /// Reads one target: an address, a range, a name or a URL, with or without a port; `!` in front excludes.
    pub fn parse(text: &str) -> Result<Self, TargetError> {
        let text = text.trim();
        let unreadable = || TargetError::Unreadable(text.to_owned());
        if let Some(rest) = text.strip_prefix('!') {
            return Ok(Self::Exclude(Range::parse(rest)?));
        }
        if let Some(name) = text.strip_prefix("iface:") {
            return Ok(Self::Interface(name.to_owned()));
        }
        if let Some((scheme, rest)) = text.split_once("://") {
            let port = match scheme {
                "http" => 80,
                "https" => 443,
                _ => return Err(unreadable()),
            };
            let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
            return Self::host(text, host, Some(port));
        }
        match Range::parse(text) {
            Ok(range) if range.count() > MOST_ADDRESSES => {
                let count = range.count();
                let count = if count == u128::MAX { "2^128".to_owned() } else { count.to_string() };
                Err(TargetError::TooMany { text: text.to_owned(), count })
            }
            Ok(range) => Ok(Self::Range(range, None)),
            Err(error @ (TargetError::Prefix { .. } | TargetError::Order(_))) => Err(error),
            Err(_) => Self::host(text, text, None),
        }
    }

    /// Reads `host`, `host:port` or `[v6]:port`.
    fn host(text: &str, host: &str, default: Option<u16>) -> Result<Self, TargetError> {
        let bracketed = host.strip_prefix('[').and_then(|rest| rest.split_once(']'));
        let (name, port) = match bracketed {
            Some((v6, "")) => (v6, None),
            Some((v6, rest)) => (v6, rest.strip_prefix(':')),
            None if host.matches(':').count() == 1 => {
                host.split_once(':').map_or((host, None), |(name, port)| (name, Some(port)))
            }
            None => (host, None),
        };
        let port = match port {
            Some(port) => {
                let port = port.parse().ok().filter(|port| *port > 0);
                Some(port.ok_or_else(|| TargetError::Port(text.to_owned()))?)
            }
            None => default,
        };
        if let Ok(address) = name.parse() {
            return Ok(Self::Range(Range::one(address), port));
        }
        if is_name(name) {
            Ok(Self::Name(name.to_ascii_lowercase(), port))
        } else {
            Err(TargetError::Unreadable(text.to_owned()))
        }
    }
}

/// A DNS name by RFC 1123: letters, digits, hyphens; the last label is no number, so a mistyped address is told.
fn is_name(name: &str) -> bool {
    let label = |label: &str| {
        (1..=63).contains(&label.len())
            && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    let name = name.strip_suffix('.').unwrap_or(name);
    let last_is_number = name.rsplit('.').next().is_none_or(|last| last.bytes().all(|b| b.is_ascii_digit()));
    name.len() <= 253 && name.split('.').all(label) && !last_is_number
}

/// True for addresses that belong to whoever runs this: loopback, private, link-local, shared (RFC 6598) and
/// unique local ones. All others need an authorisation in words.
pub fn is_private(at: IpAddr) -> bool {
    match at {
        IpAddr::V4(a) => {
            let [first, second, ..] = a.octets();
            a.is_loopback()
                || a.is_private()
                || a.is_link_local()
                || (first == 100 && (64..128).contains(&second))
        }
        IpAddr::V6(a) => match a.to_ipv4_mapped() {
            Some(v4) => is_private(IpAddr::V4(v4)),
            None => a.is_loopback() || a.is_unique_local() || a.is_unicast_link_local(),
        },
    }
}

/// Networks in which every address is private; a range is private when both ends lie in one of them.
const PRIVATE: &[&str] = &[
    "127.0.0.0/8",
    "10.0.0.0/8",
    "172.16.0.0/12",
    "192.168.0.0/16",
    "169.254.0.0/16",
    "100.64.0.0/10",
    "::1/128",
    "fc00::/7",
    "fe80::/10",
];

/// True when no address of the range needs an authorisation.
pub fn is_private_range(range: &Range) -> bool {
    let inside = |net: Range| net.contains(range.first) && net.contains(range.last);
    PRIVATE.iter().filter_map(|net| Range::parse(net).ok()).any(inside)
        || (range.count() == 1 && is_private(range.first))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let told = match Target::parse(text) {
            Ok(Target::Range(r, port)) => format!("{} {} {port:?}", r.first, r.count()),
            Ok(other) => format!("{other:?}"),
            Err(error) => error.to_string(),
        };
        assert_eq!(told, expected, "{text}");
    }

    #[test]
    fn reads_every_form() {
        check("10.1.2.3", "10.1.2.3 1 None");
        check("10.1.2.3/24", "10.1.2.0 256 None");
        check("10.1.2.3:2379", "10.1.2.3 1 Some(2379)");
        check("10.1.2.3-9", "10.1.2.3 7 None");
        check("10.1.2.3-10.1.3.2", "10.1.2.3 256 None");
        check("https://10.1.2.3/", "10.1.2.3 1 Some(443)");
        check("http://[::1]:8080/x", "::1 1 Some(8080)");
        check("[::1]:2379", "::1 1 Some(2379)");
        check("::1", "::1 1 None");
        check("fd00::/112", "fd00:: 65536 None");
        check("API.example.com:6443", r#"Name("api.example.com", Some(6443))"#);
        check("iface:eth0", r#"Interface("eth0")"#);
    }

    #[test]
    fn says_what_is_wrong() {
        check(
            "10.0.0.0/33",
            "target \"10.0.0.0/33\": prefix /33 is longer than the address: expected 0 to 32",
        );
        check(
            "10.0.0.9-10.0.0.1",
            "target \"10.0.0.9-10.0.0.1\": the first address is after the last, or of another family",
        );
        check(
            "fd00::/64",
            "target \"fd00::/64\" holds 18446744073709551616 addresses, and a run looks at 1048576 at most: split it",
        );
        check("::/0", "target \"::/0\" holds 2^128 addresses, and a run looks at 1048576 at most: split it");
        check("host:0", "target \"host:0\": the port is not a number from 1 to 65535");
        for bad in ["10.0.0.256", "10.0.0", "a b", "", "ftp://x", "-x", "10.0.0.1/x/y"] {
            assert!(Target::parse(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn knows_what_needs_an_authorisation() {
        for (text, expected) in [
            ("127.0.0.1", true),
            ("10.0.0.0/8", true),
            ("172.16.0.0/12", true),
            ("172.0.0.0/8", false),
            ("192.168.0.0/15", false),
            ("100.64.0.0/10", true),
            ("198.51.100.7", false),
            ("::ffff:10.0.0.1", true),
            ("2001:db8::1", false),
            ("fd00::/112", true),
        ] {
            assert_eq!(is_private_range(&Range::parse(text).unwrap()), expected, "{text}");
        }
    }
}
