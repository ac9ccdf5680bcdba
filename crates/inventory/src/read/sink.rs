//! The one door into the inventory: both readers hand keys and scalars to the [`Sink`], which writes minified JSON,
//! keeps positions, drops noise, takes lists apart, and lets an object out only after its secrets are gone.

use holdfast_model::Gap;
use std::ops::Range;

use super::keys::{Earlier, Key, Keys};
use super::marks::{MarkBuffer, Pos};
use super::notes::Notes;
use super::object::{Member, Partial, Spot, is_list_kind};
use super::place::{self, Place};
use super::text;
use super::{Document, Limits, ReadStats};

pub(super) struct Sink<'a> {
    pub(super) limits: &'a Limits,
    pub(super) on: &'a mut dyn FnMut(Document),
    pub(super) notes: Notes<'a>,
    pub(super) out: Vec<u8>,
    pub(super) marks: MarkBuffer,
    pub(super) frames: Vec<Frame>,
    /// The objects that are open, each an item of the one before it.
    pub(super) objects: Vec<Partial>,
    keys: Keys,
    /// The place of the next value of the innermost object, set by its key.
    next: Place,
    /// Whether the next keys come from a YAML merge, where a repeated key is meant.
    merging: bool,
    /// Whether the innermost object has failed: its rest is only skipped over.
    pub(super) failing: bool,
}

/// One open container.
pub(super) struct Frame {
    place: Place,
    array: bool,
    start: usize,
}

impl<'a> Sink<'a> {
    pub(super) fn new(
        file: &'a str,
        limits: &'a Limits,
        on: &'a mut dyn FnMut(Document),
        gaps: &'a mut Vec<Gap>,
    ) -> Self {
        Self {
            limits,
            on,
            notes: Notes::new(file, gaps),
            out: Vec::new(),
            marks: MarkBuffer::default(),
            frames: Vec::new(),
            objects: Vec::new(),
            keys: Keys::default(),
            next: Place::Root,
            merging: false,
            failing: false,
        }
    }

    /// Ends the input and says what it held.
    pub(super) fn finish(self) -> ReadStats {
        self.notes.finish()
    }

    /// Whether as many objects were read as one input may hold.
    pub(super) fn is_full(&self) -> bool {
        self.notes.stats.objects >= self.limits.objects
    }

    /// Whether the next value is to be skipped over: its object has failed already.
    pub(super) fn is_failing(&self) -> bool {
        self.failing && !matches!(self.value_place(), Place::Items | Place::Root)
    }

    /// Tells the sink how far the input has been read: positions are kept up to a limit only.
    pub(super) fn seen(&mut self, bytes: usize) {
        if bytes > self.limits.marks_bytes {
            self.marks.stop();
        }
    }

    pub(super) fn set_merging(&mut self, merging: bool) -> bool {
        std::mem::replace(&mut self.merging, merging)
    }

    /// Gives up on the innermost object: a gap is recorded once, the object's other content is skipped.
    pub(super) fn fail(&mut self, pos: Pos, why: &str) {
        if self.failing {
            return;
        }
        let effect = match self.objects.last_mut() {
            Some(object) => {
                object.failed = true;
                self.failing = true;
                "the object there was not judged"
            }
            None => "what stands there was not judged",
        };
        self.gap(pos.line, why, effect);
    }

    pub(super) fn gap(&mut self, line: u32, why: &str, effect: &str) {
        self.notes.gap(line, why, effect);
    }

    /// Forgets everything that is open: the input is broken here.
    pub(super) fn abandon(&mut self) {
        self.frames.clear();
        self.objects.clear();
        self.keys.clear();
        self.out.clear();
        self.marks.truncate(0);
        self.next = Place::Root;
        self.merging = false;
        self.failing = false;
    }

    pub(super) fn begin_object(&mut self, pos: Pos) {
        self.begin(pos, false);
    }

    pub(super) fn begin_array(&mut self, pos: Pos) {
        self.begin(pos, true);
    }

    fn begin(&mut self, pos: Pos, array: bool) {
        let mut place = self.value_place();
        let before = self.out.len();
        let mark_start = self.value_mark();
        self.comma();
        self.mark_item(pos);
        let start = self.out.len();
        match (place, array) {
            (Place::Root, false) => self.begin_root(before, start, mark_start, pos),
            (Place::Root, true) => place = Place::Items,
            (Place::Items, true) => place = self.begin_items(),
            (Place::Items, false) => place = Place::Other,
            (Place::Kind | Place::ApiVersion, _) => {
                if let Some(object) = self.objects.last_mut() {
                    object.unname(place);
                }
                place = Place::Other;
            }
            _ => {}
        }
        self.out.push(if array { b'[' } else { b'{' });
        if !array {
            self.keys.open();
        }
        self.frames.push(Frame { place, array, start });
    }

    fn begin_root(&mut self, before: usize, start: usize, mark: usize, pos: Pos) {
        self.failing = false;
        self.objects.push(Partial::new(before, start, mark, pos));
    }

    /// An array under `items` at an object's root: its elements are objects of their own, unless the kind says otherwise.
    fn begin_items(&mut self) -> Place {
        let Some(object) = self.objects.last_mut() else { return Place::Other };
        let list = object.kind.clone().is_none_or(|kind| is_list_kind(self.out.get(kind)));
        if !list {
            return Place::Other;
        }
        object.is_list = true;
        Place::Items
    }

    pub(super) fn end_array(&mut self) {
        self.out.push(b']');
        let Some(frame) = self.frames.pop() else { return };
        if matches!(frame.place, Place::Env | Place::Args)
            && let Some(object) = self.objects.last_mut()
        {
            object.spots.push(Spot { place: frame.place, span: frame.start..self.out.len() });
        }
        if self.frames.is_empty() {
            self.out.clear();
            self.marks.truncate(0);
        }
        self.end_value();
    }

    pub(super) fn end_object(&mut self) {
        self.out.push(b'}');
        let Some(frame) = self.frames.pop() else { return };
        self.keys.close();
        if frame.place == Place::Root {
            self.end_root();
        }
        self.end_value();
    }

    /// Starts a key or a string: a comma where one is due, and the opening quote. Gives the offset of its text.
    pub(super) fn begin_text(&mut self) -> usize {
        self.comma();
        self.out.push(b'"');
        self.out.len()
    }

    /// Appends text of a key or string as it stands in JSON.
    pub(super) fn text(&mut self, run: &[u8]) {
        self.out.extend_from_slice(run);
    }

    /// Appends plain text to a key or string.
    pub(super) fn escaped_text(&mut self, plain: &str) {
        text::escape(plain, &mut self.out);
    }

    /// A value that could not be told: null keeps the output well-formed until its object is thrown away.
    pub(super) fn no_value(&mut self, pos: Pos) {
        if matches!(self.value_place(), Place::Root | Place::Items) {
            return;
        }
        self.scalar(b"null", pos);
    }

    /// Brings text that holds escapes to the canonical form, and checks that it is UTF-8.
    pub(super) fn settle_text(&mut self, start: usize, escaped: bool, pos: Pos) {
        let raw = self.out.get(start..).unwrap_or_default();
        let fault = match std::str::from_utf8(raw) {
            Err(error) => Some(format!("invalid UTF-8 after byte {} of a string", error.valid_up_to())),
            Ok(inside) if escaped => match text::unescape(inside) {
                Ok(plain) => {
                    self.out.truncate(start);
                    text::escape(&plain, &mut self.out);
                    None
                }
                Err(why) => Some(why),
            },
            Ok(_) => None,
        };
        if let Some(why) = fault {
            self.out.truncate(start);
            self.fail(pos, &why);
        }
    }

    /// Ends the key begun at `start`. `false`: its value is not wanted, and the key is gone again.
    pub(super) fn end_key(&mut self, start: usize, pos: Pos) -> bool {
        let Some(place) = self.frames.last().map(|frame| frame.place) else { return false };
        let key = self.out.get(start..).unwrap_or_default();
        let target = place::member(place, key);
        if place == Place::Root
            && let Some(object) = self.objects.last_mut()
            && !object.has_keys
        {
            object.has_keys = true;
            object.pos = pos;
        }
        self.next = target.unwrap_or(Place::Other);
        if target.is_none() || (self.failing && target != Some(Place::Items)) {
            self.drop_key(start);
            return false;
        }
        let end = self.out.len();
        let key = Key { span: start..end, line: pos.line, merged: self.merging };
        if let Some(earlier) = self.keys.remember(&self.out, key) {
            self.repeated_key(start..end, &earlier, pos.line);
        }
        self.out.extend_from_slice(b"\":");
        if place == Place::Root
            && let Some(object) = self.objects.last_mut()
        {
            object.has_metadata |= target == Some(Place::Metadata);
            let value = end + 2;
            object.members.push(Member { key: start..end, value: value..value, mark: self.marks.len() });
        }
        self.marks.push(pos);
        true
    }

    /// Ends the string begun at `start`.
    pub(super) fn end_string(&mut self, start: usize, pos: Pos) {
        let span = start..self.out.len();
        self.out.push(b'"');
        let place = self.value_place();
        match (place, self.objects.last_mut()) {
            (Place::Kind, Some(object)) => {
                object.secret |= self.out.get(span.clone()) == Some(b"Secret");
                object.kind = Some(span).filter(|span| !span.is_empty());
            }
            (Place::ApiVersion, Some(object)) => {
                object.api_version = Some(span).filter(|span| !span.is_empty());
            }
            (Place::Root, _) => {
                self.drop_key(start);
                return self.no_object(pos, "a string");
            }
            _ => {}
        }
        self.mark_item(pos);
        self.end_value();
    }

    /// A number, boolean or null, as JSON.
    pub(super) fn scalar(&mut self, json: &[u8], pos: Pos) {
        match (self.value_place(), self.objects.last_mut()) {
            (Place::Root, _) if json == b"null" && self.frames.is_empty() => return,
            (Place::Root, _) => {
                return self.no_object(pos, if json == b"null" { "null" } else { "a number or boolean" });
            }
            (Place::Items, Some(object)) if json == b"null" => object.is_list = true,
            (place, Some(object)) => object.unname(place),
            _ => {}
        }
        self.comma();
        self.out.extend_from_slice(json);
        self.mark_item(pos);
        self.end_value();
    }

    pub(super) fn value_place(&self) -> Place {
        match self.frames.last() {
            Some(Frame { array: false, .. }) => self.next,
            None | Some(Frame { place: Place::Items, .. }) => Place::Root,
            Some(_) => Place::Other,
        }
    }

    /// The number of the position of the value to come: a member's was written with its key.
    fn value_mark(&self) -> usize {
        match self.frames.last() {
            Some(Frame { array: false, .. }) => self.marks.len().saturating_sub(1),
            _ => self.marks.len(),
        }
    }

    fn mark_item(&mut self, pos: Pos) {
        if self.frames.last().is_none_or(|frame| frame.array) {
            self.marks.push(pos);
        }
    }

    fn comma(&mut self) {
        if !matches!(self.out.last(), None | Some(b'{' | b'[' | b':')) {
            self.out.push(b',');
        }
    }

    /// Undoes `begin_text`.
    fn drop_key(&mut self, start: usize) {
        self.out.truncate(start.saturating_sub(1));
        if self.out.last() == Some(&b',') {
            self.out.pop();
        }
    }

    fn end_value(&mut self) {
        let end = self.out.len();
        if let Some(Frame { place: Place::Root, array: false, .. }) = self.frames.last()
            && let Some(member) = self.objects.last_mut().and_then(|object| object.members.last_mut())
        {
            member.value.end = end;
        }
        if let Some(object) = self.objects.last()
            && end - object.span.start.min(end) > self.limits.object_bytes
            && !self.failing
        {
            let why = format!("object larger than {} bytes of JSON", self.limits.object_bytes);
            self.fail(object.pos, &why);
        }
    }

    /// Whether text just written made the innermost object too large, so that a string need not be kept to its end.
    pub(super) fn is_overfull(&self) -> bool {
        let start = self.objects.last().map_or(0, |object| object.span.start);
        self.out.len().saturating_sub(start) > self.limits.object_bytes
    }

    fn repeated_key(&mut self, span: Range<usize>, earlier: &Earlier, line: u32) {
        if let Some(object) = self.objects.last_mut() {
            object.repeated = true;
        }
        if earlier.merged || self.merging {
            return;
        }
        let key = String::from_utf8_lossy(self.out.get(span).unwrap_or_default()).into_owned();
        let (key, first) = (text::shorten(&key), earlier.line);
        let why = format!("duplicate key \"{key}\" (first at line {first}): the last value counts");
        self.gap(line, &why, "the earlier value was not judged; the API server refuses this in strict mode");
    }
}
