//! The deciding part of an answer, short and without anything secret.

/// Characters of an excerpt.
const MOST: usize = 240;
/// Member and header names whose value is never shown.
const SECRET_NAMES: &[&str] = &[
    "token",
    "password",
    "passwd",
    "secret",
    "authorization",
    "apikey",
    "api_key",
    "credential",
    "private",
    "session",
    "cookie",
    "accesskey",
    "access_key",
];

/// The part of a body around the first of these marks that is in it, else its start; masked, on one line.
pub(crate) fn excerpt(body: &str, marks: &[&str]) -> String {
    let at = marks.iter().find_map(|mark| body.find(mark)).unwrap_or(0);
    let start = body.floor_char_boundary(at.saturating_sub(MOST / 4));
    let part: String = body.get(start..).unwrap_or_default().chars().take(MOST * 4).collect();
    let flat = part.split_whitespace().collect::<Vec<_>>().join(" ");
    let masked = mask(&flat);
    let cut: String = masked.chars().take(MOST).collect();
    if cut.len() < masked.len() { format!("{cut}...") } else { cut }
}

/// Replaces what looks like a credential: values after telling names, and long runs of key material.
pub(crate) fn mask(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut hide_next = false;
    for word in text.split_inclusive([' ', ',', '{', '}', '[', ']', '&', ';', '\n']) {
        let (body, end) =
            word.split_at(word.trim_end_matches([' ', ',', '{', '}', '[', ']', '&', ';', '\n']).len());
        let lower = body.to_ascii_lowercase();
        let named = SECRET_NAMES.iter().any(|name| lower.contains(name));
        let at = body.find([':', '=']).map(|at| at + 1);
        match at {
            Some(at) if named && at < body.len() => {
                out.push_str(body.get(..at).unwrap_or_default());
                out.push_str("***");
            }
            Some(_) if named => {
                out.push_str(body);
                hide_next = true;
                out.push_str(end);
                continue;
            }
            _ if hide_next && !body.is_empty() => out.push_str("***"),
            _ if is_key_material(body) => out.push_str("***"),
            _ => out.push_str(body),
        }
        hide_next = hide_next && body.is_empty();
        out.push_str(end);
    }
    out
}

/// A run of forty or more letters and digits as tokens and keys have them; plain hashes of hexadecimal digits are not.
fn is_key_material(word: &str) -> bool {
    let runs = word.split(|c: char| !(c.is_ascii_alphanumeric() || "+/_-.".contains(c)));
    runs.into_iter().any(|run| {
        run.len() >= 40
            && run.bytes().any(|b| b.is_ascii_uppercase())
            && run.bytes().any(|b| b.is_ascii_lowercase())
            && run.bytes().any(|b| b.is_ascii_digit())
            && !run.contains('/')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_are_masked() {
        let jwt = format!("ey{}", "Ab1".repeat(20));
        for (text, hidden) in [
            (r#"{"token":"not-a-real-one"}"#.to_owned(), "not-a-real-one"),
            (r#"{"token": "not-a-real-one"}"#.to_owned(), "not-a-real-one"),
            ("DB_PASSWORD=example-only x".to_owned(), "example-only"),
            (format!("header {jwt} end"), jwt.as_str()),
        ] {
            let shown = excerpt(&text, &[]);
            assert!(!shown.contains(hidden), "{shown}");
        }
        assert_eq!(excerpt("{\"kind\":\"PodList\"}", &[]), "{\"kind\":\"PodList\"}");
        assert!(excerpt(&"x ".repeat(10_000), &[]).len() < 400);
    }
}
