use std::fmt;

use crate::check::Check;
use crate::checks::ALL;

/// Every check, sorted by id.
pub fn all() -> &'static [&'static Check] {
    ALL
}

pub fn by_id(id: &str) -> Option<&'static Check> {
    ALL.binary_search_by(|c| c.id.cmp(id)).ok().and_then(|at| ALL.get(at)).copied()
}

/// The text names no check.
#[derive(Debug, PartialEq, Eq)]
pub struct UnknownCheck {
    pub name: String,
    /// The closest ids, best first.
    pub near: Vec<&'static str>,
}

impl fmt::Display for UnknownCheck {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "no check is called {:?}", self.name)?;
        if !self.near.is_empty() {
            write!(f, "; did you mean {}?", self.near.join(", "))?;
        }
        Ok(())
    }
}

impl std::error::Error for UnknownCheck {}

/// Finds the checks a person means: an id, another tool's id (`kube-linter:host-pid`, or just `C-0057`), or a glob over ids.
pub fn resolve(name: &str) -> Result<Vec<&'static Check>, UnknownCheck> {
    if let Some(check) = by_id(name) {
        return Ok(vec![check]);
    }
    let names_it = |check: &&&Check| {
        check.aliases.iter().any(|alias| {
            alias.eq_ignore_ascii_case(name)
                || alias.split_once(':').is_some_and(|(_, id)| id.eq_ignore_ascii_case(name))
        }) || (name.contains(['*', '?']) && holdfast_model::glob_match(name, check.id))
    };
    let found: Vec<_> = ALL.iter().filter(names_it).copied().collect();
    if found.is_empty() { Err(UnknownCheck { name: name.to_owned(), near: near(name) }) } else { Ok(found) }
}

/// Ids that share most of their words with the name.
fn near(name: &str) -> Vec<&'static str> {
    let words: Vec<&str> = name.split(['-', '_', ' ', ':']).filter(|w| w.len() > 2).collect();
    let mut scored: Vec<(usize, &'static str)> = ALL
        .iter()
        .map(|c| (words.iter().filter(|w| c.id.contains(&w.to_ascii_lowercase())).count(), c.id))
        .filter(|(score, _)| *score > 0)
        .collect();
    scored.sort_by_key(|(score, id)| (std::cmp::Reverse(*score), *id));
    scored.into_iter().take(3).map(|(_, id)| id).collect()
}
