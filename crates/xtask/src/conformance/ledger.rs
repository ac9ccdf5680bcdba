use anyhow::{Context as _, Result, ensure};
use serde::Deserialize;

use super::Score;

pub(super) const FILE: &str = "conformance/ledger.toml";

/// Differences kept on purpose.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Ledger {
    #[serde(default, rename = "entry")]
    entries: Vec<Entry>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    suite: String,
    case: String,
    /// Why we think our answer is the better one.
    reason: String,
}

impl Ledger {
    pub(super) fn parse(text: &str) -> Result<Self> {
        let ledger: Self = toml::from_str(text).context(FILE)?;
        for (at, entry) in ledger.entries.iter().enumerate() {
            let name = format!("{FILE}: {} {}", entry.suite, entry.case);
            ensure!(!entry.reason.trim().is_empty(), "{name}: give a reason");
            let is_same = |other: &Entry| other.suite == entry.suite && other.case == entry.case;
            ensure!(!ledger.entries.iter().skip(at + 1).any(is_same), "{name}: stands twice");
        }
        Ok(ledger)
    }

    pub(super) fn reason(&self, suite: &str, case: &str) -> Option<&str> {
        let entry = self.entries.iter().find(|entry| entry.suite == suite && entry.case == case)?;
        Some(entry.reason.trim())
    }

    /// Entries of suites that ran, which name no case that differs.
    pub(super) fn unused(&self, ran: &[(&str, Score)]) -> Vec<String> {
        let mut unused = Vec::new();
        for entry in &self.entries {
            let Some((_, score)) = ran.iter().find(|(name, _)| *name == entry.suite) else { continue };
            if !score.differ.iter().any(|difference| difference.case == entry.case) {
                let why = if score.agree.contains(&entry.case) { "agrees" } else { "there is no such case" };
                unused.push(format!("{} {}: {why}", entry.suite, entry.case));
            }
        }
        unused
    }
}

#[cfg(test)]
mod tests {
    use super::super::Difference;
    use super::*;

    const TEXT: &str = "[[entry]]\nsuite = 's'\ncase = 'a'\nreason = 'r'\n\
                        [[entry]]\nsuite = 's'\ncase = 'b'\nreason = 'r'\n\
                        [[entry]]\nsuite = 's'\ncase = 'c'\nreason = 'r'\n\
                        [[entry]]\nsuite = 'other'\ncase = 'a'\nreason = 'r'\n";

    #[test]
    fn entries_that_explain_nothing_are_told() {
        let ledger = Ledger::parse(TEXT).unwrap();
        let score = Score {
            agree: vec!["b".to_owned()],
            differ: vec![Difference { case: "a".to_owned(), why: String::new() }],
            out_of_scope: Vec::new(),
        };
        assert_eq!(ledger.reason("s", "a"), Some("r"));
        assert_eq!(ledger.reason("s", "x"), None);
        assert_eq!(ledger.unused(&[("s", score)]), ["s b: agrees", "s c: there is no such case"]);
    }

    #[test]
    fn bad_ledgers_are_refused() {
        let bad = [
            "[[entry]]\nsuite = 's'\ncase = 'a'\nreason = ' '\n".to_owned(),
            "[[entry]]\nsuite = 's'\ncase = 'a'\n".to_owned(),
            format!("{TEXT}{TEXT}"),
        ];
        for text in bad {
            assert!(Ledger::parse(&text).is_err(), "{text}");
        }
        assert!(Ledger::parse("").is_ok());
    }
}
