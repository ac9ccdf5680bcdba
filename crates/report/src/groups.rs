use std::collections::HashMap;

use holdfast_model::{Assessment, Finding, Outcome, ResourceRef, Severity};

/// The open findings of one object: one row of the list of what to fix first.
pub(crate) struct Group<'a> {
    pub(crate) resource: &'a ResourceRef,
    /// In the assessment's order.
    pub(crate) findings: Vec<&'a Finding>,
}

/// Groups what needs work by owner. The order of the groups is that of their first finding.
pub(crate) fn groups(assessment: &Assessment) -> Vec<Group<'_>> {
    let mut list: Vec<Group<'_>> = Vec::new();
    let mut places: HashMap<(&str, &str, &str, &str), usize> = HashMap::new();
    for finding in assessment.findings.iter().filter(|f| needs_work(f)) {
        let resource = &finding.subject.resource;
        let key =
            (resource.group(), resource.kind.as_str(), resource.namespace.as_str(), resource.name.as_str());
        let at = *places.entry(key).or_insert(list.len());
        match list.get_mut(at) {
            Some(group) => group.findings.push(finding),
            None => list.push(Group { resource, findings: vec![finding] }),
        }
    }
    list
}

/// True unless somebody accepted the risk or nothing is wrong.
pub(crate) fn needs_work(finding: &Finding) -> bool {
    finding.exception.is_none() && !matches!(finding.outcome, Outcome::Pass | Outcome::Skip(_))
}

impl Group<'_> {
    /// The score and reason of the finding ranked highest.
    pub(crate) fn rank(&self) -> Option<&holdfast_model::Rank> {
        self.findings.iter().filter_map(|f| f.rank.as_ref()).max_by_key(|rank| rank.score)
    }

    /// How many per severity, worst first, without zeros.
    pub(crate) fn counts(&self) -> Vec<(Severity, usize)> {
        count_by_severity(self.findings.iter().copied())
    }
}

/// How many findings per severity, worst first, without zeros.
pub(crate) fn count_by_severity<'a>(findings: impl Iterator<Item = &'a Finding>) -> Vec<(Severity, usize)> {
    let mut counts = [0_usize; Severity::ALL.len()];
    for finding in findings {
        if let Some(n) = counts.get_mut(finding.severity as usize) {
            *n += 1;
        }
    }
    Severity::ALL.into_iter().zip(counts).rev().filter(|(_, n)| *n > 0).collect()
}
