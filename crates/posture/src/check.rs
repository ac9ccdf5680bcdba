use holdfast_model::{CheckInfo, Confidence, Severity};

use crate::context::{ContainerCx, Cx, ObjectCx, PodCx};
use crate::verdict::Verdict;

/// One check: its description and the function that judges. Each lives in `checks/<slug>.rs` beside its page `<slug>.md`.
#[derive(Debug)]
pub struct Check {
    /// Kebab-case, read as "what is wrong"; never a number, never reused.
    pub id: &'static str,
    /// What is wrong, in a few words.
    pub title: &'static str,
    pub severity: Severity,
    /// How sure a failure is: `High` when the deciding field itself was read.
    pub confidence: Confidence,
    /// What to do, in a sentence.
    pub fix: &'static str,
    /// MITRE ATT&CK technique ids.
    pub techniques: &'static [&'static str],
    /// Ids of the same check in other tools, `tool:id`.
    pub aliases: &'static [&'static str],
    /// The page, compiled in.
    pub page: &'static str,
    /// Kinds that must be fully known besides the judged one. When the cluster did not give one of them,
    /// the check is not assessed: it never passes on half the facts.
    pub needs: &'static [&'static str],
    pub judge: Judge,
}

/// What a check is asked about.
#[derive(Clone, Copy, Debug)]
pub enum Judge {
    /// Each container of each pod and pod template: plain, init and ephemeral ones.
    Container(fn(&ContainerCx<'_, '_>) -> Verdict),
    /// Each pod and pod template.
    Pod(fn(&PodCx<'_, '_>) -> Verdict),
    /// Each object of these kinds.
    Object(&'static [&'static str], fn(&ObjectCx<'_, '_>) -> Verdict),
    /// Each pod and pod template, and each object of these kinds.
    PodOrObject(fn(&PodCx<'_, '_>) -> Verdict, &'static [&'static str], fn(&ObjectCx<'_, '_>) -> Verdict),
    /// Each object of any kind.
    Every(fn(&ObjectCx<'_, '_>) -> Verdict),
    /// The cluster as a whole, once. Files cannot tell: not assessed there.
    Cluster(fn(&Cx<'_>) -> Verdict),
}

impl Check {
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
}
