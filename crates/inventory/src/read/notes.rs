//! What is told about an input beside its objects, bounded in number.

use holdfast_model::Gap;

use super::{ReadStats, Skipped};

/// So many gaps and skipped documents are told one by one; further gaps are counted.
const TOLD: usize = 1000;

pub(super) struct Notes<'a> {
    file: &'a str,
    gaps: &'a mut Vec<Gap>,
    told: usize,
    untold: usize,
    pub(super) stats: ReadStats,
}

impl<'a> Notes<'a> {
    pub(super) fn new(file: &'a str, gaps: &'a mut Vec<Gap>) -> Self {
        Self { file, gaps, told: 0, untold: 0, stats: ReadStats::default() }
    }

    pub(super) fn gap(&mut self, line: u32, why: &str, effect: &str) {
        if self.told == TOLD {
            self.untold += 1;
            return;
        }
        self.told += 1;
        self.gaps.push(Gap::new(format!("{}:{line}", self.file), why, effect));
    }

    pub(super) fn skip(&mut self, line: u32, why: &str) {
        if self.stats.skipped.len() < TOLD {
            self.stats.skipped.push(Skipped { line, why: why.to_owned() });
        }
    }

    pub(super) fn finish(self) -> ReadStats {
        if self.untold > 0 {
            let why = format!("{} more gaps like the {TOLD} listed", self.untold);
            self.gaps.push(Gap::new(self.file, why, "what stands there was not judged"));
        }
        self.stats
    }
}
