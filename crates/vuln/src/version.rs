use std::cmp::Ordering;
use std::fmt;

/// Longer texts are no versions.
const MOST_BYTES: usize = 128;
const MOST_NUMBERS: usize = 6;

/// First letters of suffixes that come before the release, as in semantic versioning (<https://semver.org>, item 9).
const BEFORE_RELEASE: &[&str] = &["alpha", "beta", "rc", "pre", "dev", "preview", "m", "snapshot"];

/// A version as components show it: `v1.29.3`, `1.27`, `1.0.0-rc95`, `v1.28.9-eks-036c24b`, `1.6.20~ds1-1+deb12u1`.
///
/// Numbers compare as numbers, missing ones as zero, and a pre-release comes before its release. Digits inside a
/// pre-release compare as numbers too (`rc7` before `rc95`), unlike strict semantic versioning, because runc names its so.
#[derive(Clone, Debug)]
pub struct Version {
    numbers: Vec<u64>,
    pre: Vec<Part>,
    vendor: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    Number(u64),
    Word(String),
}

impl Version {
    /// Reads a version; `None` when the text does not begin with a number (after an optional `v`).
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if text.len() > MOST_BYTES {
            return None;
        }
        let text = text.strip_prefix(['v', 'V']).unwrap_or(text);
        // Debian's epoch says nothing about the upstream version.
        let text = text.split_once(':').map_or(text, |(_, rest)| rest);
        let end = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
        let (front, rest) = text.split_at(end);
        let numbers: Option<Vec<u64>> =
            front.trim_end_matches('.').split('.').map(|n| n.parse().ok()).collect();
        let numbers = numbers.filter(|n| n.len() <= MOST_NUMBERS)?;
        let (pre, vendor) = suffix(rest);
        Some(Self { numbers, pre, vendor })
    }

    /// The vendor's part of the version (`eks-036c24b`, `k3s1`), if it is not upstream's own build.
    pub fn vendor(&self) -> Option<&str> {
        self.vendor.as_deref()
    }

    /// True when the patch level is known: without it the version stands for every patch of its minor release.
    pub fn is_precise(&self) -> bool {
        self.numbers.len() >= 3 || !self.pre.is_empty()
    }

    /// The first two numbers.
    pub fn minor(&self) -> (u64, u64) {
        let at = |i| self.numbers.get(i).copied().unwrap_or_default();
        (at(0), at(1))
    }

    /// The first release of the minor version after this one: where an imprecise version ends.
    pub(crate) fn next_minor(&self) -> Self {
        let (major, minor) = self.minor();
        let numbers = if self.numbers.len() < 2 {
            vec![major.saturating_add(1)]
        } else {
            vec![major, minor.saturating_add(1)]
        };
        Self { numbers, pre: Vec::new(), vendor: None }
    }
}

/// What follows the numbers: a pre-release, a vendor's mark, or both.
fn suffix(rest: &str) -> (Vec<Part>, Option<String>) {
    let rest = rest.trim_start_matches(['-', '~', '+', '.', '_']);
    if rest.is_empty() {
        return (Vec::new(), None);
    }
    if !is_before_release(rest) {
        return (Vec::new(), Some(rest.to_owned()));
    }
    let end = rest.find(['+', '~', '-']).unwrap_or(rest.len());
    let (pre, build) = rest.split_at(end);
    let build = build.trim_start_matches(['+', '~', '-']);
    (parts(pre), (!build.is_empty()).then(|| build.to_owned()))
}

fn is_before_release(rest: &str) -> bool {
    let word: String =
        rest.chars().take_while(char::is_ascii_alphabetic).collect::<String>().to_ascii_lowercase();
    BEFORE_RELEASE.contains(&word.as_str())
}

/// Cuts `rc95` and `rc.1` alike into words and numbers.
fn parts(pre: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut rest = pre;
    while let Some(first) = rest.chars().next() {
        let digits = first.is_ascii_digit();
        let end = rest.find(|c: char| c.is_ascii_digit() != digits).unwrap_or(rest.len());
        let (part, after) = rest.split_at(end);
        rest = after;
        let word = part.trim_matches('.').to_ascii_lowercase();
        match part.parse() {
            Ok(number) => parts.push(Part::Number(number)),
            Err(_) if word.is_empty() => {}
            Err(_) => parts.push(Part::Word(word)),
        }
    }
    parts
}

/// Numbers and pre-release, without the vendor's mark.
impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let numbers: Vec<String> = self.numbers.iter().map(u64::to_string).collect();
        f.write_str(&numbers.join("."))?;
        let mark = |i: usize| if i == 0 { "-" } else { "" };
        self.pre.iter().enumerate().try_for_each(|(i, part)| match part {
            Part::Number(number) => write!(f, "{}{number}", mark(i)),
            Part::Word(word) => write!(f, "{}{word}", mark(i)),
        })
    }
}

impl Ord for Version {
    fn cmp(&self, other: &Self) -> Ordering {
        let longest = self.numbers.len().max(other.numbers.len());
        let number = |v: &Self, i| v.numbers.get(i).copied().unwrap_or_default();
        (0..longest)
            .map(|i| number(self, i).cmp(&number(other, i)))
            .find(|order| order.is_ne())
            .unwrap_or_else(|| match (self.pre.is_empty(), other.pre.is_empty()) {
                (true, true) => Ordering::Equal,
                (true, false) => Ordering::Greater,
                (false, true) => Ordering::Less,
                (false, false) => self.pre.cmp(&other.pre),
            })
    }
}

impl PartialOrd for Version {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// Equal in order: vendor marks do not count.
impl PartialEq for Version {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Version {}
