use std::collections::{BTreeMap, BTreeSet};
use std::thread;

use holdfast_inventory::{Knowledge, Object, PodFacts, Snapshot, json};
use holdfast_model::{CheckTally, Coverage, Finding, NotAssessed, Settings};

use rustc_hash::FxHashSet;

use crate::catalogue::by_id;
use crate::check::{Check, Judge};
use crate::context::{Cx, ObjectCx, PodCx};
use crate::findings::{Anchors, Raw, Told};
use crate::order::in_order;
use crate::plan::{Plan, Sheet};
use crate::rank::{rank, signal_checks};
use crate::verdict::Verdict;

/// What to judge, and by which checks.
#[derive(Debug)]
pub struct Request<'s> {
    pub snapshot: &'s Snapshot,
    pub settings: &'s Settings,
    pub checks: Vec<&'static Check>,
    /// Only these namespaces; empty means all, cluster-scoped objects included.
    pub namespaces: Vec<String>,
    /// Threads to judge with; at least one is used.
    pub threads: usize,
}

/// The answers of all checks; findings are ranked, the first to fix first.
#[derive(Debug, Default)]
pub struct Answers {
    pub findings: Vec<Finding>,
    /// One per check asked, sorted by id.
    pub tallies: Vec<CheckTally>,
    pub coverage: Coverage,
}

/// Asks every check about every subject. Same snapshot, same answer, whatever the number of threads.
pub fn assess(request: &Request<'_>) -> Answers {
    let cx = Cx::new(request.snapshot, request.settings);
    let checks = with_signals(&request.checks);
    let (asked, blocked) = split_by_needs(&cx, &checks);
    let sheet = judge_all(&cx, request, &Plan::of(&asked));
    let mut tallies: BTreeMap<&'static str, CheckTally> = BTreeMap::new();
    for check in &checks {
        tallies.insert(check.id, CheckTally { check: check.id, ..CheckTally::default() });
    }
    for (check, tally) in asked.iter().zip(sheet.tallies) {
        tallies.insert(check.id, CheckTally { check: check.id, ..tally });
    }
    let mut findings = rank(fold(sheet.raws, request.threads, &mut tallies), request.settings);
    let ids: FxHashSet<&str> = request.checks.iter().map(|c| c.id).collect();
    let chosen = |id: &str| ids.contains(id);
    findings.retain(|f| chosen(&f.check));
    tallies.retain(|id, _| chosen(id));
    let unknown = sheet.not_assessed.into_iter().filter(|(id, _)| chosen(id));
    let unknown =
        unknown.map(|(id, why)| NotAssessed { check: id.to_owned(), why: why.to_owned() }).collect();
    let blocked = blocked.into_iter().filter(|n| chosen(&n.check)).collect();
    let coverage = coverage(&cx, &tallies, unknown, blocked);
    Answers { findings, tallies: tallies.into_values().collect(), coverage }
}

/// The checks asked for, and those whose answers weigh on the rank of others.
fn with_signals(checks: &[&'static Check]) -> Vec<&'static Check> {
    let mut all = checks.to_vec();
    for check in signal_checks().filter_map(by_id) {
        if !all.iter().any(|c| c.id == check.id) {
            all.push(check);
        }
    }
    all
}

fn judge_all<'s>(cx: &Cx<'s>, request: &Request<'s>, plan: &Plan) -> Sheet<'s> {
    let snapshot = request.snapshot;
    let pods = snapshot.pods();
    let objects: Vec<Object<'s>> = snapshot.objects().filter(|o| wanted(*o, &request.namespaces)).collect();
    // A thread costs more than a handful of manifests.
    let threads = if pods.len() + objects.len() < 256 { 1 } else { request.threads.max(1) };
    let mut sheet = Sheet::new(plan.checks);
    thread::scope(|scope| {
        let parts: Vec<_> = (0..threads)
            .map(|part| {
                let objects = &objects;
                let work = move || {
                    judge_part(cx, request, plan, share(pods, part, threads), share(objects, part, threads))
                };
                if threads == 1 { Err(work()) } else { Ok(scope.spawn(work)) }
            })
            .collect();
        for part in parts {
            match part {
                Err(done) => sheet.merge(done),
                Ok(running) => match running.join() {
                    Ok(done) => sheet.merge(done),
                    Err(panic) => std::panic::resume_unwind(panic),
                },
            }
        }
    });
    judge_cluster(cx, plan, &mut sheet);
    sheet
}

/// The part-th of `parts` slices of about equal length.
fn share<T>(all: &[T], part: usize, parts: usize) -> &[T] {
    let size = all.len().div_ceil(parts.max(1)).max(1);
    all.chunks(size).nth(part).unwrap_or_default()
}

fn judge_part<'s>(
    cx: &Cx<'s>,
    request: &Request<'s>,
    plan: &Plan,
    pods: &'s [PodFacts],
    objects: &[Object<'s>],
) -> Sheet<'s> {
    let mut sheet = Sheet::new(plan.checks);
    if !plan.pod.is_empty() || !plan.container.is_empty() {
        for facts in pods {
            let object = facts.object(request.snapshot);
            if wanted(object, &request.namespaces) {
                judge_pod(cx, plan, facts, object, &mut sheet);
            }
        }
    }
    for &object in objects {
        judge_object(cx, plan, object, &mut sheet);
    }
    sheet
}

fn judge_pod<'s>(cx: &Cx<'s>, plan: &Plan, facts: &'s PodFacts, object: Object<'s>, sheet: &mut Sheet<'s>) {
    let subject = object.workload();
    let rolled_up = subject != object;
    if rolled_up && is_retired(object) {
        return;
    }
    let Some(template) = facts.template(cx.snapshot()) else { return };
    let pod = PodCx { cx, object, facts, template };
    let is_further = rolled_up || object.is_repeat();
    for asked in &plan.pod {
        let of = is_further.then_some((subject.first_id(), ""));
        let verdict = trusted((asked.judge)(&pod), object);
        sheet.note(asked, verdict, of, |hit| Raw::pod(asked.check, subject, facts, object, hit));
    }
    for container in pod.containers() {
        let of = is_further.then_some((subject.first_id(), container.name()));
        for asked in &plan.container {
            let raw = |hit| Raw::container(asked.check, subject, &container, hit);
            sheet.note(asked, trusted((asked.judge)(&container), object), of, raw);
        }
    }
}

/// A pass on an object of which fields were left out is none: what stood there may have been what is wrong.
fn trusted(verdict: Verdict, object: Object<'_>) -> Verdict {
    match verdict {
        Verdict::Pass if !object.problems().is_empty() => {
            Verdict::NotAssessed("a field of the object has the wrong type: see the gaps")
        }
        other => other,
    }
}

/// A ReplicaSet of an earlier rollout: it has no pods, and its template is no longer what its Deployment says.
fn is_retired(object: Object<'_>) -> bool {
    object.kind() == "ReplicaSet" && json::at(object.json(), "/spec/replicas") == Some(b"0")
}

fn judge_object<'s>(cx: &Cx<'s>, plan: &Plan, object: Object<'s>, sheet: &mut Sheet<'s>) {
    let own = plan.object.get(object.kind());
    if (own.is_none() && plan.every.is_empty()) || is_made(object) {
        return;
    }
    let subject = ObjectCx { cx, object };
    for asked in own.into_iter().flatten().chain(&plan.every) {
        let verdict = trusted((asked.judge)(&subject), object);
        let of = object.is_repeat().then_some((object.first_id(), ""));
        sheet.note(asked, verdict, of, |hit| Raw::object(asked.check, object, hit));
    }
}

/// Made by a controller that is judged itself. Other owned objects (a ConfigMap of an operator) are nobody else's to judge.
fn is_made(object: Object<'_>) -> bool {
    object.has_template() && object.workload() != object
}

fn judge_cluster(cx: &Cx<'_>, plan: &Plan, sheet: &mut Sheet<'_>) {
    for asked in &plan.cluster {
        let verdict = if cx.from_files() {
            Verdict::NotAssessed("files cannot show it: scan a cluster or a snapshot of one")
        } else {
            (asked.judge)(cx)
        };
        sheet.note(asked, verdict, None, |hit| Raw::cluster(asked.check, hit));
    }
}

/// True when the object is in a namespace that was asked for.
fn wanted(object: Object<'_>, namespaces: &[String]) -> bool {
    let here = if object.kind() == "Namespace" { object.name() } else { object.namespace() };
    namespaces.is_empty() || namespaces.iter().any(|n| n == here)
}

/// Checks that can be asked, and those that lack facts the cluster did not give.
fn split_by_needs(cx: &Cx<'_>, checks: &[&'static Check]) -> (Vec<&'static Check>, Vec<NotAssessed>) {
    let mut asked = Vec::new();
    let mut blocked = Vec::new();
    for check in checks {
        let judged: &[&str] = match check.judge {
            Judge::Object(kinds, _) | Judge::PodOrObject(_, kinds, _) => kinds,
            Judge::Container(_) | Judge::Pod(_) | Judge::Every(_) | Judge::Cluster(_) => &[],
        };
        let denied = cx.snapshot().denied_kinds().collect::<BTreeSet<_>>();
        let missing = check.needs.iter().find(|kind| cx.snapshot().knowledge(kind) == Knowledge::Missing);
        let lost = judged.iter().find(|kind| denied.contains(**kind));
        match (missing, lost) {
            (Some(kind), _) => {
                blocked.push(NotAssessed {
                    check: check.id.to_owned(),
                    why: format!("the cluster did not give its {kind} objects"),
                });
            }
            (None, Some(kind)) => {
                blocked.push(NotAssessed {
                    check: check.id.to_owned(),
                    why: format!("the list of {kind} objects is missing or incomplete"),
                });
                asked.push(*check);
            }
            (None, None) => asked.push(*check),
        }
    }
    (asked, blocked)
}

/// Raw hits become findings: one per fingerprint, the controller's own before its pods'.
fn fold<'s>(
    mut raws: Vec<Raw<'s>>,
    threads: usize,
    tallies: &mut BTreeMap<&'static str, CheckTally>,
) -> Vec<Told<'s>> {
    in_order(&mut raws, |a, b| a.order().cmp(&b.order()));
    raws.dedup_by(|next, kept| kept.same(next));
    for raw in raws.iter().filter(|raw| raw.is_further()) {
        if let Some(tally) = tallies.get_mut(raw.check.id) {
            tally.failed += 1;
        }
    }
    told(raws, threads)
}

/// Words for every hit, written by all threads: they are most of the work of a large scan.
fn told<'s>(mut raws: Vec<Raw<'s>>, threads: usize) -> Vec<Told<'s>> {
    let tell = |raws: Vec<Raw<'s>>| {
        let mut anchors = Anchors::default();
        raws.into_iter().map(|raw| Told::of(raw, &mut anchors)).collect::<Vec<_>>()
    };
    if threads < 2 || raws.len() < 1024 {
        return tell(raws);
    }
    let rest = raws.split_off(raws.len() / 2);
    thread::scope(|scope| {
        let second = scope.spawn(|| told(rest, threads / 2));
        let mut first = told(raws, threads / 2);
        match second.join() {
            Ok(second) => first.extend(second),
            Err(panic) => std::panic::resume_unwind(panic),
        }
        first
    })
}

fn coverage(
    cx: &Cx<'_>,
    tallies: &BTreeMap<&'static str, CheckTally>,
    not_assessed: Vec<NotAssessed>,
    blocked: Vec<NotAssessed>,
) -> Coverage {
    let snapshot = cx.snapshot();
    let judged: usize = tallies.values().map(|t| t.passed + t.failed).sum();
    // What a gap hides is unknown; each counts as one average object, or one whole check, so that coverage is never called full.
    let per_object = judged / snapshot.len().max(1) + 1;
    let lost = snapshot.gaps.len() * per_object + blocked.len();
    let percent = if lost == 0 { 100 } else { (judged * 100 / (judged + lost)).min(99) };
    let mut not_assessed_checks: Vec<NotAssessed> = not_assessed.into_iter().chain(blocked).collect();
    not_assessed_checks.sort();
    Coverage {
        resources: snapshot.count_by_kind(),
        judged,
        not_assessed: tallies.values().map(|t| t.not_assessed).sum(),
        unreadable: snapshot.gaps.len(),
        percent: u32::try_from(percent).unwrap_or(0),
        not_assessed_checks,
    }
}
