//! The comparisons of the format: `eq`, `noteq`, `gt`, `gte`, `lt`, `lte`, `has`, `nothave`, `regex`, `valid_elements`, `bitmask`.

use regex::RegexBuilder;

use super::Compare;

/// Bytes a compiled expression may take.
const MOST_REGEX: usize = 1 << 20;

/// Whether the value that was seen satisfies the comparison; an error when it cannot be compared.
pub(super) fn holds(compare: &Compare, seen: &str) -> Result<bool, String> {
    let wanted = compare.value.as_str();
    match compare.op.as_str() {
        "eq" => Ok(as_boolean(seen) == wanted),
        "noteq" => Ok(as_boolean(seen) != wanted),
        "gt" => numbers(seen, wanted).map(|(seen, wanted)| seen > wanted),
        "gte" => numbers(seen, wanted).map(|(seen, wanted)| seen >= wanted),
        "lt" => numbers(seen, wanted).map(|(seen, wanted)| seen < wanted),
        "lte" => numbers(seen, wanted).map(|(seen, wanted)| seen <= wanted),
        "has" => Ok(seen.contains(wanted)),
        "nothave" => Ok(!seen.contains(wanted)),
        "regex" => regex(wanted).map(|regex| regex.is_match(seen)),
        "valid_elements" => Ok(all_known(&elements(seen), &elements(wanted))),
        "bitmask" => modes(seen, wanted).map(|(seen, most)| seen & most == seen),
        other => Err(format!("unknown comparison {other:?}")),
    }
}

pub(super) fn regex(pattern: &str) -> Result<regex::Regex, String> {
    let build = RegexBuilder::new(pattern).size_limit(MOST_REGEX).build();
    build.map_err(|_| format!("{pattern:?} is no regular expression"))
}

/// `True` and `FALSE` are what `true` and `false` are; other texts keep their letters' case.
fn as_boolean(seen: &str) -> String {
    let lower = seen.to_lowercase();
    if lower == "true" || lower == "false" { lower } else { seen.to_owned() }
}

fn numbers(seen: &str, wanted: &str) -> Result<(i64, i64), String> {
    let number = |text: &str| text.trim().parse::<i64>().map_err(|_| format!("{text:?} is no whole number"));
    Ok((number(seen)?, number(wanted)?))
}

fn modes(seen: &str, most: &str) -> Result<(i64, i64), String> {
    let mode = |text: &str| i64::from_str_radix(text, 8).map_err(|_| format!("{text:?} is no octal mode"));
    Ok((mode(seen)?, mode(most)?))
}

fn elements(text: &str) -> Vec<&str> {
    let text = text.trim().trim_end_matches(',');
    if text.is_empty() { Vec::new() } else { text.split(',').map(str::trim).collect() }
}

/// An empty list is only like an empty list.
fn all_known(seen: &[&str], known: &[&str]) -> bool {
    seen.is_empty() == known.is_empty() && seen.iter().all(|element| known.contains(element))
}
