//! Every hunter judges as its page says, and the list of hunters is whole.

use std::collections::BTreeSet;

use holdfast_hunt::{Hunter, Judge, Verdict, all, judge};

use crate::page::{Facts, examples};

fn verdict(hunter: &Hunter, facts: &Facts) -> Verdict {
    match (hunter.judge, facts) {
        (Judge::Service(_), Facts::Service(service)) if hunter.applies(service) => judge(hunter, service),
        (Judge::Active(action), Facts::Service(service)) if hunter.applies(service) => {
            (action.judge)(service, "run")
        }
        (Judge::Inside(judge), Facts::Pod(pod)) => judge(pod),
        _ => Verdict::NotApplicable,
    }
}

#[test]
fn hunters_judge_as_their_pages_say() {
    let mut wrong = Vec::new();
    for hunter in all().iter().filter(|h| !matches!(h.judge, Judge::Advisories)) {
        let found = examples(hunter.page);
        let (fails, passes) =
            (found.iter().filter(|e| e.fails).count(), found.iter().filter(|e| !e.fails).count());
        if fails == 0 || passes == 0 {
            wrong.push(format!("{}: needs a passing and a failing example", hunter.id));
        }
        for example in found {
            let said = verdict(hunter, &example.facts);
            if matches!(said, Verdict::Found(_)) != example.fails {
                wrong.push(format!("{} line {}: {said:?}", hunter.id, example.line));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn list_is_sorted_documented_and_knows_its_techniques() {
    let hunters = all();
    assert!(hunters.is_sorted_by(|a, b| a.id < b.id));
    for hunter in hunters {
        assert!(hunter.page.starts_with(&format!("# {}\n", hunter.id)), "{}", hunter.id);
        assert!(hunter.page.contains("## How to fix"), "{}", hunter.id);
        assert!(!hunter.techniques.is_empty(), "{}", hunter.id);
        for id in hunter.techniques {
            assert!(holdfast_model::technique(id).is_some(), "{}: {id}", hunter.id);
        }
        if !hunter.is_active() {
            assert!(hunter.asks.iter().all(|ask| ask.reads_only), "{}", hunter.id);
        }
    }
}

/// The 38 ids of kube-hunter's knowledge base are all there as aliases.
#[test]
fn kube_hunters_ids_are_aliases() {
    let known: BTreeSet<&str> =
        all().iter().flat_map(|h| h.aliases).filter_map(|a| a.strip_prefix("kube-hunter:KHV")).collect();
    let wanted = (2..=7).chain(20..=34).chain(36..=47).chain(49..=53).map(|n| format!("{n:03}"));
    let missing: Vec<String> = wanted.filter(|id| !known.contains(id.as_str())).collect();
    assert!(missing.is_empty(), "{missing:?}");
    assert_eq!(known.len(), 38);
    assert!(all().len() >= 138, "{}", all().len());
}
