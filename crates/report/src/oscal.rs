//! OSCAL 1.1.2 assessment results: every finding and gap an observation, every decided requirement a finding.
//! Source: <https://pages.nist.gov/OSCAL-Reference/models/v1.1.2/assessment-results/json-outline/>

mod parts;

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

use holdfast_model::{Assessment, Finding, RequirementOutcome, RequirementResult, ResourceRef};

use self::parts::{
    Actor, Assessed, BackMatter, Component, Document, Href, Include, InventoryItem, Item, LocalDefinitions,
    Metadata, Objective, Observation, Related, Resource, ResultSet, ReviewedControls, Selection, State,
    Status, Subject, line, prop, token,
};
use crate::{facts, json_writer, time, uuid};

pub(crate) fn write(assessment: &Assessment, to: &mut dyn Write) -> io::Result<()> {
    let plan = uuid::of("plan", &[]);
    let when = time::required(&assessment.time);
    let document = Document {
        assessment_results: Assessed {
            uuid: uuid::of("results", &[&assessment.cluster.name, when]),
            metadata: Metadata {
                title: line(&format!("Holdfast assessment of {}", assessment.cluster.name)),
                last_modified: when,
                version: line(&assessment.tool.version),
                oscal_version: "1.1.2",
            },
            import_ap: Href { href: format!("#{plan}") },
            results: [result(assessment, when)],
            back_matter: BackMatter {
                resources: [Resource {
                    uuid: plan,
                    title: "Automated checks",
                    description: "The checks of Holdfast are the plan of this assessment: there is no other document.",
                }],
            },
        },
    };
    json_writer::pretty(&document, to)
}

fn result<'a>(a: &'a Assessment, when: &'a str) -> ResultSet<'a> {
    let coverage = &a.coverage;
    ResultSet {
        uuid: uuid::of("result", &[&a.cluster.name, when]),
        title: line(&a.cluster.name),
        description: format!("{} findings, {} gaps.", a.findings.len(), a.gaps.len()),
        start: when,
        props: vec![
            prop("coverage-percent", &coverage.percent.to_string()),
            prop("answers-judged", &coverage.judged.to_string()),
            prop("answers-not-assessed", &coverage.not_assessed.to_string()),
        ],
        local_definitions: LocalDefinitions {
            components: [Component {
                uuid: tool_uuid(),
                kind: "software",
                title: "Holdfast",
                description: "The tool that made these observations.",
                status: State { state: "operational" },
            }],
            inventory_items: inventory(a),
        },
        reviewed_controls: ReviewedControls { control_selections: selections(a) },
        observations: observations(a, when),
        findings: a.requirements.iter().filter_map(|row| finding(a, row)).collect(),
    }
}

fn tool_uuid() -> String {
    uuid::of("tool", &[])
}

fn resource_uuid(resource: &ResourceRef) -> String {
    uuid::of("resource", &[resource.group(), &resource.kind, &resource.namespace, &resource.name])
}

fn finding_uuid(f: &Finding) -> String {
    uuid::of("observation", &[f.fingerprint.as_str()])
}

fn gap_uuid(at: usize, what: &str) -> String {
    uuid::of("gap", &[&at.to_string(), what])
}

/// Every object a finding is about, once.
fn inventory(a: &Assessment) -> Vec<InventoryItem> {
    let mut items = BTreeMap::new();
    for f in &a.findings {
        let resource = &f.subject.resource;
        items.entry(resource_uuid(resource)).or_insert_with(|| resource.to_string());
    }
    items.into_iter().map(|(uuid, name)| InventoryItem { uuid, description: line(&name) }).collect()
}

/// The requirements asked for; without a framework, all that the checks speak to.
fn selections(a: &Assessment) -> Vec<Selection> {
    let mut by_framework: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for row in &a.requirements {
        by_framework.entry(row.framework).or_default().insert(control(row));
    }
    if by_framework.is_empty() {
        return vec![Selection { description: "Every check.".to_owned(), include: Include::All }];
    }
    by_framework
        .into_iter()
        .map(|(framework, ids)| Selection {
            description: line(framework),
            include: Include::Controls(ids.into_iter().collect()),
        })
        .collect()
}

fn control(row: &RequirementResult) -> String {
    token(&format!("{}_{}", row.framework, row.requirement.id))
}

fn observations<'a>(a: &'a Assessment, when: &'a str) -> Vec<Observation<'a>> {
    let blank = |uuid, kind, description| Observation {
        uuid,
        title: line(kind),
        description,
        methods: ["TEST"],
        types: [kind],
        origins: [Actor::tool(tool_uuid())],
        subjects: Vec::new(),
        props: Vec::new(),
        collected: when,
        remarks: None,
    };
    let findings = a.findings.iter().map(|f| observation(f, when));
    let gaps = a.gaps.iter().enumerate().map(|(at, gap)| Observation {
        props: vec![prop("what", &gap.what), prop("why", &gap.why), prop("effect", &gap.effect)],
        ..blank(gap_uuid(at, &gap.what), "coverage-gap", facts::gap(gap))
    });
    let open = a.requirements.iter().filter_map(|row| {
        let text = match row.outcome {
            RequirementOutcome::Manual => format!("{}: {}", row.requirement.title, row.requirement.question),
            RequirementOutcome::NotAssessed => format!("{}: not assessed", row.requirement.title),
            RequirementOutcome::Pass | RequirementOutcome::Fail => return None,
        };
        let id = control(row);
        Some(Observation {
            methods: [if row.outcome == RequirementOutcome::Manual { "INTERVIEW" } else { "UNKNOWN" }],
            props: vec![prop("control", &id)],
            ..blank(uuid::of("requirement-open", &[&id]), "control-objective", text)
        })
    });
    findings.chain(gaps).chain(open).collect()
}

fn observation<'a>(f: &'a Finding, when: &'a str) -> Observation<'a> {
    let mut props = vec![
        prop("check", &f.check),
        prop("outcome", f.outcome.as_str()),
        prop("severity", f.severity.as_str()),
        prop("confidence", f.confidence.as_str()),
        prop("fingerprint", f.fingerprint.as_str()),
    ];
    let container = f.subject.container.iter().map(|name| prop("container", name));
    let techniques = f.techniques.iter().map(|id| prop("technique", id));
    let rank = f.rank.iter().map(|rank| prop("rank", &rank.score.to_string()));
    let accepted = f.exception.iter().map(|e| prop("accepted", &e.reason));
    let place = facts::place(f).into_iter().map(|p| prop("place", &format!("{}:{}", p.file, p.line)));
    let evidence = f.evidence.iter().map(|e| prop("evidence", &facts::proof(e)));
    props.extend(container.chain(techniques).chain(rank).chain(accepted).chain(place).chain(evidence));
    Observation {
        uuid: finding_uuid(f),
        title: line(&f.check),
        description: facts::message(f).into_owned(),
        methods: ["TEST"],
        types: ["finding"],
        origins: [Actor::tool(tool_uuid())],
        subjects: vec![Subject { subject_uuid: resource_uuid(&f.subject.resource), kind: "inventory-item" }],
        props,
        collected: when,
        remarks: (!f.remediation.text.is_empty()).then_some(&f.remediation.text),
    }
}

/// Only what was decided: OSCAL knows satisfied and not satisfied, and unknown is neither.
fn finding(a: &Assessment, row: &RequirementResult) -> Option<Item> {
    let (state, reason) = match row.outcome {
        RequirementOutcome::Pass => ("satisfied", "pass"),
        RequirementOutcome::Fail => ("not-satisfied", "fail"),
        RequirementOutcome::Manual | RequirementOutcome::NotAssessed => return None,
    };
    let id = control(row);
    let about = |f: &&Finding| row.requirement.checks.contains(&f.check.as_ref());
    let related = a.findings.iter().filter(about).map(|f| Related { observation_uuid: finding_uuid(f) });
    Some(Item {
        uuid: uuid::of("requirement", &[&id]),
        title: line(&format!("{} {}", row.requirement.id, row.requirement.title)),
        description: format!(
            "{} subjects passed, {} failed, {} accepted.",
            row.passed, row.failed, row.excepted
        ),
        target: Objective { kind: "objective-id", target_id: id, status: Status { state, reason } },
        related_observations: related.collect(),
    })
}
