use super::tree::{AndOr, Command, Link, List, Part, Pipeline, Word};

const MOST_BYTES: usize = 64 << 10;
const MOST_DEPTH: usize = 24;

/// Words that end a list inside a compound command.
const CLOSERS: &[&str] = &["then", "elif", "else", "fi", "do", "done"];
/// Words that begin what is not known here.
const UNKNOWN: &[&str] = &["while", "until", "case", "function", "{", "(", "[[", "eval", "exec", "read"];

/// Reads a script; an error names what is not known.
pub(super) fn script(text: &str) -> Result<List, String> {
    nested(text, 0)
}

fn nested(text: &str, depth: usize) -> Result<List, String> {
    if text.len() > MOST_BYTES || depth > MOST_DEPTH {
        return Err("the script is too long or too deep".to_owned());
    }
    let mut parser = Parser { tokens: tokens(text, depth)?, at: 0, depth };
    let list = parser.list()?;
    match parser.peek() {
        None => Ok(list),
        Some(_) => Err("a closing word without its beginning".to_owned()),
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Token {
    Word(Word),
    /// `;`, a line end, `|`, `&&`, `||`.
    Mark(&'static str),
    /// A redirection that hides output: `2>/dev/null`, `2>&1`, `> /dev/null`; true when it hides all of it.
    Hide(bool),
}

struct Parser {
    tokens: Vec<Token>,
    at: usize,
    depth: usize,
}

impl Parser {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.at)
    }

    /// The plain text of the next word, if it is one without quotes.
    fn keyword(&self) -> Option<&str> {
        match self.peek() {
            Some(Token::Word(word)) => match word.as_slice() {
                [Part::Text { text, quoted: false }] => Some(text),
                _ => None,
            },
            _ => None,
        }
    }

    fn eat(&mut self, word: &str) -> bool {
        let found = self.keyword() == Some(word);
        self.at += usize::from(found);
        found
    }

    fn expect(&mut self, word: &str) -> Result<(), String> {
        if self.eat(word) { Ok(()) } else { Err(format!("{word:?} is missing")) }
    }

    fn mark(&mut self, mark: &'static str) -> bool {
        let found = self.peek() == Some(&Token::Mark(mark));
        self.at += usize::from(found);
        found
    }

    fn separators(&mut self) {
        while self.mark(";") || self.mark("\n") {}
    }

    fn list(&mut self) -> Result<List, String> {
        let mut list = Vec::new();
        self.separators();
        while self.peek().is_some() && !self.keyword().is_some_and(|word| CLOSERS.contains(&word)) {
            list.push(self.and_or()?);
            if !self.mark(";") && !self.mark("\n") {
                break;
            }
            self.separators();
        }
        Ok(list)
    }

    fn and_or(&mut self) -> Result<AndOr, String> {
        let first = self.pipeline()?;
        let mut rest = Vec::new();
        loop {
            let link = match () {
                () if self.mark("&&") => Link::And,
                () if self.mark("||") => Link::Or,
                () => return Ok(AndOr { first, rest }),
            };
            while self.mark("\n") {}
            rest.push((link, self.pipeline()?));
        }
    }

    fn pipeline(&mut self) -> Result<Pipeline, String> {
        let negated = self.eat("!");
        let mut stages = vec![self.command()?];
        while self.mark("|") {
            while self.mark("\n") {}
            stages.push(self.command()?);
        }
        Ok(Pipeline { negated, stages })
    }

    fn command(&mut self) -> Result<Command, String> {
        if let Some(word) = self.keyword().filter(|word| UNKNOWN.contains(word)) {
            return Err(word.to_owned());
        }
        self.depth += 1;
        if self.depth > MOST_DEPTH {
            return Err("the script is too deep".to_owned());
        }
        let command = match () {
            () if self.eat("if") => self.conditional(),
            () if self.eat("for") => self.each(),
            () => self.simple(),
        };
        self.depth -= 1;
        command
    }

    fn conditional(&mut self) -> Result<Command, String> {
        let mut arms = Vec::new();
        loop {
            let condition = self.list()?;
            self.expect("then")?;
            arms.push((condition, self.list()?));
            if !self.eat("elif") {
                break;
            }
        }
        let otherwise = if self.eat("else") { self.list()? } else { Vec::new() };
        self.expect("fi")?;
        Ok(Command::If { arms, otherwise })
    }

    fn each(&mut self) -> Result<Command, String> {
        let name = self.keyword().ok_or("a loop without a name")?.to_owned();
        self.at += 1;
        self.expect("in")?;
        let mut words = Vec::new();
        while let Some(Token::Word(word)) = self.peek() {
            words.push(word.clone());
            self.at += 1;
        }
        self.separators();
        self.expect("do")?;
        let body = self.list()?;
        self.expect("done")?;
        Ok(Command::For { name, words, body })
    }

    fn simple(&mut self) -> Result<Command, String> {
        let (mut sets, mut words, mut silent) = (Vec::new(), Vec::new(), false);
        loop {
            match self.peek() {
                Some(Token::Word(word)) => {
                    let word = word.clone();
                    match assignment(&word).filter(|_| words.is_empty()) {
                        Some(set) => sets.push(set),
                        None => words.push(word),
                    }
                }
                Some(Token::Hide(all)) => silent |= *all,
                Some(Token::Mark(_)) | None => break,
            }
            self.at += 1;
        }
        if sets.is_empty() && words.is_empty() {
            return Err("an empty command".to_owned());
        }
        Ok(Command::Simple { sets, words, silent })
    }
}

/// `NAME=value` before the first word of a command.
fn assignment(word: &Word) -> Option<(String, Word)> {
    let (first, rest) = word.split_first()?;
    let Part::Text { text, quoted: false } = first else { return None };
    let (name, value) = text.split_once('=')?;
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
    if name.is_empty() || name.starts_with(|c: char| c.is_ascii_digit()) || !name.chars().all(is_name) {
        return None;
    }
    let mut parts = vec![Part::Text { text: value.to_owned(), quoted: true }];
    parts.extend(rest.iter().cloned());
    Some((name.to_owned(), parts))
}

fn tokens(text: &str, depth: usize) -> Result<Vec<Token>, String> {
    let mut lexer = Lexer { rest: text, depth };
    let mut tokens = Vec::new();
    while let Some(token) = lexer.next()? {
        tokens.push(token);
    }
    Ok(tokens)
}

struct Lexer<'t> {
    rest: &'t str,
    depth: usize,
}

const MARKS: &[&str] = &["&&", "||", "|", ";", "\n"];
/// Redirections that only hide, longest first, and whether they hide the output itself.
const HIDES: &[(&str, bool)] = &[
    ("2> /dev/null", false),
    ("2>/dev/null", false),
    ("2>&1", false),
    ("&> /dev/null", true),
    ("&>/dev/null", true),
    ("1>/dev/null", true),
    ("> /dev/null", true),
    (">/dev/null", true),
];

impl Lexer<'_> {
    fn next(&mut self) -> Result<Option<Token>, String> {
        self.blanks();
        if self.rest.is_empty() {
            return Ok(None);
        }
        for (text, all) in HIDES {
            if self.take(text) {
                return Ok(Some(Token::Hide(*all)));
            }
        }
        for mark in MARKS {
            if self.take(mark) {
                return Ok(Some(Token::Mark(mark)));
            }
        }
        if self.rest.starts_with(['&', '<', '>', '(', ')']) {
            return Err(self.rest.chars().take(1).collect());
        }
        self.word().map(|word| Some(Token::Word(word)))
    }

    fn take(&mut self, text: &str) -> bool {
        match self.rest.strip_prefix(text) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    /// White space, escaped line ends and comments.
    fn blanks(&mut self) {
        loop {
            let before = self.rest.len();
            self.rest = self.rest.trim_start_matches([' ', '\t', '\r']);
            self.take("\\\n");
            if self.rest.starts_with('#') {
                self.rest = self.rest.find('\n').and_then(|at| self.rest.get(at..)).unwrap_or_default();
            }
            if self.rest.len() == before {
                return;
            }
        }
    }

    fn word(&mut self) -> Result<Word, String> {
        let mut word = Vec::new();
        while let Some(first) = self.rest.chars().next() {
            match first {
                ' ' | '\t' | '\r' | '\n' | ';' | '|' | '&' | '<' | '>' | '(' | ')' => break,
                '\'' => {
                    let inside = self.rest.get(1..).unwrap_or_default();
                    let (text, after) = inside.split_once('\'').ok_or("a quote is not closed")?;
                    word.push(Part::Text { text: text.to_owned(), quoted: true });
                    self.rest = after;
                }
                '"' => {
                    self.rest = self.rest.get(1..).unwrap_or_default();
                    self.double_quoted(&mut word)?;
                }
                '`' => return Err("`".to_owned()),
                '$' => word.push(self.dollar(false)?),
                '\\' => {
                    let mut chars = self.rest.chars();
                    chars.next();
                    let text = chars.next().map(String::from).unwrap_or_default();
                    self.rest = chars.as_str();
                    word.push(Part::Text { text, quoted: true });
                }
                _ => {
                    let ends = |c: char| " \t\r\n;|&<>()'\"`$\\".contains(c);
                    let end = self.rest.find(ends).unwrap_or(self.rest.len());
                    let (text, after) = self.rest.split_at(end);
                    word.push(Part::Text { text: text.to_owned(), quoted: false });
                    self.rest = after;
                }
            }
        }
        Ok(word)
    }

    fn double_quoted(&mut self, word: &mut Word) -> Result<(), String> {
        let mut text = String::new();
        loop {
            let Some(first) = self.rest.chars().next() else {
                return Err("a quote is not closed".to_owned());
            };
            match first {
                '"' => {
                    self.rest = self.rest.get(1..).unwrap_or_default();
                    word.push(Part::Text { text, quoted: true });
                    return Ok(());
                }
                '`' => return Err("`".to_owned()),
                '$' => {
                    word.push(Part::Text { text: std::mem::take(&mut text), quoted: true });
                    word.push(self.dollar(true)?);
                }
                '\\' => {
                    let mut chars = self.rest.chars();
                    chars.next();
                    match chars.next() {
                        Some(c) if "\"$`\\".contains(c) => text.push(c),
                        Some('\n') | None => {}
                        Some(c) => text.extend(['\\', c]),
                    }
                    self.rest = chars.as_str();
                }
                c => {
                    text.push(c);
                    self.rest = self.rest.get(c.len_utf8()..).unwrap_or_default();
                }
            }
        }
    }

    /// `$NAME`, `${NAME}`, `$(list)`; a lone dollar is a text.
    fn dollar(&mut self, quoted: bool) -> Result<Part, String> {
        let after = self.rest.get(1..).unwrap_or_default();
        if after.starts_with("((") {
            return Err("$((".to_owned());
        }
        if let Some(inside) = after.strip_prefix('(') {
            let end = closing(inside)?;
            let (script, rest) = inside.split_at(end);
            self.rest = rest.get(1..).unwrap_or_default();
            return Ok(Part::Output { list: nested(script, self.depth + 1)?, quoted });
        }
        let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
        let (name, rest) = if let Some(inside) = after.strip_prefix('{') {
            inside.split_once('}').ok_or("a ${ without }")?
        } else {
            after.split_at(after.find(|c| !is_name(c)).unwrap_or(after.len()))
        };
        self.rest = rest;
        match name {
            "" if rest.starts_with(['#', '?', '@', '*', '$', '!', '-']) => {
                Err("a special variable".to_owned())
            }
            "" => Ok(Part::Text { text: "$".to_owned(), quoted: true }),
            name if name.chars().all(is_name) => Ok(Part::Variable { name: name.to_owned(), quoted }),
            name => Err(format!("${{{name}}}")),
        }
    }
}

/// Where the parenthesis closes that was opened before the text.
fn closing(text: &str) -> Result<usize, String> {
    let (mut open, mut quote, mut escaped) = (1_usize, None, false);
    for (at, c) in text.char_indices() {
        match (escaped, quote, c) {
            (true, ..) => escaped = false,
            (_, Some('\''), '\'') | (_, Some('"'), '"') => quote = None,
            (_, Some('\''), _) => {}
            (_, _, '\\') => escaped = true,
            (_, None, '\'' | '"') => quote = Some(c),
            (_, None, '(') => open += 1,
            (_, None, ')') => open -= 1,
            _ => {}
        }
        if open == 0 {
            return Ok(at);
        }
    }
    Err("a $( without )".to_owned())
}
