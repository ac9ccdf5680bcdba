//! Hosts and ports in the values that applications are configured with.

use std::net::IpAddr;

/// A host that some text names, with what it says about the port.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Named<'t> {
    pub(super) host: &'t str,
    pub(super) port: Option<u16>,
    /// `https` of `https://`.
    pub(super) scheme: Option<&'t str>,
    /// The text is nothing but the host: only its variable's name tells that it is one.
    pub(super) bare: bool,
}

/// Bytes of one text that are looked at; the rest names nothing.
const MOST: usize = 256 * 1024;

/// Words in the name of a setting whose value is a host.
static HINTS: &[&str] = &[
    "addr", "backend", "broker", "database", "db", "endpoint", "host", "hosts", "peer", "proxy", "queue",
    "redis", "remote", "server", "service", "target", "upstream", "url",
];

/// Default ports of the schemes that clients of services write.
static SCHEMES: &[(&str, u16)] = &[
    ("amqp", 5672),
    ("amqps", 5671),
    ("clickhouse", 9000),
    ("couchdb", 5984),
    ("ftp", 21),
    ("grpc", 443),
    ("http", 80),
    ("https", 443),
    ("jdbc:mariadb", 3306),
    ("jdbc:mysql", 3306),
    ("jdbc:postgresql", 5432),
    ("kafka", 9092),
    ("ldap", 389),
    ("ldaps", 636),
    ("mariadb", 3306),
    ("memcached", 11_211),
    ("mongodb", 27_017),
    ("mqtt", 1883),
    ("mysql", 3306),
    ("nats", 4222),
    ("postgres", 5432),
    ("postgresql", 5432),
    ("redis", 6379),
    ("rediss", 6379),
    ("smtp", 25),
    ("smtps", 465),
    ("ssh", 22),
    ("tcp", 0),
    ("ws", 80),
    ("wss", 443),
    ("zookeeper", 2181),
];

/// The port that a scheme stands for.
pub(super) fn default_port(scheme: &str) -> Option<u16> {
    let known = SCHEMES.iter().find(|(name, _)| name.eq_ignore_ascii_case(scheme));
    known.map(|(_, port)| *port).filter(|port| *port > 0)
}

/// Every host in a value. `setting` is the name of the variable, flag or key that holds it.
pub(super) fn hosts<'t>(setting: &str, text: &'t str) -> Vec<Named<'t>> {
    let text = text.get(..text.floor_char_boundary(MOST)).unwrap_or_default();
    if text.contains('\n') {
        return lines(text);
    }
    let cut = |c: char| c.is_whitespace() || ",;|<>()[]{}\"'`=".contains(c);
    let words: Vec<&str> = text.split(cut).filter(|word| !word.is_empty()).collect();
    let alone = words.len() == 1 && hints(setting);
    words.into_iter().filter_map(|word| host(word, alone)).collect()
}

/// A file: each line on its own, `key: value` and `key = value` with the key as the setting.
fn lines(text: &str) -> Vec<Named<'_>> {
    let is_comment = |line: &str| ["#", "//", ";", "--"].iter().any(|mark| line.starts_with(mark));
    let all = text.lines().map(str::trim).filter(|line| !line.is_empty() && !is_comment(line));
    all.flat_map(|line| match line.split_once(['=', ' ']).or_else(|| line.split_once(": ")) {
        Some((key, value)) => hosts(key.trim_end_matches([':', ' ']), value.trim()),
        None => hosts("", line),
    })
    .collect()
}

fn hints(setting: &str) -> bool {
    let lower = setting.to_ascii_lowercase();
    lower.split(['_', '-', '.']).any(|part| HINTS.contains(&part))
}

fn host(word: &str, alone: bool) -> Option<Named<'_>> {
    let (scheme, rest) = match word.split_once("://") {
        Some((scheme, rest)) => (Some(scheme), rest),
        None => (None, word),
    };
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let authority = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    let (host, port) = match authority.rsplit_once(':') {
        Some((host, port)) => (host, Some(port.parse::<u16>().ok().filter(|p| *p > 0)?)),
        None => (authority, None),
    };
    let host = host.trim_end_matches('.');
    let is_path = scheme.is_none() && rest.contains('/') && port.is_none();
    (is_host(host) && !is_path).then_some(Named {
        host,
        port,
        scheme,
        bare: scheme.is_none() && port.is_none() && !alone,
    })
}

/// A DNS name, or an IPv4 address.
fn is_host(text: &str) -> bool {
    let is_label = |label: &str| {
        !label.is_empty()
            && label.len() <= 63
            && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    text.len() <= 253 && text.split('.').all(is_label)
}

/// An address that leads out of the pod.
pub(super) fn address(host: &str) -> Option<IpAddr> {
    host.parse::<IpAddr>().ok().filter(|ip| !ip.is_loopback() && !ip.is_unspecified())
}

/// A name of the public DNS: two labels or more, the last of them letters, none of them the cluster's own.
pub(super) fn is_public(host: &str) -> bool {
    let Some((_, last)) = host.rsplit_once('.') else { return false };
    let own = ["internal", "invalid", "lan", "local", "localhost", "svc", "test"];
    last.len() >= 2 && last.bytes().all(|b| b.is_ascii_alphabetic()) && !own.contains(&last)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(setting: &str, text: &str, expected: &[&str]) {
        let told = |n: &Named<'_>| {
            let port = n.port.map(|p| format!(":{p}")).unwrap_or_default();
            let scheme = n.scheme.map(|s| format!("{s}://")).unwrap_or_default();
            format!("{scheme}{}{port}{}", n.host, if n.bare { "?" } else { "" })
        };
        let found: Vec<String> = hosts(setting, text).iter().map(told).collect();
        assert_eq!(found, expected, "{setting}={text}");
    }

    #[test]
    fn hosts_are_found_in_values() {
        check("CART_URL", "http://cart:8080", &["http://cart:8080"]);
        check("CACHE", "cart-cache:6379", &["cart-cache:6379"]);
        check("DATABASE_HOST", "ledger-db.payments.svc", &["ledger-db.payments.svc"]);
        check("MODE", "fast", &["fast?"]);
        check(
            "DSN",
            "postgres://app@db.shop:5432/shop?sslmode=disable",
            &["postgres://db.shop:5432", "disable?"],
        );
        check(
            "BROKERS",
            "kafka-0.kafka:9092,kafka-1.kafka:9092",
            &["kafka-0.kafka:9092", "kafka-1.kafka:9092"],
        );
        check("", "--upstream=http://web", &["http://web"]);
        check("PATH_PREFIX", "/etc/app/conf", &[]);
        check("TIME", "12:30:00", &[]);
        check(
            "FILE",
            "# http://no\nhost: db\nurl = https://api.example.com/v1\nplain",
            &["db", "https://api.example.com", "plain?"],
        );
    }

    #[test]
    fn public_names() {
        for (host, expected) in
            [("api.example.com", true), ("db", false), ("db.shop.svc", false), ("10.0.0.1", false)]
        {
            assert_eq!(is_public(host), expected, "{host}");
        }
    }
}
