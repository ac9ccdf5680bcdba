//! Reads advisories in OSV form: one object, an array of them, or one a line.
//!
//! The schema is <https://ossf.github.io/osv-schema/>; of it only what matching needs is read. Ranges are evaluated as
//! its section "Evaluation" says. Ranges over git commits and packages we have no product for are left out.

use holdfast_model::Severity;
use serde::Deserialize;

use crate::range::{End, Segment};
use crate::{Advisory, Product, ReadError, Version, cvss};

/// Events of one range beyond this are left out.
const MOST_EVENTS: usize = 10_000;

#[derive(Debug, Deserialize)]
struct Entry {
    id: String,
    #[serde(default)]
    aliases: Vec<String>,
    #[serde(default)]
    summary: String,
    #[serde(default)]
    withdrawn: Option<String>,
    #[serde(default)]
    affected: Vec<Affected>,
    #[serde(default)]
    severity: Vec<Score>,
    #[serde(default)]
    references: Vec<Reference>,
    #[serde(default)]
    database_specific: Option<Specific>,
}

#[derive(Debug, Deserialize)]
struct Affected {
    #[serde(default)]
    package: Option<Package>,
    #[serde(default)]
    ranges: Vec<Range>,
    #[serde(default)]
    versions: Vec<String>,
    #[serde(default)]
    severity: Vec<Score>,
}

#[derive(Debug, Deserialize)]
struct Package {
    ecosystem: String,
    name: String,
}

#[derive(Debug, Deserialize)]
struct Range {
    #[serde(rename = "type")]
    kind: String,
    #[serde(default)]
    events: Vec<Event>,
}

/// Exactly one of the fields is set.
#[derive(Debug, Default, Deserialize)]
struct Event {
    introduced: Option<String>,
    fixed: Option<String>,
    last_affected: Option<String>,
}

#[derive(Debug, Deserialize)]
struct Score {
    score: String,
}

#[derive(Debug, Deserialize)]
struct Reference {
    url: String,
}

#[derive(Debug, Deserialize)]
struct Specific {
    severity: Option<String>,
}

/// Reads one advisory, an array, or a line each. Withdrawn ones, and those about nothing we know, are left out.
pub fn read(text: &str) -> Result<Vec<Advisory>, ReadError> {
    let entries = if text.trim_start().starts_with('[') {
        serde_json::from_str::<Vec<Entry>>(text).map_err(ReadError::Osv)?
    } else {
        let stream = serde_json::Deserializer::from_str(text).into_iter::<Entry>();
        stream.collect::<Result<_, _>>().map_err(ReadError::Osv)?
    };
    Ok(entries.into_iter().filter(|e| e.withdrawn.is_none()).flat_map(advisories).collect())
}

/// One advisory for each product the entry speaks of.
fn advisories(entry: Entry) -> Vec<Advisory> {
    let mut found: Vec<Advisory> = Vec::new();
    for affected in &entry.affected {
        let Some(package) = &affected.package else { continue };
        let segments = segments(affected);
        if segments.is_empty() {
            continue;
        }
        for product in Product::of_package(&package.ecosystem, &package.name) {
            match found.iter_mut().find(|a| a.product == product) {
                Some(known) => known.segments.extend(segments.iter().cloned()),
                None => found.push(advisory(&entry, affected, product, segments.clone())),
            }
        }
    }
    found
}

fn advisory(
    entry: &Entry,
    affected: &Affected,
    product: &'static Product,
    segments: Vec<Segment>,
) -> Advisory {
    let cve = entry.aliases.iter().find(|alias| alias.starts_with("CVE-"));
    Advisory {
        id: cve.unwrap_or(&entry.id).clone(),
        product,
        severity: severity(entry, affected),
        summary: entry.summary.clone(),
        url: entry.references.first().map(|r| r.url.clone()).unwrap_or_default(),
        segments,
    }
}

fn severity(entry: &Entry, affected: &Affected) -> Severity {
    let word = entry.database_specific.as_ref().and_then(|s| s.severity.as_deref());
    let scores = affected.severity.iter().chain(&entry.severity);
    word.and_then(word_severity)
        .or_else(|| scores.filter_map(|s| cvss::severity(&s.score)).max())
        .unwrap_or(Severity::Medium)
}

/// GitHub's databases say MODERATE where others say MEDIUM.
fn word_severity(word: &str) -> Option<Severity> {
    match word.to_ascii_uppercase().as_str() {
        "CRITICAL" => Some(Severity::Critical),
        "HIGH" => Some(Severity::High),
        "MEDIUM" | "MODERATE" => Some(Severity::Medium),
        "LOW" => Some(Severity::Low),
        _ => None,
    }
}

fn segments(affected: &Affected) -> Vec<Segment> {
    let ranges = affected.ranges.iter().filter(|range| range.kind != "GIT");
    let listed = affected.versions.iter().filter_map(|text| Version::parse(text));
    let exact = listed.map(|version| Segment { from: Some(version.clone()), end: End::Last(version) });
    let mut segments: Vec<Segment> = ranges.flat_map(|range| runs(&range.events)).collect();
    if segments.is_empty() {
        segments.extend(exact.take(MOST_EVENTS));
    }
    segments
}

/// What an event says of the versions from it on.
enum Turn {
    Affected,
    Fixed(String),
    AfterLast,
}

/// Walks the events in the order of their versions.
fn runs(events: &[Event]) -> Vec<Segment> {
    let mut turns: Vec<(Option<Version>, Turn)> = events.iter().take(MOST_EVENTS).filter_map(turn).collect();
    turns.sort_by(|a, b| a.0.cmp(&b.0));
    let mut segments = Vec::new();
    let mut open: Option<Option<Version>> = None;
    for (at, turn) in turns {
        match (turn, at) {
            (Turn::Affected, at) => open = open.or(Some(at)),
            (Turn::Fixed(text), Some(at)) => {
                segments.extend(open.take().map(|from| Segment { from, end: End::Fixed(at, text) }));
            }
            (Turn::AfterLast, Some(at)) => {
                segments.extend(open.take().map(|from| Segment { from, end: End::Last(at) }));
            }
            (Turn::Fixed(_) | Turn::AfterLast, None) => {}
        }
    }
    segments.extend(open.map(|from| Segment { from, end: End::Never }));
    segments
}

/// The version `0` stands for the beginning of time.
fn turn(event: &Event) -> Option<(Option<Version>, Turn)> {
    match (&event.introduced, &event.fixed, &event.last_affected) {
        (Some(zero), ..) if zero == "0" => Some((None, Turn::Affected)),
        (Some(text), ..) => Version::parse(text).map(|v| (Some(v), Turn::Affected)),
        (_, Some(text), _) => Version::parse(text).map(|v| (Some(v), Turn::Fixed(text.clone()))),
        (_, _, Some(text)) => Version::parse(text).map(|v| (Some(v), Turn::AfterLast)),
        _ => None,
    }
}
