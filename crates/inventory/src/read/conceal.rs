//! Taking credentials out of texts, what stands around them left as it is.

use super::credential::{REDACTED, classify};
use super::shape;

/// `value` without its credentials, when it holds any. `name` is what the value is called.
pub fn text(name: &str, value: &str) -> Option<String> {
    let one_line = !value.trim().contains('\n');
    if let Some(kind) = one_line.then(|| classify(name, value)).flatten() {
        return Some(format!("{REDACTED}{}", kind.as_str()));
    }
    if !value.contains(['=', ':', '\n']) && !value.contains(is_delimiter) {
        return None;
    }
    let without_keys = private_keys(value);
    let mut changed = without_keys.is_some();
    let source = without_keys.as_deref().unwrap_or(value);
    let mut safe = String::with_capacity(source.len());
    for full in source.split_inclusive('\n') {
        let line = full.trim_end_matches(['\n', '\r']);
        match self::line(line) {
            Some(concealed) => {
                changed = true;
                safe.push_str(&concealed);
                safe.push_str(full.get(line.len()..).unwrap_or_default());
            }
            None => safe.push_str(full),
        }
    }
    changed.then_some(safe)
}

/// The words of a command line that hold credentials, without them: number and safe word.
pub fn command_line(words: &[String]) -> Vec<(usize, String)> {
    let mut safe = Vec::new();
    let mut before = "";
    let mut program = "";
    for (at, word) in words.iter().enumerate() {
        let name = before.strip_prefix('-').map_or("", |flag| flag.trim_start_matches('-'));
        let flagged = !word.starts_with('-') && !name.contains('=');
        let concealed =
            short_flag(program, before, word).or_else(|| text(if flagged { name } else { "" }, word));
        if let Some(concealed) = concealed {
            safe.push((at, concealed));
        }
        if TERSE.contains(&base_name(word)) {
            program = base_name(word);
        }
        before = word;
    }
    safe
}

/// Programs that take a password with a flag of one letter.
const TERSE: &[&str] =
    &["curl", "mariadb", "mariadb-dump", "mysql", "mysqladmin", "mysqldump", "redis-cli", "sshpass", "wget"];

/// `mysql -pTEXT`, `sshpass -p TEXT`, `redis-cli -a TEXT`, `curl -u user:TEXT`.
fn short_flag(program: &str, before: &str, word: &str) -> Option<String> {
    let concealed = format!("{REDACTED}password");
    match (program, before) {
        ("curl" | "wget", "-u" | "--user") if word.contains(':') && !word.contains('$') => Some(concealed),
        ("sshpass", "-p") | ("redis-cli", "-a") if !word.starts_with('$') => Some(concealed),
        ("curl" | "wget" | "redis-cli" | "", _) => None,
        _ => word
            .strip_prefix("-p")
            .filter(|text| !text.is_empty() && !text.starts_with('$'))
            .map(|_| format!("-p{concealed}")),
    }
}

fn base_name(word: &str) -> &str {
    word.rsplit('/').next().unwrap_or(word)
}

/// The text with every private key block (RFC 7468) replaced whole.
fn private_keys(value: &str) -> Option<String> {
    const BEGIN: &str = "-----BEGIN ";
    let mut safe = String::new();
    let mut rest = value;
    while let Some(at) = rest.find(BEGIN) {
        let (head, block) = rest.split_at(at);
        let label = block.get(BEGIN.len()..).unwrap_or_default();
        let label = label.split_once("-----").map_or("", |(label, _)| label);
        let end = format!("-----END {label}-----");
        let length = match block.find(&end) {
            Some(at) => at + end.len(),
            None if label.ends_with("PRIVATE KEY") => block.len(),
            None => BEGIN.len(),
        };
        let (block, tail) = block.split_at(length);
        safe.push_str(head);
        if label.ends_with("PRIVATE KEY") {
            safe.push_str(REDACTED);
            safe.push_str("private-key");
        } else {
            safe.push_str(block);
        }
        rest = tail;
    }
    safe.push_str(rest);
    (safe != value).then_some(safe)
}

/// One line without its credentials: `key = value` or `key: value`, user info in URLs, and words between delimiters.
fn line(line: &str) -> Option<String> {
    if let Some(safe) = pair(line) {
        return Some(safe);
    }
    let urls = urls(line);
    pieces(urls.as_deref().unwrap_or(line)).or(urls)
}

/// A line that is one name and one value, the value a credential.
fn pair(line: &str) -> Option<String> {
    let at = line.find(['=', ':'])?;
    let (name, rest) = line.split_at(at);
    let value = rest.get(1..)?;
    let name =
        name.trim().trim_start_matches("- ").trim_start_matches("export ").trim_matches(['"', '\'', ' ']);
    if name.contains(|c: char| c.is_whitespace() || matches!(c, '(' | '{' | '/' | '?' | ',' | ';')) {
        return None;
    }
    let inner = value.trim().trim_end_matches([',', ';']);
    let inner = inner.trim_matches(['"', '\'']);
    // Several values or commands on the line: they are looked at one by one.
    if ["\":", "\",", "=\"", "{", "; ", " && "].iter().any(|mark| inner.contains(mark)) {
        return None;
    }
    let kind = classify(name, inner)?;
    let start = at + 1 + value.find(inner)?;
    let (head, tail) = (line.get(..start)?, line.get(start + inner.len()..)?);
    Some(format!("{head}{REDACTED}{}{tail}", kind.as_str()))
}

fn urls(line: &str) -> Option<String> {
    let mut safe = String::new();
    let mut rest = line;
    while let Some(span) = shape::user_info(rest) {
        safe.push_str(rest.get(..span.start)?);
        safe.push_str(REDACTED);
        safe.push_str("connection-string");
        rest = rest.get(span.end..)?;
    }
    safe.push_str(rest);
    (safe != line).then_some(safe)
}

/// Looks at every piece between delimiters. The piece before it is its name when a separator stands between, when that is
/// a flag, or when it is an XML tag.
fn pieces(line: &str) -> Option<String> {
    let mut safe = String::with_capacity(line.len());
    let mut context = Context::default();
    let mut tag = false;
    let mut rest = line;
    while !rest.is_empty() {
        let (delimiters, tail) = rest.split_at(rest.find(|c| !is_delimiter(c)).unwrap_or(rest.len()));
        let (piece, tail) = tail.split_at(tail.find(is_delimiter).unwrap_or(tail.len()));
        context.named |= tag && delimiters == ">";
        tag = delimiters.ends_with('<');
        safe.push_str(delimiters);
        safe.push_str(&context.conceal(piece).unwrap_or_else(|| piece.to_owned()));
        context.pass(piece);
        rest = tail;
    }
    (safe != line).then_some(safe)
}

/// What came before a piece of a line.
#[derive(Default)]
struct Context<'t> {
    before: &'t str,
    /// Whether `before` names what follows.
    named: bool,
    program: &'t str,
}

impl<'t> Context<'t> {
    fn pass(&mut self, piece: &'t str) {
        if matches!(piece, ":" | "=" | ":=") {
            self.named = true;
        } else if !piece.is_empty() {
            self.named = piece.ends_with([':', '=']) || (piece.starts_with("--") && !piece.contains('='));
            self.before = piece.trim_end_matches([':', '=']);
        }
        if TERSE.contains(&base_name(piece)) {
            self.program = base_name(piece);
        }
    }

    fn conceal(&self, piece: &str) -> Option<String> {
        if piece.contains(REDACTED) {
            return None;
        }
        if let Some(kind) = shape::of(piece) {
            return Some(format!("{REDACTED}{}", kind.as_str()));
        }
        if let Some(safe) = short_flag(self.program, self.before, piece) {
            return Some(safe);
        }
        if let Some(at) = piece.find(['=', ':']).filter(|at| *at > 0) {
            let (name, value) = piece.split_at(at + 1);
            let kind = classify(name.trim_end_matches(['=', ':']), value);
            return kind.map(|kind| format!("{name}{REDACTED}{}", kind.as_str()));
        }
        let named = self.named && !piece.starts_with("--");
        let kind = named.then(|| classify(self.before, piece)).flatten()?;
        Some(format!("{REDACTED}{}", kind.as_str()))
    }
}

fn is_delimiter(c: char) -> bool {
    c.is_whitespace()
        || matches!(
            c,
            '"' | '\'' | '`' | ',' | ';' | '&' | '?' | '<' | '>' | '(' | ')' | '{' | '}' | '[' | ']' | '|'
        )
}
