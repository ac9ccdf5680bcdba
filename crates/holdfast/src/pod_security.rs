use std::collections::BTreeMap;
use std::io::{self, Write};

use anyhow::Result;
use holdfast_inventory::{Object, PodFacts, Snapshot};
use holdfast_model::Gap;
use holdfast_podsecurity::{Level, LevelVersion, NamespacePolicy, Version, Violation, evaluate, fill_in};
use serde::Serialize;

use crate::cli::{PlainFormat, PodSecurityArgs};
use crate::exit::Exit;
use crate::input;

/// `holdfast.pod-security/v1`.
#[derive(Serialize)]
struct Report<'r> {
    schema: &'static str,
    results: Vec<Judged<'r>>,
    namespaces: Vec<Namespace<'r>>,
    gaps: &'r [Gap],
}

/// One pod or pod template.
#[derive(Serialize)]
struct Judged<'r> {
    file: &'r str,
    kind: &'r str,
    namespace: &'r str,
    name: &'r str,
    level: Level3,
    version: String,
    allowed: bool,
    violations: Vec<Told>,
}

#[derive(Serialize)]
struct Told {
    check: &'static str,
    message: String,
    fields: Vec<String>,
}

/// What a namespace could enforce today, and who stands in the way of more.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Namespace<'r> {
    name: &'r str,
    /// What its labels enforce.
    enforced: Level3,
    enforced_version: String,
    /// The strictest level all its pods already meet.
    strictest: Level3,
    /// Workloads that violate baseline, and restricted.
    violate_baseline: Vec<String>,
    violate_restricted: Vec<String>,
    label_errors: Vec<String>,
}

/// A level as its word.
#[derive(Clone, Copy)]
struct Level3(Level);

impl Serialize for Level3 {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self.0.as_str())
    }
}

pub(crate) fn run(args: &PodSecurityArgs) -> Result<Exit> {
    let snapshot = input::gather(&args.input)?;
    let wanted = |o: Object<'_>| {
        args.input.namespace.is_empty() || args.input.namespace.iter().any(|n| n == o.namespace())
    };
    // Pods of a controller that is here say what its template says.
    let pods: Vec<_> = snapshot
        .pods()
        .iter()
        .map(|facts| (facts.object(&snapshot), facts))
        .filter(|(object, _)| wanted(*object) && object.workload() == *object)
        .collect();
    let version = args.version.unwrap_or_default();
    let results: Vec<_> =
        pods.iter().filter_map(|(object, facts)| judge(*object, facts, args.level, args.version)).collect();
    let namespaces = namespaces(&pods, &snapshot, version);
    let report = Report { schema: "holdfast.pod-security/v1", results, namespaces, gaps: &snapshot.gaps };
    let mut to = io::BufWriter::new(io::stdout().lock());
    let written = match args.format {
        PlainFormat::Json => serde_json::to_writer_pretty(&mut to, &report)
            .map_err(io::Error::from)
            .and_then(|()| writeln!(to)),
        PlainFormat::Table => table(&report, args, &mut to),
    };
    match written.and_then(|()| to.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => return Err(error.into()),
        _ => {}
    }
    Ok(match (report.results.iter().all(|r| r.allowed), snapshot.gaps.is_empty()) {
        (false, _) => Exit::Findings,
        (true, false) => Exit::Incomplete,
        (true, true) => Exit::Clean,
    })
}

/// Judges by the level asked for, else by what the namespace's own labels enforce.
fn judge<'s>(
    object: Object<'s>,
    facts: &PodFacts,
    level: Option<Level>,
    version: Option<Version>,
) -> Option<Judged<'s>> {
    let enforced = policy(object).enforce;
    let asked = LevelVersion {
        level: level.unwrap_or(enforced.level),
        version: version.unwrap_or(if level.is_some() { Version::Latest } else { enforced.version }),
    };
    let violations = violations(object, facts, asked)?;
    Some(Judged {
        file: object.file(),
        kind: object.kind(),
        namespace: object.namespace(),
        name: object.name(),
        level: Level3(asked.level),
        version: asked.version.to_string(),
        allowed: violations.is_empty(),
        violations: violations.into_iter().map(|v| told(v, facts)).collect(),
    })
}

fn violations(object: Object<'_>, facts: &PodFacts, asked: LevelVersion) -> Option<Vec<Violation>> {
    let mut template = facts.template(object.snapshot())?;
    if object.kind() == "Pod" {
        fill_in(&template.metadata, &mut template.spec);
    }
    Some(evaluate(&template.metadata, &template.spec, asked.level, asked.version))
}

fn told(violation: Violation, facts: &PodFacts) -> Told {
    let whole = |field: &String| match field.strip_prefix("../") {
        Some(rest) => format!("{}/{rest}", facts.template_pointer().unwrap_or_default()),
        None => format!("{}{field}", facts.spec_pointer()),
    };
    Told {
        check: violation.check,
        message: violation.message(),
        fields: violation.fields.iter().map(whole).collect(),
    }
}

fn policy(object: Object<'_>) -> NamespacePolicy {
    let namespace = object.snapshot().find("Namespace", "", object.namespace());
    NamespacePolicy::from_labels(|key| namespace.and_then(|n| n.label(key)))
}

fn namespaces<'s>(
    pods: &[(Object<'s>, &PodFacts)],
    snapshot: &'s Snapshot,
    version: Version,
) -> Vec<Namespace<'s>> {
    let mut found: BTreeMap<&'s str, Namespace<'s>> = BTreeMap::new();
    for (object, facts) in pods {
        let entry =
            found.entry(object.namespace()).or_insert_with(|| namespace(object.namespace(), snapshot));
        let name = format!("{}/{}", object.kind(), object.name());
        for level in [Level::Baseline, Level::Restricted] {
            let meets =
                violations(*object, facts, LevelVersion { level, version }).is_some_and(|v| v.is_empty());
            if !meets {
                match level {
                    Level::Baseline => entry.violate_baseline.push(name.clone()),
                    Level::Restricted | Level::Privileged => entry.violate_restricted.push(name.clone()),
                }
            }
        }
    }
    found
        .into_values()
        .map(|mut n| {
            n.strictest = Level3(match (n.violate_baseline.is_empty(), n.violate_restricted.is_empty()) {
                (true, true) => Level::Restricted,
                (true, false) => Level::Baseline,
                (false, _) => Level::Privileged,
            });
            n
        })
        .collect()
}

fn namespace<'s>(name: &'s str, snapshot: &Snapshot) -> Namespace<'s> {
    let object = snapshot.find("Namespace", "", name);
    let policy = NamespacePolicy::from_labels(|key| object.and_then(|n| n.label(key)));
    Namespace {
        name,
        enforced: Level3(policy.enforce.level),
        enforced_version: policy.enforce.version.to_string(),
        strictest: Level3(Level::Privileged),
        violate_baseline: Vec::new(),
        violate_restricted: Vec::new(),
        label_errors: policy.errors,
    }
}

fn table(report: &Report<'_>, args: &PodSecurityArgs, to: &mut dyn Write) -> io::Result<()> {
    let refused = report.results.iter().filter(|r| !r.allowed);
    for result in refused.clone() {
        let place = if result.file.is_empty() { String::new() } else { format!("  ({})", result.file) };
        writeln!(
            to,
            "{}/{} -n {}: violates {}:{}{place}",
            result.kind, result.name, result.namespace, result.level.0, result.version
        )?;
        for violation in &result.violations {
            writeln!(to, "    {}: {}", violation.check, violation.message)?;
        }
    }
    let (all, bad) = (report.results.len(), refused.count());
    let by = args.level.map_or("what their namespaces enforce".to_owned(), |level| level.to_string());
    writeln!(to, "{} of {all} pods and templates meet {by}\n", all - bad)?;
    writeln!(to, "What would break if more were enforced:")?;
    let width = report.namespaces.iter().map(|n| n.name.len()).max().unwrap_or_default();
    for n in &report.namespaces {
        write!(to, "  {:width$}  enforces {:10}  could enforce {:10}", n.name, n.enforced.0, n.strictest.0)?;
        for (level, who) in [("baseline", &n.violate_baseline), ("restricted", &n.violate_restricted)] {
            if !who.is_empty() {
                let shown: Vec<&str> = who.iter().take(3).map(String::as_str).collect();
                let more = if who.len() > 3 { format!(" and {} more", who.len() - 3) } else { String::new() };
                write!(to, "  {level} breaks {}{more}", shown.join(", "))?;
            }
        }
        writeln!(to)?;
        for error in &n.label_errors {
            writeln!(to, "  {:width$}  ! {error}", "")?;
        }
    }
    for gap in report.gaps {
        writeln!(to, "gap: {}: {} ({})", gap.what, gap.why, gap.effect)?;
    }
    Ok(())
}
