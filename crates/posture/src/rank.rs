//! What to fix first: severity, weighed by how exposed and how privileged the workload is and how much it matters.
//!
//! The score is 0 to 100 and each part of it is said in one line, so that the order can be argued with.

use std::cmp::Ordering;

use holdfast_inventory::{Object, json};
use holdfast_model::{Criticality, Finding, Rank, ResourceRef, Settings, Severity, Subject};
use rustc_hash::FxHashMap;

use crate::findings::Told;
use crate::order::in_order;

/// A fact about a workload that other findings show, and the points it adds.
struct Signal {
    check: &'static str,
    points: u32,
    says: &'static str,
}

const fn signal(check: &'static str, points: u32, says: &'static str) -> Signal {
    Signal { check, points, says }
}

/// Ways in from outside: the widest counts.
static EXPOSED: &[Signal] = &[
    signal("sensitive-ui-exposed", 16, "an admin interface open to the outside"),
    signal("externally-exposed", 14, "reachable from outside the cluster"),
    signal("exposed-by-gateway", 14, "reachable through a gateway or ingress"),
    signal("host-port", 8, "listening on its node's address"),
    signal("host-network", 8, "on its node's network"),
];

/// What falls with the workload: the worst counts.
static POWER: &[Signal] = &[
    signal("workload-cluster-takeover", 16, "its account can take over the cluster"),
    signal("workload-admin-role", 14, "its account is an administrator"),
    signal("privileged-container", 12, "root on its node"),
    signal("runtime-socket-mount", 12, "holds the container runtime's socket"),
    signal("host-path-sensitive", 10, "mounts sensitive directories of its node"),
    signal("host-pid", 8, "sees its node's processes"),
    signal("sa-container-access", 6, "its token carries rights"),
];

/// Checks whose answers weigh on the rank of others.
pub(crate) fn signal_checks() -> impl Iterator<Item = &'static str> {
    EXPOSED.iter().chain(POWER).map(|s| s.check)
}

/// What is known of one subject, apart from the finding itself.
#[derive(Default)]
struct Standing {
    exposed: Option<&'static Signal>,
    power: Option<&'static Signal>,
    criticality: Option<Criticality>,
    replicas: i64,
    /// What all this adds to the score of each finding, and how it is said.
    added: (u32, String),
    /// Place of the subject among all, by name.
    place: usize,
}

/// Gives every finding its rank and sorts: the first to fix stands first.
pub(crate) fn rank(mut found: Vec<Told<'_>>, settings: &Settings) -> Vec<Finding> {
    let standings = standings(&found, settings);
    let nothing = Standing::default();
    for told in &mut found {
        let standing = told.object.and_then(|o| standings.get(&o.id())).unwrap_or(&nothing);
        told.finding.rank = Some(score(told.finding.severity, &standing.added));
        told.place = standing.place;
    }
    in_order(&mut found, by_rank);
    found.into_iter().map(|told| told.finding).collect()
}

/// Sorts by score again, after scores were changed; findings of one score keep their order.
pub fn by_score(findings: &mut [Finding]) {
    let key = |f: &Finding| f.rank.as_ref().map_or(0, |r| r.score);
    in_order(findings, |a, b| key(b).cmp(&key(a)));
}

fn by_rank(a: &Told<'_>, b: &Told<'_>) -> Ordering {
    let key = |f: &Finding| f.rank.as_ref().map_or(0, |r| r.score);
    let (place_a, a, place_b, b) = (a.place, &a.finding, b.place, &b.finding);
    let worse = (key(b), b.severity, place_a).cmp(&(key(a), a.severity, place_b));
    let names = (&a.subject.container, &a.check, &a.fingerprint);
    worse.then_with(|| names.cmp(&(&b.subject.container, &b.check, &b.fingerprint)))
}

fn standings(found: &[Told<'_>], settings: &Settings) -> FxHashMap<u32, Standing> {
    let mut standings: FxHashMap<u32, Standing> = FxHashMap::default();
    let mut names: Vec<(&ResourceRef, u32)> = Vec::new();
    for Told { object, finding, .. } in found {
        let Some(object) = *object else { continue };
        let standing = standings.entry(object.id()).or_insert_with(|| {
            names.push((&finding.subject.resource, object.id()));
            Standing {
                criticality: criticality(object, &finding.subject, settings),
                replicas: replicas(object),
                ..Standing::default()
            }
        });
        strongest(&mut standing.exposed, EXPOSED, &finding.check);
        strongest(&mut standing.power, POWER, &finding.check);
    }
    names.sort_unstable();
    // Objects of one name share a place. The cluster, which has no object, comes before all.
    for (place, same) in names.chunk_by(|a, b| a.0 == b.0).enumerate() {
        for (_, id) in same {
            if let Some(standing) = standings.get_mut(id) {
                standing.place = place + 1;
                standing.added = added(standing);
            }
        }
    }
    standings
}

fn strongest(held: &mut Option<&'static Signal>, signals: &'static [Signal], check: &str) {
    if let Some(signal) = signals.iter().find(|s| s.check == check)
        && held.is_none_or(|h| h.points < signal.points)
    {
        *held = Some(signal);
    }
}

/// The owner's own word: rules of the settings first, then the label on the object or its namespace.
fn criticality(object: Object<'_>, subject: &Subject, settings: &Settings) -> Option<Criticality> {
    const LABEL: &str = "holdfast.dev/criticality";
    let whole = Subject::of(subject.resource.clone());
    let by_rule =
        settings.criticality.iter().find(|rule| rule.selector.matches(&whole, |key| object.label(key)));
    by_rule.map(|rule| rule.level).or_else(|| {
        let namespace = || object.snapshot().find("Namespace", "", object.namespace());
        object.label(LABEL).or_else(|| namespace()?.label(LABEL)).and_then(Criticality::parse)
    })
}

fn replicas(object: Object<'_>) -> i64 {
    json::at(object.json(), "/spec/replicas")
        .and_then(|n| std::str::from_utf8(n).ok())
        .and_then(|n| n.parse().ok())
        .unwrap_or(1)
}

/// What a subject's standing adds to the score of each of its findings, and how it is said.
fn added(standing: &Standing) -> (u32, String) {
    let mut score = 0;
    let mut why = Vec::new();
    for signal in [standing.exposed, standing.power].into_iter().flatten() {
        score += signal.points;
        why.push(signal.says.to_owned());
    }
    match standing.criticality {
        Some(Criticality::Public | Criticality::Low) => {
            why.push("little at stake, says its owner".to_owned());
        }
        Some(Criticality::Internal | Criticality::Medium) => score += 2,
        Some(level @ Criticality::High) => {
            score += 5;
            why.push(format!("{} criticality", level.as_str()));
        }
        Some(level @ (Criticality::Personal | Criticality::Payment | Criticality::Critical)) => {
            score += 8;
            let data = format!("handles {} data", level.as_str());
            why.push(if level == Criticality::Critical { "critical to its owner".to_owned() } else { data });
        }
        None => {}
    }
    if standing.replicas > 1 {
        score += match standing.replicas {
            ..=4 => 1,
            5..=19 => 2,
            _ => 4,
        };
        why.push(format!("{} replicas", standing.replicas));
    }
    (score, why.join("; "))
}

fn score(severity: Severity, (added, says): &(u32, String)) -> Rank {
    let own = match severity {
        Severity::Critical => 60,
        Severity::High => 44,
        Severity::Medium => 28,
        Severity::Low => 12,
        Severity::Info => 2,
    };
    let separator = if says.is_empty() { "" } else { "; " };
    Rank { score: (own + added).min(100), why: format!("{}{separator}{says}", severity.as_str()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exposure_power_and_criticality_lift_a_finding() {
        let ranked = |severity, standing: &Standing| score(severity, &added(standing));
        let plain = ranked(Severity::High, &Standing::default());
        let lifted = Standing {
            exposed: EXPOSED.first(),
            power: POWER.first(),
            criticality: Some(Criticality::Payment),
            replicas: 50,
            ..Standing::default()
        };
        let lifted = ranked(Severity::High, &lifted);
        assert_eq!((plain.score, plain.why.as_str()), (44, "high"));
        assert_eq!(lifted.score, 88);
        assert!(lifted.why.contains("payment data") && lifted.why.contains("50 replicas"), "{}", lifted.why);
        assert!(ranked(Severity::Critical, &Standing { replicas: 1000, ..Standing::default() }).score <= 100);
    }
}
