//! Reads the description out of a check's source, so that pages can be written while the crate does not compile.

use anyhow::{Context as _, Result, bail};

/// The written fields of `static CHECK`.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Description {
    pub(super) id: String,
    pub(super) title: String,
    /// Lower case.
    pub(super) severity: String,
    pub(super) fix: String,
    pub(super) techniques: Vec<String>,
    pub(super) aliases: Vec<String>,
}

/// Reads the literal after `static CHECK`: plain string literals, `Severity::Word` and lists of strings.
pub(super) fn description(source: &str) -> Result<Description> {
    described(source, "static CHECK")
}

/// The same for a hunter: `static HUNTER`.
pub(super) fn hunter(source: &str) -> Result<Description> {
    described(source, "static HUNTER")
}

fn described(source: &str, name: &str) -> Result<Description> {
    let (_, body) = source.split_once(name).with_context(|| format!("no {name}"))?;
    Ok(Description {
        id: string(body, "id")?,
        title: string(body, "title")?,
        severity: word(value(body, "severity")?),
        fix: string(body, "fix")?,
        techniques: list(body, "techniques")?,
        aliases: list(body, "aliases")?,
    })
}

/// The written fields of `static EDGE`.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Edge {
    pub(super) id: String,
    pub(super) title: String,
    /// Lower case, as one word.
    pub(super) family: String,
    pub(super) fix: String,
    pub(super) techniques: Vec<String>,
    pub(super) aliases: Vec<String>,
}

/// The same for an edge kind of the attack graph.
pub(super) fn edge(source: &str) -> Result<Edge> {
    let (_, body) = source.split_once("static EDGE").context("no static EDGE")?;
    Ok(Edge {
        id: string(body, "id")?,
        title: string(body, "title")?,
        family: word(value(body, "family")?),
        fix: string(body, "fix")?,
        techniques: list(body, "techniques")?,
        aliases: list(body, "aliases")?,
    })
}

/// What follows `name:`, where `name` is a whole word.
fn value<'s>(body: &'s str, name: &str) -> Result<&'s str> {
    let key = format!("{name}:");
    let starts_word = |at: usize| {
        body.get(..at).and_then(|b| b.chars().next_back()).is_none_or(|c| !c.is_alphanumeric() && c != '_')
    };
    let found = body.match_indices(&key).find(|(at, _)| starts_word(*at));
    let (at, _) = found.with_context(|| format!("CHECK has no field {name:?}"))?;
    Ok(body.get(at + key.len()..).unwrap_or_default().trim_start())
}

fn string(body: &str, name: &str) -> Result<String> {
    let mut rest = value(body, name)?;
    literal(&mut rest).with_context(|| format!("field {name:?} of CHECK is not a plain string literal"))
}

fn list(body: &str, name: &str) -> Result<Vec<String>> {
    let mut rest =
        value(body, name)?.strip_prefix("&[").with_context(|| format!("field {name:?} is no list"))?;
    let mut items = Vec::new();
    loop {
        rest = rest.trim_start_matches([' ', '\n', '\t', ',']);
        if rest.starts_with(']') {
            return Ok(items);
        }
        items.push(
            literal(&mut rest).with_context(|| format!("field {name:?} holds more than string literals"))?,
        );
    }
}

/// The last word of a path such as `Severity::High`, in lower case.
fn word(path: &str) -> String {
    let end = path.find(|c: char| !c.is_alphanumeric() && c != ':').unwrap_or(path.len());
    let path = path.get(..end).unwrap_or_default();
    path.rsplit(':').next().unwrap_or_default().to_ascii_lowercase()
}

/// Takes one string literal from the front.
fn literal(rest: &mut &str) -> Result<String> {
    let mut chars = rest.strip_prefix('"').context("expected a string literal")?.chars();
    let mut text = String::new();
    loop {
        match chars.next() {
            Some('"') => {
                *rest = chars.as_str();
                return Ok(text);
            }
            Some('\\') => match chars.next() {
                Some('n') => text.push('\n'),
                // A line break after a backslash vanishes, with the blanks that follow.
                Some('\n') => chars = chars.as_str().trim_start().chars(),
                Some(c @ ('"' | '\\' | '\'')) => text.push(c),
                other => bail!("unsupported escape {other:?}"),
            },
            Some(c) => text.push(c),
            None => bail!("string literal without an end"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_rustfmt_writes() {
        let source = r#"
            pub(super) static CHECK: Check = Check {
                id: "host-pid",
                title: "Says \"host\"",
                severity: Severity::High,
                confidence: Confidence::High,
                fix:
                    "Remove it, \
                     now.",
                techniques: &["T1611", "T1610"],
                aliases: &[
                    "kubescape:C-0038",
                    "trivy:KSV-0010",
                ],
                page: include_str!("host_pid.md"),
                needs: &[],
            };"#;
        let read = description(source).unwrap();
        assert_eq!(read.id, "host-pid");
        assert_eq!(read.title, "Says \"host\"");
        assert_eq!(read.severity, "high");
        assert_eq!(read.fix, "Remove it, now.");
        assert_eq!(read.techniques, ["T1611", "T1610"]);
        assert_eq!(read.aliases, ["kubescape:C-0038", "trivy:KSV-0010"]);
    }

    #[test]
    fn says_what_is_missing() {
        let cases = [
            ("fn x() {}", "no static CHECK"),
            ("static CHECK: Check = Check { slug_id: \"a\" }", "CHECK has no field \"id\""),
            ("static CHECK: Check = Check { id: ID }", "field \"id\" of CHECK is not a plain string literal"),
        ];
        for (source, expected) in cases {
            assert_eq!(description(source).unwrap_err().to_string(), expected);
        }
    }
}
