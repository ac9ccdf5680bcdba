use crate::answer::Outcome;
use crate::assess::Judged;
use crate::benchmark::Benchmark;

/// How a section went: numbers, not subjects.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Score {
    /// `1.2 API server`.
    pub section: &'static str,
    pub passed: usize,
    pub failed: usize,
    /// A person has to answer, or has answered.
    pub manual: usize,
    /// Not applicable, not assessed, not readable, left out.
    pub other: usize,
}

impl Score {
    /// Passed of passed and failed, in percent, rounded down; `None` when nothing was decided.
    pub fn percent(&self) -> Option<usize> {
        let decided = self.passed + self.failed;
        (self.passed * 100).checked_div(decided)
    }
}

/// Scores by section, in the benchmark's order.
pub fn scores(judged: &Judged) -> Vec<Score> {
    let mut scores: Vec<Score> = Vec::new();
    for requirement in judged.benchmark.framework.requirements {
        let mut outcomes =
            judged.answers.iter().filter(|a| a.entry.number == requirement.id).map(|a| &a.outcome).peekable();
        if outcomes.peek().is_none() {
            continue;
        }
        let outcomes: Vec<&Outcome> = outcomes.collect();
        if scores.last().is_none_or(|last| last.section != requirement.section) {
            scores.push(Score { section: requirement.section, passed: 0, failed: 0, manual: 0, other: 0 });
        }
        let Some(score) = scores.last_mut() else { continue };
        let any = |wanted: fn(&Outcome) -> bool| outcomes.iter().any(|o| wanted(o));
        if any(|o| *o == Outcome::Fail) {
            score.failed += 1;
        } else if any(|o| matches!(o, Outcome::Unread(_) | Outcome::NotAssessed(_) | Outcome::Skipped(_))) {
            score.other += 1;
        } else if any(|o| matches!(o, Outcome::Manual | Outcome::Attested { .. })) {
            score.manual += 1;
        } else if any(|o| *o == Outcome::Pass) {
            score.passed += 1;
        } else {
            score.other += 1;
        }
    }
    scores
}

impl Benchmark {
    /// Numbers that facts alone can settle.
    pub fn by_machine(&self) -> usize {
        self.entries.iter().filter(|e| e.control().is_some_and(crate::catalogue::Control::by_machine)).count()
    }
}
