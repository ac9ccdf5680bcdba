use std::collections::BTreeMap;

use super::commands;
use super::host::{Host, Trouble};
use super::tree::{AndOr, Command, Link, List, Part, Pipeline, Word};

const MOST_STEPS: usize = 20_000;
const MOST_OUTPUT: usize = 4 << 20;

/// Why a run ended early.
#[derive(Debug)]
pub(super) enum Stop {
    /// Something that is not known here.
    Unknown(String),
    Host(Trouble),
}

impl From<Trouble> for Stop {
    fn from(trouble: Trouble) -> Self {
        Self::Host(trouble)
    }
}

/// What a command left: its output, and whether it succeeded.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Done {
    pub(super) out: String,
    pub(super) ok: bool,
}

impl Done {
    pub(super) fn ok(out: impl Into<String>) -> Self {
        Self { out: out.into(), ok: true }
    }

    pub(super) fn status(ok: bool) -> Self {
        Self { out: String::new(), ok }
    }
}

pub(super) struct Shell<'h> {
    pub(super) host: &'h dyn Host,
    variables: BTreeMap<String, String>,
    steps: usize,
    asked_processes: bool,
}

impl<'h> Shell<'h> {
    pub(super) fn new(host: &'h dyn Host) -> Self {
        Self { host, variables: BTreeMap::new(), steps: 0, asked_processes: false }
    }

    pub(super) fn asked_processes(&self) -> bool {
        self.asked_processes
    }

    pub(super) fn note_processes(&mut self) {
        self.asked_processes = true;
    }

    pub(super) fn list(&mut self, list: &List, input: &str) -> Result<Done, Stop> {
        let mut done = Done::ok("");
        for item in list {
            let next = self.and_or(item, input)?;
            done.ok = next.ok;
            done.out.push_str(&next.out);
            self.count(done.out.len())?;
        }
        Ok(done)
    }

    fn count(&mut self, bytes: usize) -> Result<(), Stop> {
        self.steps += 1;
        if self.steps > MOST_STEPS || bytes > MOST_OUTPUT {
            return Err(Stop::Unknown("more steps or output than an audit may take".to_owned()));
        }
        Ok(())
    }

    fn and_or(&mut self, item: &AndOr, input: &str) -> Result<Done, Stop> {
        let mut done = self.pipeline(&item.first, input)?;
        for (link, pipeline) in &item.rest {
            if done.ok == (*link == Link::And) {
                let next = self.pipeline(pipeline, input)?;
                done = Done { out: done.out + &next.out, ok: next.ok };
            }
        }
        Ok(done)
    }

    fn pipeline(&mut self, pipeline: &Pipeline, input: &str) -> Result<Done, Stop> {
        let mut done = Done::ok(input);
        for command in &pipeline.stages {
            done = self.command(command, &done.out)?;
            self.count(done.out.len())?;
        }
        done.ok ^= pipeline.negated;
        Ok(done)
    }

    fn command(&mut self, command: &Command, input: &str) -> Result<Done, Stop> {
        match command {
            Command::Simple { sets, words, silent } => {
                for (name, value) in sets {
                    let value = self.text(value)?;
                    self.count(value.len())?;
                    self.variables.insert(name.clone(), value);
                }
                let mut arguments = Vec::new();
                for word in words {
                    arguments.extend(self.expand(word)?);
                }
                let Some((name, rest)) = arguments.split_first() else { return Ok(Done::status(true)) };
                let mut done = commands::run(self, name, rest, input)?;
                if *silent {
                    done.out.clear();
                }
                Ok(done)
            }
            Command::If { arms, otherwise } => {
                let mut out = String::new();
                for (condition, then) in arms {
                    let asked = self.list(condition, input)?;
                    out.push_str(&asked.out);
                    if asked.ok {
                        let done = self.list(then, input)?;
                        return Ok(Done { out: out + &done.out, ok: done.ok });
                    }
                }
                let done = self.list(otherwise, input)?;
                Ok(Done { out: out + &done.out, ok: done.ok })
            }
            Command::For { name, words, body } => {
                let mut values = Vec::new();
                for word in words {
                    values.extend(self.expand(word)?);
                }
                let mut all = Done::ok("");
                for value in values {
                    self.variables.insert(name.clone(), value);
                    let done = self.list(body, input)?;
                    all = Done { out: all.out + &done.out, ok: done.ok };
                    self.count(all.out.len())?;
                }
                Ok(all)
            }
        }
    }

    /// A script inside a script: `sh -c`.
    pub(super) fn script(&mut self, text: &str, input: &str) -> Result<Done, Stop> {
        self.count(text.len())?;
        let list = super::parse::script(text).map_err(Stop::Unknown)?;
        self.list(&list, input)
    }

    fn value(&mut self, part: &Part) -> Result<(String, bool), Stop> {
        Ok(match part {
            Part::Text { text, quoted } => (text.clone(), *quoted),
            Part::Variable { name, quoted } => {
                (self.variables.get(name).cloned().unwrap_or_default(), *quoted)
            }
            Part::Output { list, quoted } => {
                let done = self.list(list, "")?;
                (done.out.trim_end_matches('\n').to_owned(), *quoted)
            }
        })
    }

    /// The word as one text: in assignments nothing is split.
    fn text(&mut self, word: &Word) -> Result<String, Stop> {
        let mut text = String::new();
        for part in word {
            text.push_str(&self.value(part)?.0);
        }
        Ok(text)
    }

    /// The words that a word becomes: what is not quoted and comes from a variable or a command is split at white space.
    fn expand(&mut self, word: &Word) -> Result<Vec<String>, Stop> {
        let mut words: Vec<String> = Vec::new();
        // Whether the next part continues the last word; a quoted part makes a word even when it is empty.
        let mut open = false;
        for part in word {
            let (text, quoted) = self.value(part)?;
            if quoted || matches!(part, Part::Text { .. }) {
                if !open {
                    words.push(String::new());
                }
                if let Some(last) = words.last_mut() {
                    last.push_str(&text);
                }
                open = true;
                continue;
            }
            open &= !text.starts_with(char::is_whitespace);
            for piece in text.split_whitespace() {
                match words.last_mut().filter(|_| open) {
                    Some(last) => last.push_str(piece),
                    None => words.push(piece.to_owned()),
                }
                open = false;
            }
            open = !text.is_empty() && !text.ends_with(char::is_whitespace);
        }
        Ok(words)
    }
}
