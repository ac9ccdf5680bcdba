use std::cmp::Reverse;
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

/// Ids that are a slip of the finger away, then those that share most of their words with the name.
fn near(name: &str) -> Vec<&'static str> {
    let name = name.to_ascii_lowercase();
    let words: Vec<&str> = name.split(['-', '_', ' ', ':']).filter(|w| w.len() > 2).collect();
    let score = |id: &'static str| {
        let slips = slips(&name, id);
        let close = (slips * 4 <= id.len()).then_some(slips);
        let shared = words.iter().filter(|w| id.contains(*w)).count();
        (close.is_some() || shared > 0).then_some((close.unwrap_or(usize::MAX), Reverse(shared), id))
    };
    let mut scored: Vec<_> = ALL.iter().filter_map(|c| score(c.id)).collect();
    scored.sort_unstable();
    scored.into_iter().take(3).map(|(.., id)| id).collect()
}

/// Letters added, left out or changed between two words (Levenshtein's distance).
fn slips(from: &str, to: &str) -> usize {
    let mut row: Vec<usize> = (0..=to.len()).collect();
    for (at, left) in from.bytes().enumerate() {
        let (mut corner, mut last) = (at, at + 1);
        for (right, cell) in to.bytes().zip(row.iter_mut().skip(1)) {
            let changed = corner + usize::from(left != right);
            corner = *cell;
            last = changed.min(corner + 1).min(last + 1);
            *cell = last;
        }
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_id_comes_first() {
        let first = |name: &str| near(name).first().copied();
        assert_eq!(first("privilegd-container"), Some("privileged-container"));
        assert_eq!(first("Host-Pdi"), Some("host-pid"));
        assert_eq!(first("zzzz"), None);
        assert_eq!(slips("host-pid", "host-ipc"), 3);
    }
}
