//! The last step before an object leaves: secret values go, repeated members go, inherited type fields come.

use std::ops::Range;

use super::Marks;
use super::conceal;
use super::marks::{MarkBuffer, Pos};
use super::object::{Member, Partial, Spot};
use super::place::Place;
use super::repeats;
use super::text;
use crate::walk::{Entries, Entry};

/// Type fields an item inherits from its list.
pub(super) struct Added<'a> {
    pub(super) api_version: Option<&'a [u8]>,
    pub(super) kind: Option<&'a [u8]>,
    pub(super) pos: Pos,
}

/// A piece of output replaced by other JSON.
struct Edit {
    span: Range<usize>,
    with: Vec<u8>,
    /// Marks of the nodes that disappear, counted in the whole output.
    cut: Range<usize>,
}

/// The object's JSON and positions as they may be kept. `out` and `marks` are the sink's whole output.
pub(super) fn finish(
    out: &[u8],
    marks: &MarkBuffer,
    object: &Partial,
    kind: &[u8],
    added: &Added<'_>,
) -> (Vec<u8>, Marks) {
    let edits = edits(out, object, kind);
    let mut json = apply(out, object, &edits);
    let more = append(&mut json, added);
    let cut: Vec<_> = edits
        .iter()
        .filter(|edit| !edit.cut.is_empty())
        .map(|edit| edit.cut.start - object.marks.start..edit.cut.end - object.marks.start)
        .collect();
    let kept = marks.copy(object.marks.clone(), more, added.pos).without(&cut);
    if object.repeated { repeats::removed(&json, kept) } else { (json, kept) }
}

fn apply(out: &[u8], object: &Partial, edits: &[Edit]) -> Vec<u8> {
    let mut json = Vec::with_capacity(object.span.len());
    let mut from = object.span.start;
    for edit in edits {
        json.extend_from_slice(out.get(from..edit.span.start).unwrap_or_default());
        json.extend_from_slice(&edit.with);
        from = edit.span.end;
    }
    json.extend_from_slice(out.get(from..object.span.end).unwrap_or_default());
    json
}

/// Adds the inherited fields as last members, and tells how many.
fn append(json: &mut Vec<u8>, added: &Added<'_>) -> usize {
    let fields = [(&b"\"apiVersion\":\""[..], added.api_version), (&b"\"kind\":\""[..], added.kind)];
    let mut count = 0;
    for (name, value) in fields {
        let Some(value) = value else { continue };
        json.pop();
        if json.last() != Some(&b'{') {
            json.push(b',');
        }
        json.extend_from_slice(name);
        json.extend_from_slice(value);
        json.extend_from_slice(b"\"}");
        count += 1;
    }
    count
}

fn edits(out: &[u8], object: &Partial, kind: &[u8]) -> Vec<Edit> {
    let mut edits = Vec::new();
    if object.secret || kind == b"Secret" {
        object.members.iter().for_each(|member| empty_secret(out, member, &mut edits));
        return edits;
    }
    if kind == b"ConfigMap" {
        let data = object.members.iter().filter(|member| out.get(member.key.clone()) == Some(b"data"));
        data.for_each(|member| conceal_data(out, member, &mut edits));
    }
    for spot in &object.spots {
        match spot.place {
            Place::Env => conceal_env(out, spot, &mut edits),
            _ => conceal_args(out, spot, &mut edits),
        }
    }
    edits.sort_by_key(|edit| edit.span.start);
    edits
}

/// Keeps what identifies a Secret and the keys of its data; every other value becomes the empty string.
fn empty_secret(out: &[u8], member: &Member, edits: &mut Vec<Edit>) {
    match out.get(member.key.clone()) {
        Some(b"apiVersion" | b"kind" | b"metadata" | b"type" | b"immutable") => {}
        Some(b"data" | b"stringData") => match Entries::new(out, member.value.start) {
            Some(entries) if !entries.is_array() => {
                edits.extend(entries.map(|entry| emptied(&entry, member.mark)));
            }
            _ => edits.push(emptied(&whole(out, member), member.mark)),
        },
        _ => edits.push(emptied(&whole(out, member), member.mark)),
    }
}

fn whole(out: &[u8], member: &Member) -> Entry {
    let nodes = crate::walk::value_end(out, member.value.start).map_or(1, |(_, nodes)| nodes);
    Entry { key: member.key.clone(), value: member.value.clone(), node: 0, nodes }
}

fn emptied(entry: &Entry, mark: usize) -> Edit {
    let first = mark + entry.node;
    Edit { span: entry.value.clone(), with: b"\"\"".to_vec(), cut: first + 1..first + entry.nodes }
}

fn conceal_data(out: &[u8], member: &Member, edits: &mut Vec<Edit>) {
    for entry in Entries::new(out, member.value.start).into_iter().flatten() {
        let (Some(key), Some(value)) = (decoded(out, &entry.key), string_at(out, &entry.value)) else {
            continue;
        };
        if let Some(safe) = conceal::text(&key, &value) {
            edits.push(replaced(&entry.value, &safe));
        }
    }
}

fn conceal_env(out: &[u8], spot: &Spot, edits: &mut Vec<Edit>) {
    for item in Entries::new(out, spot.span.start).into_iter().flatten() {
        let member = |name: &[u8]| {
            let mut entries = Entries::new(out, item.value.start)?.filter(|entry| !entry.key.is_empty());
            entries.find(|entry| out.get(entry.key.clone()) == Some(name))
        };
        let (Some(name), Some(value)) = (member(b"name"), member(b"value")) else { continue };
        let (Some(name), Some(text)) = (scalar_at(out, &name.value), scalar_at(out, &value.value)) else {
            continue;
        };
        if let Some(safe) = conceal::text(&name, &text) {
            edits.push(replaced(&value.value, &safe));
        }
    }
}

fn conceal_args(out: &[u8], spot: &Spot, edits: &mut Vec<Edit>) {
    let items: Vec<Entry> = Entries::new(out, spot.span.start).into_iter().flatten().collect();
    let words: Vec<String> =
        items.iter().map(|item| scalar_at(out, &item.value).unwrap_or_default()).collect();
    for (at, safe) in conceal::command_line(&words) {
        if let Some(item) = items.get(at) {
            edits.push(replaced(&item.value, &safe));
        }
    }
}

fn replaced(span: &Range<usize>, safe: &str) -> Edit {
    let mut with = vec![b'"'];
    text::escape(safe, &mut with);
    with.push(b'"');
    Edit { span: span.clone(), with, cut: 0..0 }
}

fn decoded(out: &[u8], span: &Range<usize>) -> Option<String> {
    text::unescape(std::str::from_utf8(out.get(span.clone())?).ok()?).ok()
}

fn string_at(out: &[u8], span: &Range<usize>) -> Option<String> {
    (out.get(span.start) == Some(&b'"'))
        .then(|| decoded(out, &(span.start + 1..span.end.saturating_sub(1))))?
}

/// The text of a string, or a number as written: unquoted digits are a frequent slip in manifests.
fn scalar_at(out: &[u8], span: &Range<usize>) -> Option<String> {
    match out.get(span.start)? {
        b'{' | b'[' => None,
        b'"' => string_at(out, span),
        _ => decoded(out, span),
    }
}
