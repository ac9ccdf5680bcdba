//! Answers from a graph: who reaches what, how, and what stops it.

mod chokes;
mod entries;
mod fixes;
mod paths;
mod prove;
mod ways;

use crate::graph::Graph;
use crate::vertex::VertexId;

pub use chokes::Choke;
pub use entries::Entry;
pub use fixes::{Chosen, Fixes};
pub use paths::Path;
pub(crate) use ways::Ways;

/// What is asked of a graph.
#[derive(Clone, Debug)]
pub struct Question {
    pub entries: Vec<Entry>,
    pub targets: Vec<VertexId>,
}

/// The answers to one question.
#[derive(Clone, Debug)]
pub struct Answers {
    pub entries: Vec<Entry>,
    pub targets: Vec<VertexId>,
    /// The cheapest path of each entry to each target, by entry; none to others where it leads to the administrator.
    pub paths: Vec<Path>,
    /// For each target, how many entries reach it.
    pub reach: Vec<usize>,
    pub chokes: Vec<Choke>,
    pub fixes: Fixes,
    /// Paths once all of the changes are made, judged anew; `None` when a change has no patch, or nothing was to change.
    pub after: Option<usize>,
}

impl Answers {
    /// Entries that reach some target.
    pub fn reaching(&self) -> usize {
        let mut entries: Vec<usize> = self.paths.iter().map(|path| path.entry).collect();
        entries.dedup();
        entries.len()
    }
}

impl Graph {
    /// Every workload and the Internet, to every jewel.
    pub fn question(&self) -> Question {
        Question { entries: self.entries(), targets: self.jewels() }
    }

    /// Paths, choke points and the cheapest set of changes.
    pub fn answer(&self, question: Question) -> Answers {
        let ways = Ways::new(self);
        let Question { entries, targets } = question;
        let paths = ways.paths(&entries, &targets);
        let chokes = ways.chokes(&entries, &paths, &targets);
        let reach: Vec<usize> = targets.iter().map(|target| ways.pairs(&entries, &[*target])).collect();
        let reached: Vec<VertexId> =
            targets.iter().zip(&reach).filter(|(_, count)| **count > 0).map(|(target, _)| *target).collect();
        let fixes = ways.fixes(&entries, &reached);
        Answers { entries, targets, paths, reach, chokes, fixes, after: None }
    }

    /// The cheapest path of each entry to each target, without the fixes.
    pub fn paths(&self, question: &Question) -> Vec<Path> {
        Ways::new(self).paths(&question.entries, &question.targets)
    }

    /// What an attacker gets who holds the entry, in the order in which it falls.
    pub fn radius(&self, entry: &Entry) -> Vec<VertexId> {
        Ways::new(self).radius(entry)
    }
}
