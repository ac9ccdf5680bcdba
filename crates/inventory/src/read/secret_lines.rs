use std::collections::BTreeSet;
use std::ops::RangeInclusive;

use super::credential::{REDACTED, classify};
use super::walk::Entries;
use super::{Document, Limits, read};

/// Lines (from 1) of a YAML or JSON text on which a secret's value or a credential stands: what must not be shown when
/// the text itself is. Where in doubt, a line counts.
pub fn secret_lines(text: &str) -> BTreeSet<u32> {
    let mut found = BTreeSet::new();
    let all: Vec<&str> = text.lines().collect();
    let limits = Limits { marks_bytes: text.len(), ..Limits::default() };
    let mut look = |document: Document| found.extend(of_document(&document, &all));
    read(&mut text.as_bytes(), "", &limits, &mut look, &mut Vec::new());
    for (line, number) in all.iter().zip(1..) {
        if says_credential(line) {
            found.insert(number);
        }
    }
    anchors(&all, &mut found);
    found
}

fn of_document(document: &Document, lines: &[&str]) -> Vec<u32> {
    let mut nodes = Vec::new();
    let is_secret = crate::json::at(&document.json, "/kind") == Some(b"\"Secret\"");
    secrets(&document.json, 0, 0, is_secret, &mut nodes);
    nodes.into_iter().filter_map(|node| extent(document, node, lines)).flatten().collect()
}

/// Numbers of the nodes below `node` (which starts at `offset`) whose value was taken out by the reader.
fn secrets(json: &[u8], offset: usize, node: usize, is_secret: bool, found: &mut Vec<usize>) {
    for entry in Entries::new(json, offset).into_iter().flatten() {
        let value = json.get(entry.value.clone()).unwrap_or_default();
        let key = json.get(entry.key.clone()).unwrap_or_default();
        let number = node + entry.node;
        if is_secret && !matches!(key, b"apiVersion" | b"kind" | b"metadata" | b"type" | b"immutable") {
            found.extend(number..number + entry.nodes);
        } else if value.first() != Some(&b'"') {
            secrets(json, entry.value.start, number, false, found);
        } else if memchr::memmem::find(value, REDACTED.as_bytes()).is_some() {
            found.push(number);
        }
    }
}

/// The lines of a node: from its own to the one before the next node's, or with that one when the value reaches into it.
fn extent(document: &Document, node: usize, lines: &[&str]) -> Option<RangeInclusive<u32>> {
    let (from, _) = document.marks.place(node)?;
    let Some((next, column)) = document.marks.place(node + 1) else {
        let rest = lines.iter().zip(1..).skip(from as usize);
        let end =
            rest.take_while(|(line, _)| !line.starts_with("---")).last().map_or(from, |(_, number)| number);
        return Some(from..=end);
    };
    let before =
        lines.get((next as usize).checked_sub(1)?)?.chars().take((column as usize).saturating_sub(1));
    let shares = before.into_iter().any(|c| !c.is_whitespace() && c != '-');
    Some(from..=(if shares { next } else { next.saturating_sub(1) }).max(from))
}

/// `name: value` where the two make a credential: in comments, and in what could not be read.
fn says_credential(line: &str) -> bool {
    let line = line.trim_start_matches([' ', '\t', '#', '-']);
    let pair = line.split_once(": ").or_else(|| line.split_once('='));
    pair.is_some_and(|(name, value)| {
        let value = value.trim().trim_matches(['"', '\'']);
        classify(name.trim().trim_matches(['"', '\'']), value).is_some()
    })
}

/// A value that stands elsewhere by its anchor is as secret there.
fn anchors(lines: &[&str], found: &mut BTreeSet<u32>) {
    let line = |number: &u32| lines.get((*number as usize).saturating_sub(1)).copied();
    let named: BTreeSet<&str> = found.iter().filter_map(line).flat_map(|line| names(line, '*')).collect();
    if named.is_empty() {
        return;
    }
    for (line, number) in lines.iter().zip(1..) {
        if names(line, '&').any(|name| named.contains(name)) {
            found.insert(number);
        }
    }
}

fn names(line: &str, mark: char) -> impl Iterator<Item = &str> {
    let is_end = |c: char| c.is_whitespace() || ",]}".contains(c);
    line.split(mark).skip(1).filter_map(move |rest| rest.split(is_end).next()).filter(|name| !name.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[u32]) {
        assert_eq!(secret_lines(text).into_iter().collect::<Vec<_>>(), expected, "{text}");
    }

    #[test]
    fn lines_with_credentials_are_known() {
        let pod = "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  containers:\n  - name: c\n";
        check(&format!("{pod}    image: i\n"), &[]);
        check(
            &format!(
                "{pod}    env:\n    - name: DB_PASSWORD\n      value: obviously-fake\n    - {{name: A, value: b}}\n"
            ),
            &[9],
        );
        check(&format!("{pod}    args:\n    - --password=obviously-fake\n    - -v\n"), &[8]);
        check(&format!("{pod}    # password: obviously-fake\n    image: i\n"), &[7]);
        let config = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata:\n  a: b\n";
        check(
            &format!("{config}  url: |\n    postgres://u:obviously-fake@db/x\n    and-more\n  c: d\n"),
            &[6, 7, 8],
        );
        check(&format!("x: &pw obviously-fake\n{config}  password: *pw\n"), &[1, 7]);
    }

    #[test]
    fn every_value_of_a_secret_counts() {
        let secret = "apiVersion: v1\nkind: Secret\nmetadata:\n  name: a\n";
        check(&format!("{secret}data:\n  a: eA==\n  b: eQ==\ntype: Opaque\n"), &[5, 6, 7]);
        check(&format!("{secret}stringData:\n  a: |\n    x\n    y\n---\n{secret}"), &[5, 6, 7, 8]);
        check(&format!("{secret}stringData: {{a: \"x\n  y\", b: z}}\ntype: Opaque\n"), &[5, 6]);
    }

    #[test]
    fn any_text_is_taken() {
        for text in ["", "{{", "\u{0}", "a: [", "---\n---\n", "{\"kind\":\"Secret\"", "*&*& &a *a"] {
            secret_lines(text);
        }
    }
}
