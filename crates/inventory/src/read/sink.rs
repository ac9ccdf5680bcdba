//! The one door into the inventory: both readers hand keys and scalars to the [`Sink`], which writes minified JSON,
//! keeps positions, drops noise, takes lists apart, and lets an object out only after its secrets are gone.

use holdfast_model::Gap;
use rustc_hash::{FxHashMap, FxHasher};
use std::hash::Hasher;
use std::ops::Range;

use super::marks::{MarkBuffer, Pos};
use super::place::{self, Place};
use super::redact;
use super::text;
use super::{Document, Limits, ReadStats, Skipped};

/// So many gaps and skipped documents are told one by one; the rest is counted.
const TOLD: usize = 1000;
/// Objects with more members than this look their keys up in a map when checking for duplicates.
const FEW_KEYS: usize = 32;

pub(super) struct Sink<'a> {
    file: &'a str,
    pub(super) limits: &'a Limits,
    on: &'a mut dyn FnMut(Document),
    gaps: &'a mut Vec<Gap>,
    told: usize,
    untold: usize,
    stats: ReadStats,
    out: Vec<u8>,
    marks: MarkBuffer,
    frames: Vec<Frame>,
    objects: Vec<Partial>,
    keys: Vec<SeenKey>,
    /// The place of the next value of the innermost object, set by its key.
    next: Place,
    /// Whether the next keys come from a YAML merge, where a repeated key is meant.
    merging: bool,
    /// Whether the innermost object has failed: its rest is only skipped over.
    failing: bool,
}

/// One open container.
struct Frame {
    place: Place,
    array: bool,
    start: usize,
    keys_start: usize,
    index: Option<Box<FxHashMap<u64, usize>>>,
}

struct SeenKey {
    hash: u64,
    span: Range<usize>,
    line: u32,
    merged: bool,
}

/// An array of interest to redaction: what it is, and where it stands in the output.
#[derive(Clone, Debug)]
pub(super) struct Spot {
    pub(super) place: Place,
    pub(super) span: Range<usize>,
}

/// A member of an object's root.
#[derive(Clone, Debug)]
pub(super) struct Member {
    pub(super) key: Range<usize>,
    pub(super) value: Range<usize>,
    pub(super) mark: usize,
}

/// What is known of a Kubernetes object while it is being read. Offsets point into the sink's output.
#[derive(Debug, Default)]
pub(super) struct Partial {
    pub(super) span: Range<usize>,
    pub(super) marks: Range<usize>,
    before: usize,
    pos: Pos,
    has_keys: bool,
    kind: Option<Range<usize>>,
    api_version: Option<Range<usize>>,
    has_metadata: bool,
    /// Whether any `kind` was Secret, a repeated one included.
    pub(super) secret: bool,
    pub(super) repeated: bool,
    pub(super) members: Vec<Member>,
    pub(super) spots: Vec<Spot>,
    failed: bool,
    is_list: bool,
    delivered: bool,
    /// Items without a kind of their own, read before the list's kind.
    pending: Vec<Partial>,
}

impl<'a> Sink<'a> {
    pub(super) fn new(
        file: &'a str,
        limits: &'a Limits,
        on: &'a mut dyn FnMut(Document),
        gaps: &'a mut Vec<Gap>,
    ) -> Self {
        Self {
            file,
            limits,
            on,
            gaps,
            told: 0,
            untold: 0,
            stats: ReadStats::default(),
            out: Vec::new(),
            marks: MarkBuffer::default(),
            frames: Vec::new(),
            objects: Vec::new(),
            keys: Vec::new(),
            next: Place::Root,
            merging: false,
            failing: false,
        }
    }

    /// Ends the input and says what it held.
    pub(super) fn finish(self) -> ReadStats {
        if self.untold > 0 {
            let why = format!("{} more errors like the {TOLD} listed", self.untold);
            self.gaps.push(Gap::new(self.file, why, "what stands there was not judged"));
        }
        self.stats
    }

    /// Whether as many objects were read as one input may hold.
    pub(super) fn is_full(&self) -> bool {
        self.stats.objects >= self.limits.objects
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
        if self.told == TOLD {
            self.untold += 1;
            return;
        }
        self.told += 1;
        self.gaps.push(Gap::new(format!("{}:{line}", self.file), why, effect));
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
            (Place::Items, false) | (Place::Kind | Place::ApiVersion, _) => place = Place::Other,
            _ => {}
        }
        self.out.push(if array { b'[' } else { b'{' });
        let keys_start = self.keys.len();
        self.frames.push(Frame { place, array, start, keys_start, index: None });
    }

    fn begin_root(&mut self, before: usize, start: usize, mark: usize, pos: Pos) {
        self.failing = false;
        self.objects.push(Partial {
            span: start..start,
            marks: mark..mark,
            before,
            pos,
            ..Partial::default()
        });
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
        self.keys.truncate(frame.keys_start);
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

    /// Whether an array may not stand here: items of a list are objects. Says so in a gap.
    pub(super) fn refuses_array(&mut self, pos: Pos) -> bool {
        let refused = self.value_place() == Place::Root && !self.frames.is_empty();
        if refused {
            self.no_object(pos, "an array");
        }
        refused
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
        self.remember_key(start..end, pos);
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
            _ => {}
        }
        self.comma();
        self.out.extend_from_slice(json);
        self.mark_item(pos);
        self.end_value();
    }

    fn value_place(&self) -> Place {
        match self.frames.last() {
            None => Place::Root,
            Some(Frame { array: false, .. }) => self.next,
            Some(Frame { place: Place::Items, .. }) => Place::Root,
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

    fn remember_key(&mut self, span: Range<usize>, pos: Pos) {
        let hash = hash_of(self.out.get(span.clone()).unwrap_or_default());
        let Some(frame) = self.frames.last_mut() else { return };
        let seen = self.keys.get_mut(frame.keys_start..).unwrap_or_default();
        let earlier = match &mut frame.index {
            Some(index) => index.get(&hash).copied(),
            None => seen.iter().position(|key| key.hash == hash),
        };
        let (text, out) = (self.out.get(span.clone()), &self.out);
        let earlier = earlier
            .and_then(|at| seen.get_mut(at))
            .filter(|key| key.hash == hash && out.get(key.span.clone()) == text);
        if let Some(key) = earlier {
            let told = !(key.merged || self.merging);
            let first = std::mem::replace(&mut key.line, pos.line);
            key.merged = self.merging;
            self.repeated_key(span, first, pos.line, told);
            return;
        }
        let number = seen.len();
        if let Some(index) = &mut frame.index {
            index.insert(hash, number);
        } else if number == FEW_KEYS {
            let numbered = seen.iter().enumerate().map(|(at, key)| (key.hash, at));
            frame.index = Some(Box::new(numbered.chain([(hash, number)]).collect()));
        }
        self.keys.push(SeenKey { hash, span, line: pos.line, merged: self.merging });
    }

    fn repeated_key(&mut self, span: Range<usize>, first: u32, line: u32, told: bool) {
        if let Some(object) = self.objects.last_mut() {
            object.repeated = true;
        }
        if told {
            let key = String::from_utf8_lossy(self.out.get(span).unwrap_or_default()).into_owned();
            let why = format!(
                "duplicate key \"{}\" (first at line {first}): the last value counts",
                text::shorten(&key)
            );
            self.gap(
                line,
                &why,
                "the earlier value was not judged; the API server refuses this in strict mode",
            );
        }
    }

    fn no_object(&mut self, pos: Pos, found: &str) {
        if self.frames.is_empty() {
            self.skip(pos.line, &format!("{found}, not an object"));
        } else {
            let why = format!("an item of the list is {found}, expected an object");
            self.gap(pos.line, &why, "the item was not judged");
        }
    }

    pub(super) fn skip(&mut self, line: u32, why: &str) {
        if self.stats.skipped.len() < TOLD {
            self.stats.skipped.push(Skipped { line, why: why.to_owned() });
        }
    }
}

/// What becomes of an object that is read to its end.
impl Sink<'_> {
    fn end_root(&mut self) {
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
            adopt_pending(&mut object);
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
            self.skip(object.pos.line, missing);
        }
    }

    /// `apiVersion` and `kind` of a list's items, when the list's kind tells: `PodList` holds Pods, `List` anything.
    fn item_types(&self, list: &Partial) -> Option<(Vec<u8>, Vec<u8>)> {
        let kind = self.out.get(list.kind.clone()?)?.strip_suffix(b"List")?;
        let version = self.out.get(list.api_version.clone()?)?;
        (!kind.is_empty()).then(|| (version.to_vec(), kind.to_vec()))
    }

    fn deliver_item(&mut self, item: &Partial, types: Option<&(Vec<u8>, Vec<u8>)>) {
        match types {
            Some(types) => self.deliver(item, Some(types)),
            None => {
                let why = "an item of the list has no apiVersion or kind, and the list's kind does not tell";
                self.gap(item.pos.line, why, "the item was not judged");
                self.discard(item);
            }
        }
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
        self.stats.objects += 1;
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
}

/// A root `items` whose kind came later and is no list's: its elements are the object's own content after all.
fn adopt_pending(object: &mut Partial) {
    for item in std::mem::take(&mut object.pending) {
        object.spots.extend(item.spots);
        object.repeated |= item.repeated;
    }
}

fn is_list_kind(kind: Option<&[u8]>) -> bool {
    kind.is_some_and(|kind| kind.ends_with(b"List"))
}

fn hash_of(bytes: &[u8]) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(bytes);
    hasher.finish()
}
