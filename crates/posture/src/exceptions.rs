//! Accepted risks: dated exceptions of `holdfast.yaml`, and suppressions written on the objects.

use holdfast_inventory::Snapshot;
use holdfast_model::{Applied, Exception, Finding, glob_match};
use rustc_hash::FxHashMap;

use crate::catalogue::resolve;
use crate::suppressions::Suppressions;

/// Marks the findings that somebody accepted. `today` is `YYYY-MM-DD`.
///
/// Gives a note for each exception that is expired, unused, or names no check: acceptance must not rot unseen.
pub fn except(
    findings: &mut [Finding],
    snapshot: &Snapshot,
    exceptions: &[Exception],
    today: &str,
) -> Vec<String> {
    let mut used = vec![false; exceptions.len()];
    let mut cache: FxHashMap<u32, Suppressions> = FxHashMap::default();
    for finding in findings.iter_mut() {
        let by_rule = exceptions.iter().enumerate().find(|(_, e)| covers(e, finding, snapshot));
        if let Some((at, exception)) = by_rule {
            if let Some(used) = used.get_mut(at) {
                *used = true;
            }
            if !is_expired(exception, today) {
                finding.exception = Some(Box::new(applied(exception)));
                continue;
            }
        }
        let r = &finding.subject.resource;
        let Some(object) = snapshot.find(&r.kind, &r.namespace, &r.name).filter(|o| o.has_suppressions())
        else {
            continue;
        };
        let suppressions = cache.entry(object.id()).or_insert_with(|| Suppressions::of(object));
        finding.exception = suppressions.covering(&finding.check).map(Box::new);
    }
    exceptions.iter().zip(used).filter_map(|(exception, used)| note(exception, used, today)).collect()
}

fn covers(exception: &Exception, finding: &Finding, snapshot: &Snapshot) -> bool {
    names(&exception.check, &finding.check) && {
        let r = &finding.subject.resource;
        let object = snapshot.find(&r.kind, &r.namespace, &r.name);
        exception.selector.matches(&finding.subject, |key| object.and_then(|o| o.label(key)))
    }
}

fn names(name: &str, check: &str) -> bool {
    name == check
        || glob_match(name, check)
        || (name.contains(':') && resolve(name).is_ok_and(|found| found.iter().any(|c| c.id == check)))
}

/// Dates in ISO order compare as text.
fn is_expired(exception: &Exception, today: &str) -> bool {
    exception.expires.as_str() < today
}

fn applied(exception: &Exception) -> Applied {
    Applied {
        source: "holdfast.yaml".to_owned(),
        reason: exception.reason.clone(),
        owner: exception.owner.clone(),
        expires: exception.expires.clone(),
    }
}

fn note(exception: &Exception, used: bool, today: &str) -> Option<String> {
    let Exception { check, owner, expires, .. } = exception;
    if resolve(check).is_err() {
        return Some(format!(
            "exception for {check} (owner {owner}) names no check: see `holdfast explain --list`"
        ));
    }
    match (used, is_expired(exception, today)) {
        (true, true) => Some(format!(
            "exception for {check} (owner {owner}) expired on {expires}: its findings count again"
        )),
        (false, true) => Some(format!(
            "exception for {check} (owner {owner}) expired on {expires} and matches nothing: remove it"
        )),
        (false, false) => Some(format!("exception for {check} (owner {owner}) matches nothing: remove it")),
        (true, false) => None,
    }
}
