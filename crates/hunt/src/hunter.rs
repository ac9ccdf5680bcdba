//! What a hunter is, and how it is asked.

use holdfast_model::{CheckInfo, Confidence, Severity};

use crate::http::Ask;
use crate::inside::Inside;
use crate::service::Service;

/// One hunter: its description and the function that judges. Each lives in `hunters/<slug>.rs` beside its page `<slug>.md`.
#[derive(Debug)]
pub struct Hunter {
    /// Kebab-case, read as "what is wrong"; never a number, never reused.
    pub id: &'static str,
    /// What is wrong, in a few words.
    pub title: &'static str,
    pub severity: Severity,
    /// How sure a finding is: `High` when the deciding bytes themselves were seen.
    pub confidence: Confidence,
    /// What to do, in a sentence.
    pub fix: &'static str,
    /// MITRE ATT&CK technique ids.
    pub techniques: &'static [&'static str],
    /// Ids of the same check in other tools, `tool:id`.
    pub aliases: &'static [&'static str],
    /// The page, compiled in.
    pub page: &'static str,
    /// Products it is asked about; empty for every service.
    pub products: &'static [&'static str],
    /// What is sent to them before it is asked.
    pub asks: &'static [Ask],
    pub judge: Judge,
}

/// What a hunter looks at.
#[derive(Clone, Copy, Debug)]
pub enum Judge {
    /// A service and its answers. Passive.
    Service(fn(&Service) -> Verdict),
    /// A service, after requests that change something there. Asked in active runs only.
    Active(&'static Action),
    /// The pod this process runs in.
    Inside(fn(&Inside) -> Verdict),
    /// Product and version, by advisories that the caller matches.
    Advisories,
}

/// Requests that change something, and the way back.
#[derive(Debug)]
pub struct Action {
    /// What will be done and undone, in a sentence, said before it is done.
    pub says: &'static str,
    /// The next request, from what came of those before; the last ones undo the first. `run` is a word no other run
    /// uses, `step` counts from 0. Nothing is sent or announced when there is no first one: the service offers no hold.
    pub next: fn(&Service, run: &str, step: usize) -> Option<Ask>,
    pub judge: fn(&Service, run: &str) -> Verdict,
}

/// What a hunter says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The question does not arise here.
    NotApplicable,
    /// It was asked, and it is not so.
    Clear,
    /// It was not answered, and why.
    NotAssessed(&'static str),
    Found(Hit),
}

/// What was seen that makes it true.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hit {
    /// Ends a sentence that begins with the service's name.
    pub message: String,
    /// Requests whose answers decide, as `GET /path`.
    pub lines: Vec<String>,
    /// Facts in words.
    pub facts: Vec<String>,
    /// Texts around which the deciding part of the answer stands.
    pub marks: Vec<&'static str>,
}

impl Hit {
    pub fn at(line: &str, message: impl Into<String>) -> Self {
        let line = if line.contains(' ') { line.to_owned() } else { format!("GET {line}") };
        Self { message: message.into(), lines: vec![line], ..Self::default() }
    }

    pub fn fact(message: impl Into<String>, fact: impl Into<String>) -> Self {
        Self { message: message.into(), facts: vec![fact.into()], ..Self::default() }
    }

    #[must_use]
    pub fn and(mut self, fact: impl Into<String>) -> Self {
        self.facts.push(fact.into());
        self
    }

    #[must_use]
    pub fn around(mut self, mark: &'static str) -> Self {
        self.marks.push(mark);
        self
    }
}

impl Verdict {
    /// Found when there is a hit, else clear.
    pub fn of(hit: Option<Hit>) -> Self {
        hit.map_or(Self::Clear, Self::Found)
    }
}

impl Hunter {
    pub fn info(&self) -> CheckInfo {
        CheckInfo {
            id: self.id,
            title: self.title,
            severity: self.severity,
            fix: self.fix,
            techniques: self.techniques,
            aliases: self.aliases,
            page: self.page,
        }
    }

    pub fn is_active(&self) -> bool {
        matches!(self.judge, Judge::Active(_))
    }

    /// True when the hunter is asked about this service.
    pub fn applies(&self, service: &Service) -> bool {
        !matches!(self.judge, Judge::Inside(_) | Judge::Advisories)
            && (self.products.is_empty() || self.products.iter().any(|product| service.is(product)))
    }
}

/// Hunters by id, alias or glob.
pub fn resolve(name: &str) -> Result<Vec<&'static Hunter>, String> {
    let fits = |hunter: &&&'static Hunter| {
        holdfast_model::glob_match(name, hunter.id) || hunter.aliases.contains(&name)
    };
    let found: Vec<_> = all().iter().filter(fits).copied().collect();
    if found.is_empty() { Err(format!("no hunter is called {name:?}")) } else { Ok(found) }
}

/// Every hunter, sorted by id.
pub fn all() -> &'static [&'static Hunter] {
    crate::hunters::ALL
}
