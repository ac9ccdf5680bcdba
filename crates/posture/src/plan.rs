//! How the questions are ordered, and where the answers of one thread are kept.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::BuildHasher as _;

use holdfast_model::CheckTally;
use rustc_hash::{FxBuildHasher, FxHashSet};

use crate::check::{Check, Judge};
use crate::context::{ContainerCx, Cx, ObjectCx, PodCx};
use crate::findings::Raw;
use crate::verdict::Verdict;

/// A check, its number among those asked, and its judging function.
#[derive(Clone, Copy)]
pub(crate) struct Asked<F> {
    pub(crate) number: usize,
    pub(crate) check: &'static Check,
    pub(crate) judge: F,
}

pub(crate) type JudgeContainer = fn(&ContainerCx<'_, '_>) -> Verdict;
pub(crate) type JudgePod = fn(&PodCx<'_, '_>) -> Verdict;
pub(crate) type JudgeCluster = fn(&Cx<'_>) -> Verdict;
pub(crate) type JudgeObject = fn(&ObjectCx<'_, '_>) -> Verdict;

/// Checks of the same kind together, so that a subject is read once and asked everything.
#[derive(Default)]
pub(crate) struct Plan {
    pub(crate) checks: usize,
    pub(crate) container: Vec<Asked<JudgeContainer>>,
    pub(crate) pod: Vec<Asked<JudgePod>>,
    pub(crate) object: BTreeMap<&'static str, Vec<Asked<JudgeObject>>>,
    pub(crate) every: Vec<Asked<JudgeObject>>,
    pub(crate) cluster: Vec<Asked<JudgeCluster>>,
}

impl Plan {
    pub(crate) fn of(checks: &[&'static Check]) -> Self {
        let mut plan = Self { checks: checks.len(), ..Self::default() };
        for (number, check) in checks.iter().enumerate() {
            match check.judge {
                Judge::Container(judge) => plan.container.push(Asked { number, check, judge }),
                Judge::Pod(judge) => plan.pod.push(Asked { number, check, judge }),
                Judge::Object(kinds, judge) => {
                    for kind in kinds {
                        plan.object.entry(kind).or_default().push(Asked { number, check, judge });
                    }
                }
                Judge::PodOrObject(pod, kinds, judge) => {
                    plan.pod.push(Asked { number, check, judge: pod });
                    for kind in kinds {
                        plan.object.entry(kind).or_default().push(Asked { number, check, judge });
                    }
                }
                Judge::Every(judge) => plan.every.push(Asked { number, check, judge }),
                Judge::Cluster(judge) => plan.cluster.push(Asked { number, check, judge }),
            }
        }
        plan
    }
}

/// What one thread found.
pub(crate) struct Sheet<'s> {
    pub(crate) raws: Vec<Raw<'s>>,
    /// By the number of the check.
    pub(crate) tallies: Vec<CheckTally>,
    pub(crate) not_assessed: BTreeSet<(&'static str, &'static str)>,
    /// Identities of hits in pods of a controller: the same hit in its other pods says nothing new.
    seen: FxHashSet<u64>,
}

impl<'s> Sheet<'s> {
    pub(crate) fn new(checks: usize) -> Self {
        Self {
            raws: Vec::new(),
            tallies: vec![CheckTally::default(); checks],
            not_assessed: BTreeSet::new(),
            seen: FxHashSet::default(),
        }
    }

    /// Notes one answer. `of` is the controller's number for pods of a controller that is judged itself:
    /// of those only hits that are new count.
    pub(crate) fn note<F>(
        &mut self,
        asked: &Asked<F>,
        verdict: Verdict,
        of: Option<(u32, &str)>,
        raw: impl Fn(crate::Hit) -> Raw<'s>,
    ) {
        let Some(tally) = self.tallies.get_mut(asked.number) else { return };
        match (verdict, of) {
            (Verdict::NotApplicable, _) | (Verdict::Pass | Verdict::NotAssessed(_), Some(_)) => {}
            (Verdict::Pass, None) => tally.passed += 1,
            (Verdict::NotAssessed(why), None) => {
                tally.not_assessed += 1;
                self.not_assessed.insert((asked.check.id, why));
            }
            (Verdict::Fail(hits), None) => {
                tally.failed += 1;
                self.raws.extend(hits.into_iter().map(raw));
            }
            (Verdict::Fail(hits), Some((controller, container))) => {
                for hit in hits {
                    let identity = (asked.number, controller, container, hit.identity());
                    if self.seen.insert(FxBuildHasher.hash_one(identity)) {
                        self.raws.push(raw(hit));
                    }
                }
            }
        }
    }

    pub(crate) fn merge(&mut self, other: Self) {
        self.raws.extend(other.raws);
        self.not_assessed.extend(other.not_assessed);
        for (sum, tally) in self.tallies.iter_mut().zip(other.tallies) {
            sum.passed += tally.passed;
            sum.failed += tally.failed;
            sum.not_assessed += tally.not_assessed;
        }
    }
}
