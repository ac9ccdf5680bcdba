//! One parsed YAML document, told to the sink: scalars resolved, aliases and merges expanded within a budget.

use std::borrow::Cow;

use super::marks::Pos;
use super::scalar::{self, ScalarTag, Value};
use super::sink::Sink;
use super::text;
use super::yaml::{Content, Node};

pub(super) struct Emitter<'e, 't, 's> {
    nodes: &'e [Node<'t>],
    /// What aliases of this input may still add, in bytes.
    budget: &'e mut usize,
    sink: &'e mut Sink<'s>,
    /// How many aliases are being expanded, one inside the other.
    expanding: usize,
}

impl<'e, 't, 's> Emitter<'e, 't, 's> {
    pub(super) fn new(nodes: &'e [Node<'t>], budget: &'e mut usize, sink: &'e mut Sink<'s>) -> Self {
        Self { nodes, budget, sink, expanding: 0 }
    }

    /// Tells the whole document.
    pub(super) fn document(mut self) {
        self.value(0, None, 0);
    }

    /// Tells node `at`. `pos` replaces the node's own position where an alias stands for it.
    fn value(&mut self, at: usize, pos: Option<Pos>, depth: usize) {
        let nodes = self.nodes;
        let Some(node) = nodes.get(at) else { return };
        let pos = pos.unwrap_or(node.pos);
        if self.sink.is_failing() || !self.may_add(node, pos, depth) {
            return self.sink.no_value(pos);
        }
        match &node.content {
            Content::Scalar(text, tag) => self.scalar(text, *tag, pos),
            Content::Alias(target) => self.alias(at, *target, pos, depth),
            Content::Sequence if self.sink.refuses_array(pos) => {}
            Content::Sequence => {
                self.sink.begin_array(pos);
                let mut item = at + 1;
                while item < node.end {
                    self.value(item, None, depth + 1);
                    item = self.after(item);
                }
                self.sink.end_array();
            }
            Content::Mapping => {
                self.sink.begin_object(pos);
                self.members(at, node.end, false, depth);
                self.sink.end_object();
            }
        }
    }

    /// Charges what an expansion adds, and bounds depth, which aliases can raise above the document's own.
    fn may_add(&mut self, node: &Node<'_>, pos: Pos, depth: usize) -> bool {
        if depth > self.sink.limits.depth {
            let why = format!("nested deeper than {} levels through aliases", self.sink.limits.depth);
            self.sink.fail(pos, &why);
            return false;
        }
        if self.expanding == 0 {
            return true;
        }
        let cost = match &node.content {
            Content::Scalar(text, _) => text.len() + 1,
            Content::Sequence | Content::Mapping | Content::Alias(_) => 2,
        };
        match self.budget.checked_sub(cost) {
            Some(left) => *self.budget = left,
            None => {
                *self.budget = 0;
                self.sink.fail(pos, "aliases expand to more than the limit for this input: a YAML bomb?");
                return false;
            }
        }
        true
    }

    fn alias(&mut self, at: usize, target: usize, pos: Pos, depth: usize) {
        if self.is_inside(at, target) {
            return self.refuse(pos, "an anchor's value contains itself");
        }
        self.expanding += 1;
        self.value(target, Some(pos), depth);
        self.expanding -= 1;
    }

    /// Whether the alias `at` stands inside the node it means.
    fn is_inside(&self, at: usize, target: usize) -> bool {
        self.nodes.get(target).is_none_or(|node| (target..node.end).contains(&at))
    }

    fn members(&mut self, at: usize, end: usize, merged: bool, depth: usize) {
        let mut key = at + 1;
        while key < end {
            let value = self.after(key);
            self.member(key, value, merged, depth);
            key = self.after(value);
        }
    }

    fn member(&mut self, key: usize, value: usize, merged: bool, depth: usize) {
        let Some(node) = self.nodes.get(key) else { return };
        let pos = node.pos;
        if !self.may_add(node, pos, depth) {
            return;
        }
        if matches!(&node.content, Content::Scalar(text, ScalarTag::Implicit) if text == "<<") {
            return self.merge(value, depth + 1);
        }
        let Some(name) = self.key_text(key) else { return };
        let was = self.sink.set_merging(merged);
        let start = self.sink.begin_text();
        self.sink.escaped_text(&name);
        let wanted = self.sink.end_key(start, pos);
        self.sink.set_merging(was);
        if wanted {
            self.value(value, None, depth + 1);
        }
    }

    fn key_text(&mut self, key: usize) -> Option<Cow<'e, str>> {
        let nodes = self.nodes;
        let node = nodes.get(key)?;
        let target = match node.content {
            Content::Alias(target) => nodes.get(target)?,
            _ => node,
        };
        let name = match &target.content {
            Content::Scalar(text, tag) => scalar::resolve(text, *tag).map(scalar::key),
            _ => Ok(None),
        };
        match name {
            Ok(Some(name)) => return Some(name),
            Ok(None) => self.sink.fail(node.pos, "a key is neither text, number nor boolean"),
            Err(why) => self.sink.fail(node.pos, &why),
        }
        None
    }

    /// `<<`: the members of other mappings, told in place. Later members win, as in the Go library (`decode.go`, `merge`).
    fn merge(&mut self, value: usize, depth: usize) {
        let nodes = self.nodes;
        let Some(node) = nodes.get(value) else { return };
        if !self.may_add(node, node.pos, depth) || self.sink.is_failing() {
            return;
        }
        match node.content {
            Content::Mapping => self.members(value, node.end, true, depth),
            Content::Alias(target) => self.merge_alias(value, target, depth),
            Content::Sequence => {
                let mut items = Vec::new();
                let mut item = value + 1;
                while item < node.end {
                    items.push(item);
                    item = self.after(item);
                }
                // The first of several wins, so it is told last.
                for item in items.into_iter().rev() {
                    match nodes.get(item).map(|node| &node.content) {
                        Some(Content::Mapping | Content::Alias(_)) => self.merge(item, depth + 1),
                        _ => self.bad_merge(node.pos),
                    }
                }
            }
            Content::Scalar(..) => self.bad_merge(node.pos),
        }
    }

    fn merge_alias(&mut self, at: usize, target: usize, depth: usize) {
        let nodes = self.nodes;
        match nodes.get(target) {
            Some(node) if matches!(node.content, Content::Mapping) && !self.is_inside(at, target) => {
                self.expanding += 1;
                self.members(target, node.end, true, depth);
                self.expanding -= 1;
            }
            _ => self.bad_merge(nodes.get(at).map_or(Pos::default(), |node| node.pos)),
        }
    }

    fn bad_merge(&mut self, pos: Pos) {
        self.sink.fail(pos, "<< needs a mapping, or a list of mappings, that does not contain it");
    }

    fn scalar(&mut self, text: &str, tag: ScalarTag, pos: Pos) {
        match scalar::resolve(text, tag) {
            Ok(Value::Text(text)) => {
                let start = self.sink.begin_text();
                self.sink.escaped_text(&text);
                self.sink.end_string(start, pos);
            }
            Ok(Value::Null) => self.sink.scalar(b"null", pos),
            Ok(Value::Bool(true)) => self.sink.scalar(b"true", pos),
            Ok(Value::Bool(false)) => self.sink.scalar(b"false", pos),
            Ok(Value::Int(digits)) => self.sink.scalar(digits.as_bytes(), pos),
            Ok(Value::Float(number)) => match scalar::float_json(number) {
                Some(json) => self.sink.scalar(json.as_bytes(), pos),
                None => self.refuse(pos, &format!("{} is no number JSON can hold", text::shorten(text))),
            },
            Err(why) => self.refuse(pos, &why),
        }
    }

    fn refuse(&mut self, pos: Pos, why: &str) {
        self.sink.fail(pos, why);
        self.sink.no_value(pos);
    }

    /// The node after `at` and all it holds.
    fn after(&self, at: usize) -> usize {
        self.nodes.get(at).map_or(self.nodes.len(), |node| node.end.max(at + 1))
    }
}
