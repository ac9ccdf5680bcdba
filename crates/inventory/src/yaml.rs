//! Writes JSON values as YAML that every reader, of YAML 1.1 or 1.2, takes for the same value.

use std::fmt::Write as _;

use serde_json::Value;

/// Appends one document in block style, without a `---`.
pub fn write(value: &Value, to: &mut String) {
    match value {
        Value::Object(members) if !members.is_empty() => members_at(members, 0, to),
        Value::Array(items) if !items.is_empty() => items_at(items, 0, to),
        other => {
            let _ = writeln!(to, "{}", scalar(other));
        }
    }
}

fn members_at(members: &serde_json::Map<String, Value>, column: usize, to: &mut String) {
    for (at, (key, value)) in members.iter().enumerate() {
        // The first stands behind the dash of its item, or at the start of the text.
        if at > 0 || to.is_empty() || to.ends_with('\n') {
            to.push_str(&" ".repeat(column));
        }
        to.push_str(&scalar(&Value::from(key.as_str())));
        to.push(':');
        match value {
            Value::Object(inner) if !inner.is_empty() => {
                to.push('\n');
                members_at(inner, column + 2, to);
            }
            Value::Array(items) if !items.is_empty() => {
                to.push('\n');
                items_at(items, column, to);
            }
            other => {
                let _ = writeln!(to, " {}", scalar(other));
            }
        }
    }
}

fn items_at(items: &[Value], column: usize, to: &mut String) {
    for item in items {
        to.push_str(&" ".repeat(column));
        to.push_str("- ");
        match item {
            Value::Object(members) if !members.is_empty() => members_at(members, column + 2, to),
            other => {
                let _ = writeln!(to, "{}", scalar(other));
            }
        }
    }
}

/// On one line: plain where every YAML reader takes it for a string, else as JSON, whose escapes are YAML's.
pub(crate) fn scalar(value: &Value) -> String {
    let Some(text) = value.as_str() else { return value.to_string() };
    let word = !text.is_empty()
        && text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/')
        && text.chars().all(|c| c.is_ascii_alphanumeric() || "-_./".contains(c));
    let special = ["true", "false", "yes", "no", "on", "off", "null", "y", "n"];
    if word && !special.iter().any(|s| s.eq_ignore_ascii_case(text)) {
        text.to_owned()
    } else {
        value.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::{Limits, values};

    #[test]
    fn what_is_written_reads_as_the_same() {
        let value = serde_json::json!({
            "a": {"b": [], "c": {}, "on": "yes", "n": "1e3", "list": [1, "two: 2", {"x": [{"y": null}], "z": "#"}, [1, 2]]},
            "text": "line\nline", "10.0.0.0/8": "- dash", "": true,
        });
        let mut text = String::new();
        write(&value, &mut text);
        assert_eq!(values(text.as_bytes(), &Limits::default()).unwrap(), [value], "{text}");
    }
}
