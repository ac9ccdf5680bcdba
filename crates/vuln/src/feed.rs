//! Reads the official CVE feed of the Kubernetes project (JSON feed 1.1, <https://kubernetes.io/docs/reference/issues-security/official-cve-feed/>).
//!
//! The feed has no machine-readable ranges: they stand in the text of each announcement as lists under "Affected Versions" and
//! "Fixed Versions". An item whose text names no version gives no advisory; [`read`] says which, so that nobody takes it for safe.

use std::collections::BTreeMap;

use holdfast_model::Severity;
use serde::Deserialize;

use crate::range::{End, Segment};
use crate::{Advisory, Product, ReadError, Version, cvss};

/// Lines of one announcement beyond this are not looked at.
const MOST_LINES: usize = 2_000;
/// Version lines of one announcement beyond this are not looked at.
const MOST_VERSIONS: usize = 200;

#[derive(Debug, Deserialize)]
struct Feed {
    items: Vec<Item>,
}

#[derive(Debug, Deserialize)]
struct Item {
    id: String,
    #[serde(default)]
    url: String,
    #[serde(default)]
    summary: String,
    #[serde(default)]
    content_text: String,
}

/// What a feed gave.
#[derive(Debug, Default)]
pub struct Read {
    pub advisories: Vec<Advisory>,
    /// Ids of items whose text names no affected or fixed version that could be read.
    pub unread: Vec<String>,
}

/// Reads the feed's JSON.
pub fn read(text: &str) -> Result<Read, ReadError> {
    let feed: Feed = serde_json::from_str(text).map_err(ReadError::Feed)?;
    let mut read = Read::default();
    for item in feed.items {
        let advisories = advisories(&item);
        if advisories.is_empty() {
            read.unread.push(item.id);
        } else {
            read.advisories.extend(advisories);
        }
    }
    Ok(read)
}

fn advisories(item: &Item) -> Vec<Advisory> {
    let text = Announcement::read(&item.content_text);
    let named = text.products();
    let products = if named.is_empty() { products(&item.summary) } else { named };
    let products =
        if products.is_empty() { Product::of_package("kubernetes", "k8s.io/kubernetes") } else { products };
    let with_segments = products.into_iter().map(|product| (product, text.segments(product)));
    with_segments
        .filter(|(_, segments)| !segments.is_empty())
        .map(|(product, segments)| Advisory {
            id: item.id.clone(),
            product,
            severity: text.severity.unwrap_or(Severity::Medium),
            summary: item
                .summary
                .trim_start_matches(item.id.as_str())
                .trim_start_matches([':', ' '])
                .to_owned(),
            url: item.url.clone(),
            segments,
        })
        .collect()
}

/// The lists of an announcement.
#[derive(Debug, Default)]
struct Announcement {
    severity: Option<Severity>,
    affected: Vec<Row>,
    fixed: Vec<Row>,
}

/// One line of a list: the product it names, and its versions.
#[derive(Debug)]
struct Row {
    product: Option<&'static Product>,
    bound: Bound,
}

#[derive(Clone, Debug)]
enum Bound {
    Between(Version, Version),
    UpTo(Version),
    Before(Version),
    From(Version),
    Exactly(Version),
    Always,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Section {
    Other,
    Affected,
    Fixed,
}

impl Announcement {
    fn read(text: &str) -> Self {
        let mut found = Self::default();
        let mut section = Section::Other;
        for line in text.lines().take(MOST_LINES) {
            found.severity = found.severity.or_else(|| vector(line).and_then(cvss::severity));
            if let Some(next) = heading(line) {
                section = next;
                continue;
            }
            let rows = match section {
                Section::Affected => &mut found.affected,
                Section::Fixed => &mut found.fixed,
                Section::Other => continue,
            };
            if rows.len() < MOST_VERSIONS {
                rows.extend(row(line));
            }
        }
        found
    }

    fn products(&self) -> Vec<&'static Product> {
        let mut products: Vec<_> =
            self.affected.iter().chain(&self.fixed).filter_map(|row| row.product).collect();
        products.sort_by_key(|p| p.slug);
        products.dedup();
        products
    }

    /// Runs of affected versions of a product: rows that name no product speak of all.
    fn segments(&self, product: &'static Product) -> Vec<Segment> {
        let about = |row: &&Row| row.product.is_none_or(|p| p == product);
        let fixes: BTreeMap<(u64, u64), Version> = self
            .fixed
            .iter()
            .filter(about)
            .filter_map(|row| match &row.bound {
                Bound::Exactly(v) | Bound::From(v) => Some((v.minor(), v.clone())),
                _ => None,
            })
            .collect();
        let mut bounds: Vec<&Bound> = self.affected.iter().filter(about).map(|row| &row.bound).collect();
        bounds.sort_by(|a, b| a.top().cmp(&b.top()));
        if bounds.is_empty() {
            return from_fixes(&fixes);
        }
        let lowest = bounds.iter().filter_map(|b| b.top()).map(Version::minor).min();
        bounds.into_iter().map(|bound| segment(bound, lowest, &fixes)).collect()
    }
}

impl Bound {
    /// The highest version it names.
    fn top(&self) -> Option<&Version> {
        match self {
            Self::Between(_, v) | Self::UpTo(v) | Self::Before(v) | Self::From(v) | Self::Exactly(v) => {
                Some(v)
            }
            Self::Always => None,
        }
    }
}

/// With no list of affected versions, every version before the first fix is, and each later minor release up to its own.
fn from_fixes(fixes: &BTreeMap<(u64, u64), Version>) -> Vec<Segment> {
    let lowest = fixes.keys().next().copied();
    fixes.values().map(|fix| Segment { from: start(fix, lowest), end: fixed(fix) }).collect()
}

fn segment(bound: &Bound, lowest: Option<(u64, u64)>, fixes: &BTreeMap<(u64, u64), Version>) -> Segment {
    // A fix in the same minor release is the better end: the list of affected versions may be older.
    let last = |v: &Version| match fixes.get(&v.minor()) {
        Some(fix) if fix > v => fixed(fix),
        _ => End::Last(v.clone()),
    };
    match bound {
        Bound::Between(from, to) => Segment { from: Some(from.clone()), end: last(to) },
        Bound::UpTo(to) => Segment { from: start(to, lowest), end: last(to) },
        Bound::Before(fix) => Segment { from: start(fix, lowest), end: fixed(fix) },
        Bound::Exactly(one) => Segment { from: Some(one.clone()), end: End::Last(one.clone()) },
        Bound::From(from) => Segment {
            from: Some(from.clone()),
            end: fixes.values().find(|fix| *fix > from).map_or(End::Never, fixed),
        },
        Bound::Always => Segment { from: None, end: End::Never },
    }
}

/// "Up to 1.29.3" in a list of several means that minor release, and all earlier ones in the lowest row.
fn start(version: &Version, lowest: Option<(u64, u64)>) -> Option<Version> {
    let (major, minor) = version.minor();
    if lowest.is_none_or(|lowest| version.minor() <= lowest) {
        return None;
    }
    Version::parse(&format!("{major}.{minor}.0"))
}

fn fixed(version: &Version) -> End {
    End::Fixed(version.clone(), version.to_string())
}

/// Headings are Markdown headings, bold lines or lines that end in a colon.
fn heading(line: &str) -> Option<Section> {
    let line = line.trim();
    let is_heading =
        line.starts_with('#') || line.starts_with("**") || (line.ends_with(':') && line.len() < 60);
    if !is_heading || line.starts_with('-') {
        return None;
    }
    let lower = line.to_ascii_lowercase();
    Some(
        if lower.contains("affected version")
            || lower.contains("versions affected")
            || lower.contains("vulnerable version")
        {
            Section::Affected
        } else if lower.contains("fixed version") || lower.contains("patched version") {
            Section::Fixed
        } else {
            Section::Other
        },
    )
}

fn vector(line: &str) -> Option<&str> {
    let start = line.find("CVSS:3.")?;
    let rest = line.get(start..)?;
    let end = rest.find(|c: char| !(c.is_ascii_alphanumeric() || ":./".contains(c))).unwrap_or(rest.len());
    rest.get(..end)
}

fn row(line: &str) -> Option<Row> {
    let lower = line.trim().trim_start_matches(['-', '*', ' ']).to_ascii_lowercase();
    let versions: Vec<Version> = words(&lower).filter_map(version).take(2).collect();
    let says = |marks: &[&str]| marks.iter().any(|mark| lower.contains(mark));
    let bound = match versions.as_slice() {
        [] if says(&["all versions", "all kubernetes versions"]) => Bound::Always,
        [] => return None,
        [from, to] if from <= to && !says(&["commit", "fixed by"]) => {
            Bound::Between(from.clone(), to.clone())
        }
        [one, ..] if says(&["<=", "≤", "and earlier", "and below", "and prior", "up to", "through"]) => {
            Bound::UpTo(one.clone())
        }
        [one, ..] if says(&["<", "prior to", "before", "earlier than", "below"]) => {
            Bound::Before(one.clone())
        }
        [one, ..] if says(&[">=", "≥", "and later", "and above", "since"]) => Bound::From(one.clone()),
        [one, ..] => Bound::Exactly(one.clone()),
    };
    Some(Row { product: products(&lower).into_iter().next(), bound })
}

fn words(line: &str) -> impl Iterator<Item = &str> {
    line.split(|c: char| c.is_whitespace() || ",;()[]<>=≤≥`*".contains(c)).filter(|word| !word.is_empty())
}

/// A word such as `v1.27.3`: at least two numbers, so that no issue number counts.
fn version(word: &str) -> Option<Version> {
    let bare = word.strip_prefix('v').unwrap_or(word);
    let numeric = bare.starts_with(|c: char| c.is_ascii_digit()) && bare.contains('.');
    if numeric { Version::parse(bare.trim_end_matches(['.', ':'])) } else { None }
}

/// Products that a line names.
fn products(line: &str) -> Vec<&'static Product> {
    let lower = line.to_ascii_lowercase();
    Product::all()
        .iter()
        .filter(|product| words(&lower).any(|word| word.trim_end_matches(':') == product.slug))
        .collect()
}
