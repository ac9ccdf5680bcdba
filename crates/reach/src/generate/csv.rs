//! Observed flows as comma-separated values.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::observed::{Observed, ObservedError, Seen, keep};
use crate::ports::Protocol;

/// Names of columns, in the order: from, its namespace, to, its namespace, protocol, port.
static COLUMNS: [&[&str]; 6] = [
    &["from", "source", "src", "from_workload", "source_workload", "from_pod", "source_pod"],
    &["from_namespace", "source_namespace", "src_namespace"],
    &["to", "destination", "dst", "to_workload", "destination_workload", "to_pod", "destination_pod"],
    &["to_namespace", "destination_namespace", "dst_namespace"],
    &["protocol", "proto"],
    &["port", "to_port", "destination_port", "dst_port"],
];

pub(super) fn csv(text: &str, found: &mut BTreeSet<Observed>) -> Result<(), ObservedError> {
    let mut rows = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    let Some((_, head)) = rows.next() else { return Err(ObservedError::Nothing) };
    let head: Vec<String> = fields(head).iter().map(|f| f.trim().to_ascii_lowercase()).collect();
    let column = |names: &[&str]| head.iter().position(|h| names.contains(&h.as_str()));
    let [from, from_space, to, to_space, protocol, port] = COLUMNS.map(column);
    let (Some(from), Some(to), Some(port)) = (from, to, port) else { return Err(ObservedError::Nothing) };
    for (at, line) in rows {
        let row = fields(line);
        let cell = |column: Option<usize>| column.and_then(|c| row.get(c)).map_or("", |c| c.trim());
        let wrong = |what: String| ObservedError::Line(at + 1, what);
        let number = cell(Some(port));
        let port = number.parse().ok().filter(|p| (1..=65_535).contains(p));
        let port = port.ok_or_else(|| wrong(format!("port {number:?}: expected 1 to 65535")))?;
        let word = cell(protocol);
        let protocol =
            if word.is_empty() { Some(Protocol::Tcp) } else { Protocol::parse(&word.to_uppercase()) };
        let protocol =
            protocol.ok_or_else(|| wrong(format!("protocol {word:?}: expected TCP, UDP or SCTP")))?;
        let end = |name, space| {
            csv_end(name, space).ok_or_else(|| {
                wrong(format!(
                    "{name:?} is no workload (namespace/name), address or name outside the cluster"
                ))
            })
        };
        let from = end(cell(Some(from)), cell(from_space))?;
        let to = end(cell(Some(to)), cell(to_space))?;
        keep(found, Observed { from, to, protocol, port })?;
    }
    Ok(())
}

fn csv_end(name: &str, namespace: &str) -> Option<Seen> {
    if let Ok(address) = name.parse() {
        return Some(Seen::Address(address));
    }
    // `shop/web[Deployment]`, as `reach list` shows it, is a workload too.
    let plain = name.split('[').next().unwrap_or_default();
    match (plain.split_once('/'), namespace) {
        (Some((namespace, name)), _) if !namespace.is_empty() && !name.is_empty() => {
            Some(Seen::Pod { namespace: namespace.to_owned(), name: name.to_owned() })
        }
        (None, "") => super::host::is_public(plain).then(|| Seen::Name(plain.to_ascii_lowercase())),
        (None, namespace) if !plain.is_empty() => {
            Some(Seen::Pod { namespace: namespace.to_owned(), name: plain.to_owned() })
        }
        _ => None,
    }
}

/// Fields of one line, RFC 4180 without line ends in quotes.
fn fields(line: &str) -> Vec<Cow<'_, str>> {
    let mut found = Vec::new();
    let mut rest = line;
    loop {
        if let Some(quoted) = rest.trim_start().strip_prefix('"') {
            let mut text = String::new();
            let mut chars = quoted.char_indices().peekable();
            let mut end = quoted.len();
            while let Some((at, c)) = chars.next() {
                match c {
                    '"' if chars.peek().is_some_and(|(_, next)| *next == '"') => {
                        text.push('"');
                        chars.next();
                    }
                    '"' => {
                        end = at + 1;
                        break;
                    }
                    other => text.push(other),
                }
            }
            found.push(Cow::Owned(text));
            let after = quoted.get(end..).unwrap_or_default();
            let Some((_, next)) = after.split_once(',') else { return found };
            rest = next;
        } else {
            let Some((field, next)) = rest.split_once(',') else {
                found.push(Cow::Borrowed(rest));
                return found;
            };
            found.push(Cow::Borrowed(field));
            rest = next;
        }
    }
}
