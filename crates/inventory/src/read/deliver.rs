//! What becomes of an object that is read to its end: handed out, kept for its list, or put aside.

use super::Document;
use super::marks::Pos;
use super::object::{Partial, is_list_kind};
use super::place::Place;
use super::redact;
use super::sink::Sink;

impl Sink<'_> {
    pub(super) fn end_root(&mut self) {
        let Some(mut object) = self.objects.pop() else { return };
        self.failing = self.objects.last().is_some_and(|outer| outer.failed);
        object.span.end = self.out.len();
        object.marks.end = self.marks.len();
        if object.failed {
            return self.discard(&object);
        }
        let is_list_kind = object.kind.clone().is_some_and(|kind| is_list_kind(self.out.get(kind)));
        if object.is_list && (is_list_kind || object.delivered) {
            self.end_list(object);
        } else if object.kind.is_some() && object.api_version.is_some() {
            object.adopt_pending();
            self.deliver(&object, None);
        } else {
            self.end_nameless(object);
        }
    }

    /// A list's items are out already, but for those that waited for its kind.
    fn end_list(&mut self, mut list: Partial) {
        let types = self.item_types(&list);
        for item in std::mem::take(&mut list.pending) {
            self.deliver_item(&item, types.as_ref());
        }
        self.mark_delivery();
        self.discard(&list);
    }

    /// An object without `kind` or `apiVersion`: an item that inherits them, or no Kubernetes object at all.
    fn end_nameless(&mut self, object: Partial) {
        let Some(list) = self.objects.last() else {
            self.nameless_document(&object);
            return self.discard(&object);
        };
        if list.kind.is_none() {
            if let Some(list) = self.objects.last_mut() {
                list.pending.push(object);
            }
            return;
        }
        let types = self.item_types(list);
        self.deliver_item(&object, types.as_ref());
    }

    fn nameless_document(&mut self, object: &Partial) {
        let missing = match (&object.kind, &object.api_version) {
            (Some(_), _) => "no apiVersion",
            (None, Some(_)) => "no kind",
            (None, None) => "neither apiVersion nor kind",
        };
        let claims = object.has_metadata && (object.kind.is_some() || object.api_version.is_some());
        if claims {
            let why = format!("{missing}: expected both apiVersion and kind");
            self.gap(object.pos.line, &why, "the object there was not judged");
        } else {
            self.notes.skip(object.pos.line, missing);
        }
    }

    /// `apiVersion` and `kind` of a list's items, when the list's kind tells: `PodList` holds Pods, `List` anything.
    fn item_types(&self, list: &Partial) -> Option<(Vec<u8>, Vec<u8>)> {
        let kind = self.out.get(list.kind.clone()?)?.strip_suffix(b"List")?;
        let version = self.out.get(list.api_version.clone()?)?;
        (!kind.is_empty()).then(|| (version.to_vec(), kind.to_vec()))
    }

    fn deliver_item(&mut self, item: &Partial, types: Option<&(Vec<u8>, Vec<u8>)>) {
        if types.is_some() {
            return self.deliver(item, types);
        }
        let why = "an item of the list has no apiVersion or kind, and the list's kind does not tell";
        self.gap(item.pos.line, why, "the item was not judged");
        self.discard(item);
    }

    /// Hands an object out, `types` filled in where it has none of its own, and frees its output.
    fn deliver(&mut self, object: &Partial, types: Option<&(Vec<u8>, Vec<u8>)>) {
        if self.is_full() {
            return self.discard(object);
        }
        let version = types.filter(|_| object.api_version.is_none()).map(|(version, _)| version.as_slice());
        let kind = types.filter(|_| object.kind.is_none()).map(|(_, kind)| kind.as_slice());
        let named = object.kind.clone().and_then(|kind| self.out.get(kind)).map(<[u8]>::to_vec);
        let own_kind = named.as_deref().or(kind).unwrap_or_default();
        let added = redact::Added { api_version: version, kind, pos: object.pos };
        let (json, marks) = redact::finish(&self.out, &self.marks, object, own_kind, &added);
        (self.on)(Document { json, line: object.pos.line, marks });
        self.notes.stats.objects += 1;
        self.mark_delivery();
        self.discard(object);
        if self.is_full() {
            let why =
                format!("more than {} objects in one input: the rest was not read", self.limits.objects);
            self.gap(object.pos.line, &why, "the objects after this line were not judged");
        }
    }

    fn mark_delivery(&mut self) {
        if let Some(list) = self.objects.last_mut() {
            list.delivered = true;
        }
    }

    /// Frees the output of an object, when it is the last thing written.
    fn discard(&mut self, object: &Partial) {
        if object.span.end == self.out.len() {
            self.out.truncate(object.before);
            self.marks.truncate(object.marks.start);
        }
    }

    /// Whether an array may not stand here: items of a list are objects. Says so in a gap.
    pub(super) fn refuses_array(&mut self, pos: Pos) -> bool {
        let refused = self.value_place() == Place::Root && !self.frames.is_empty();
        if refused {
            self.no_object(pos, "an array");
        }
        refused
    }

    /// Notes a value that stands where an object is expected.
    pub(super) fn no_object(&mut self, pos: Pos, found: &str) {
        if self.frames.is_empty() {
            self.notes.skip(pos.line, &format!("{found}, not an object"));
        } else {
            let why = format!("an item of the list is {found}, expected an object");
            self.gap(pos.line, &why, "the item was not judged");
        }
    }
}
