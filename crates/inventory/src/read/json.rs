//! JSON as a stream: one value after another, a window of bytes at a time, into the sink.

use super::marks::Pos;
use super::sink::Sink;
use super::source::Source;
use super::text;

/// Why reading cannot go on from here.
enum Stop {
    /// The structure is broken.
    Syntax(Pos, String),
    /// The input ended in the middle.
    Cut,
    /// As many objects were read as one input may hold.
    Full,
}

type Step = Result<(), Stop>;

/// Whether the input begins with an object or array (a Helm template begins with a brace too).
pub(super) fn looks_like_json(head: &[u8]) -> bool {
    let head = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head);
    let mut significant = head.iter().filter(|byte| !byte.is_ascii_whitespace());
    match (significant.next(), significant.next()) {
        (Some(b'{'), second) => second != Some(&b'{'),
        (first, _) => first == Some(&b'['),
    }
}

/// Reads every value of the input. `false`: its structure is broken somewhere, and a gap says where.
pub(super) fn read(source: &mut Source<'_>, sink: &mut Sink<'_>) -> bool {
    let mut reader = Reader { source, sink };
    let mut well_formed = true;
    loop {
        match reader.document() {
            Ok(true) => {}
            Ok(false) => break,
            Err(Stop::Full) => break,
            Err(Stop::Cut) => {
                well_formed = false;
                reader.tell_cut();
                break;
            }
            Err(Stop::Syntax(pos, why)) => {
                well_formed = false;
                reader.tell_syntax(pos, &why);
                reader.resynchronise();
            }
        }
    }
    well_formed
}

struct Reader<'a, 'r, 's> {
    source: &'a mut Source<'r>,
    sink: &'a mut Sink<'s>,
}

impl Reader<'_, '_, '_> {
    /// Reads one top-level value; `false` at the end of the input.
    fn document(&mut self) -> Result<bool, Stop> {
        loop {
            let byte = self.source.skip_space();
            let pos = self.source.pos();
            match byte {
                None => {
                    return match self.source.take_error() {
                        Some(error) => {
                            let why = format!("reading failed: {error}");
                            self.sink.gap(pos.line, &why, "the rest of this input was not judged");
                            Ok(false)
                        }
                        None => Ok(false),
                    };
                }
                Some(b'{' | b'[') => return self.value(0).map(|()| true),
                Some(0xEF) if pos == (Pos { line: 1, column: 1 }) => {
                    self.literal_bytes(b"\xEF\xBB\xBF", pos)?
                }
                Some(b'-') if pos.column == 1 => self.literal_bytes(b"---", pos)?,
                Some(byte) => return Err(unexpected(pos, "an object or array", byte)),
            }
        }
    }

    /// Reads the value that begins at the next byte, which is no white space.
    fn value(&mut self, depth: usize) -> Step {
        let pos = self.source.pos();
        if depth > self.sink.limits.depth {
            let why = format!("nested deeper than {} levels", self.sink.limits.depth);
            self.sink.fail(pos, &why);
            return self.skip_value();
        }
        if self.sink.is_failing() {
            return self.skip_value();
        }
        match self.source.peek() {
            None => Err(Stop::Cut),
            Some(b'{') => self.object(depth, pos),
            Some(b'[') if self.sink.refuses_array(pos) => self.skip_value(),
            Some(b'[') => self.array(depth, pos),
            Some(b'"') => self.string(pos),
            Some(b'-' | b'0'..=b'9' | b't' | b'f' | b'n') => self.scalar(pos),
            Some(byte) => Err(unexpected(pos, "a value", byte)),
        }
    }

    fn object(&mut self, depth: usize, pos: Pos) -> Step {
        self.source.advance(1);
        self.sink.begin_object(pos);
        let mut byte = self.source.skip_space();
        if byte != Some(b'}') {
            loop {
                self.member(byte, depth)?;
                match self.source.skip_space() {
                    Some(b',') => self.source.advance(1),
                    Some(b'}') => break,
                    other => return Err(self.expected("a comma or a closing brace", other)),
                }
                byte = self.source.skip_space();
            }
        }
        self.source.advance(1);
        self.sink.seen(self.source.offset());
        self.sink.end_object();
        if self.sink.is_full() { Err(Stop::Full) } else { Ok(()) }
    }

    fn member(&mut self, byte: Option<u8>, depth: usize) -> Step {
        if byte != Some(b'"') {
            return Err(self.expected("a key in double quotes", byte));
        }
        let pos = self.source.pos();
        let start = self.sink.begin_text();
        self.string_text(start, pos)?;
        let wanted = self.sink.end_key(start, pos);
        match self.source.skip_space() {
            Some(b':') => self.source.advance(1),
            other => return Err(self.expected("a colon after the key", other)),
        }
        if self.source.skip_space().is_none() {
            return Err(Stop::Cut);
        }
        if wanted { self.value(depth + 1) } else { self.skip_value() }
    }

    fn array(&mut self, depth: usize, pos: Pos) -> Step {
        self.source.advance(1);
        self.sink.begin_array(pos);
        if self.source.skip_space() != Some(b']') {
            loop {
                if self.source.skip_space().is_none() {
                    return Err(Stop::Cut);
                }
                self.value(depth + 1)?;
                match self.source.skip_space() {
                    Some(b',') => self.source.advance(1),
                    Some(b']') => break,
                    other => return Err(self.expected("a comma or a closing bracket", other)),
                }
            }
        }
        self.source.advance(1);
        self.sink.end_array();
        Ok(())
    }

    fn string(&mut self, pos: Pos) -> Step {
        let start = self.sink.begin_text();
        self.string_text(start, pos)?;
        self.sink.end_string(start, pos);
        Ok(())
    }

    /// Copies a string's inside to the sink, the opening quote still ahead, and brings it to canonical form.
    fn string_text(&mut self, start: usize, pos: Pos) -> Step {
        self.source.advance(1);
        let (mut escaped, mut ascii) = (false, true);
        loop {
            let chunk = self.source.chunk();
            let length = plain_length(chunk);
            let run = chunk.get(..length).unwrap_or_default();
            ascii &= run.is_ascii();
            self.sink.text(run);
            let stopper = chunk.get(length).copied();
            self.source.advance(length);
            match stopper {
                None if length == 0 => return Err(Stop::Cut),
                None if self.sink.is_overfull() => return self.give_up_string(pos),
                None => {}
                Some(b'"') => break,
                Some(b'\\') => {
                    escaped = true;
                    self.escape()?;
                }
                Some(_) => {
                    let at = self.source.pos();
                    self.sink.fail(at, "a control character in a string: expected it escaped");
                    return self.skip_string_rest();
                }
            }
        }
        self.source.advance(1);
        if escaped || !ascii {
            self.sink.settle_text(start, escaped, pos);
        }
        Ok(())
    }

    /// Copies a backslash and the byte after it.
    fn escape(&mut self) -> Step {
        self.source.advance(1);
        let Some(byte) = self.source.next() else { return Err(Stop::Cut) };
        self.sink.text(&[b'\\', byte]);
        Ok(())
    }

    fn give_up_string(&mut self, pos: Pos) -> Step {
        let why = format!("object larger than {} bytes of JSON", self.sink.limits.object_bytes);
        self.sink.fail(pos, &why);
        self.skip_string_rest()
    }

    fn scalar(&mut self, pos: Pos) -> Step {
        let mut scalar = Vec::with_capacity(24);
        loop {
            let chunk = self.source.chunk();
            let length = chunk.iter().position(|b| !is_scalar_byte(*b)).unwrap_or(chunk.len());
            scalar.extend_from_slice(chunk.get(..length).unwrap_or_default());
            let more = length > 0 && length == chunk.len();
            self.source.advance(length);
            if !more || scalar.len() > 4096 {
                break;
            }
        }
        match scalar.as_slice() {
            b"true" | b"false" | b"null" => self.sink.scalar(&scalar, pos),
            other => match std::str::from_utf8(other) {
                Ok(number) if text::is_number(number) => self.sink.scalar(other, pos),
                Ok(word) => {
                    let why = format!("expected a value, got {}", text::shorten(word));
                    return Err(Stop::Syntax(pos, why));
                }
                Err(_) => return Err(Stop::Syntax(pos, "expected a value".to_owned())),
            },
        }
        Ok(())
    }

    fn literal_bytes(&mut self, literal: &[u8], pos: Pos) -> Step {
        for &expected in literal {
            match self.source.next() {
                Some(byte) if byte == expected => {}
                Some(byte) => return Err(unexpected(pos, "an object or array", byte)),
                None => return Err(Stop::Cut),
            }
        }
        Ok(())
    }

    fn expected(&mut self, what: &str, got: Option<u8>) -> Stop {
        match got {
            None => Stop::Cut,
            Some(byte) => unexpected(self.source.pos(), what, byte),
        }
    }

    fn tell_cut(&mut self) {
        let why = match self.source.take_error() {
            Some(error) => format!("reading failed: {error}"),
            None => "the input ends in the middle of an object: truncated".to_owned(),
        };
        let line = self.source.pos().line;
        self.sink.abandon();
        self.sink.gap(line, &why, "the object cut off there and all after it were not judged");
    }

    fn tell_syntax(&mut self, pos: Pos, why: &str) {
        self.sink.abandon();
        let why = format!("line {} column {}: {why}", pos.line, pos.column);
        self.sink.gap(pos.line, &why, "the object there, and what follows up to the next, was not judged");
    }
}

/// Passing over what is not kept: strings are respected, brackets counted, nothing else is checked.
impl Reader<'_, '_, '_> {
    fn skip_value(&mut self) -> Step {
        match self.source.peek() {
            None => Err(Stop::Cut),
            Some(b'"') => {
                self.source.advance(1);
                self.skip_string_rest()
            }
            Some(b'{' | b'[') => self.skip_container(),
            Some(b']' | b'}' | b',' | b':') => {
                let byte = self.source.peek();
                Err(self.expected("a value", byte))
            }
            Some(_) => {
                while let Some(byte) = self.source.peek() {
                    if !is_scalar_byte(byte) {
                        break;
                    }
                    self.source.advance(1);
                }
                Ok(())
            }
        }
    }

    fn skip_container(&mut self) -> Step {
        let mut depth = 0_usize;
        loop {
            let chunk = self.source.chunk();
            if chunk.is_empty() {
                return Err(Stop::Cut);
            }
            let Some(length) = chunk.iter().position(|b| STRUCTURE.contains(b)) else {
                let all = chunk.len();
                self.source.advance(all);
                continue;
            };
            let byte = chunk.get(length).copied();
            if byte == Some(b'\n') {
                self.source.advance_line(length + 1);
                continue;
            }
            self.source.advance(length + 1);
            match byte {
                Some(b'"') => self.skip_string_rest()?,
                Some(b'{' | b'[') => depth += 1,
                _ => depth = depth.saturating_sub(1),
            }
            if depth == 0 {
                return Ok(());
            }
        }
    }

    fn skip_string_rest(&mut self) -> Step {
        loop {
            let chunk = self.source.chunk();
            if chunk.is_empty() {
                return Err(Stop::Cut);
            }
            match memchr::memchr3(b'"', b'\\', b'\n', chunk) {
                None => {
                    let all = chunk.len();
                    self.source.advance(all);
                }
                Some(length) => {
                    let byte = chunk.get(length).copied();
                    self.source.advance(length);
                    self.source.next();
                    match byte {
                        Some(b'"') => return Ok(()),
                        Some(b'\\') if self.source.next().is_none() => return Err(Stop::Cut),
                        _ => {}
                    }
                }
            }
        }
    }

    /// Moves on to the next line that begins with an opening brace: where a top-level object starts in every common dump.
    fn resynchronise(&mut self) {
        while let Some(byte) = self.source.next() {
            if byte == b'\n' && self.source.peek() == Some(b'{') {
                return;
            }
        }
    }
}

const STRUCTURE: [u8; 6] = *b"\"{}[]\n";

/// How many first bytes of `chunk` are plain text of a string.
fn plain_length(chunk: &[u8]) -> usize {
    chunk.iter().position(|b| matches!(b, b'"' | b'\\' | 0..=0x1F)).unwrap_or(chunk.len())
}

fn is_scalar_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'+' | b'.')
}

fn unexpected(pos: Pos, expected: &str, got: u8) -> Stop {
    Stop::Syntax(pos, format!("expected {expected}, got {}", shown(got)))
}

fn shown(byte: u8) -> String {
    if byte.is_ascii_graphic() { format!("'{}'", char::from(byte)) } else { format!("byte 0x{byte:02x}") }
}
