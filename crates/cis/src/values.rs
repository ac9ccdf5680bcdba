//! Values as flags and configurations write them.

use serde_json::Value as Json;

/// `a, b` or a list: its words. Absent is empty.
pub(crate) fn items(value: &Json) -> Vec<String> {
    match value {
        Json::String(text) => {
            text.split(',').map(str::trim).filter(|word| !word.is_empty()).map(str::to_owned).collect()
        }
        Json::Array(list) => list.iter().map(plain).collect(),
        _ => Vec::new(),
    }
}

/// A whole number, written as a number or as text.
pub(crate) fn number(value: &Json) -> Option<i64> {
    match value {
        Json::Number(n) => n.as_i64(),
        Json::String(text) => text.trim().parse().ok(),
        _ => None,
    }
}

/// A duration of Go (`4h0m0s`, `500ms`, `0`) or a number of seconds, in seconds.
/// <https://pkg.go.dev/time#ParseDuration>
pub(crate) fn seconds(value: &Json) -> Option<f64> {
    let text = match value {
        Json::Number(n) => return n.as_f64(),
        Json::String(text) => text.trim(),
        _ => return None,
    };
    if text == "0" {
        return Some(0.0);
    }
    let (negative, mut rest) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
    let mut total = 0.0;
    if rest.is_empty() {
        return None;
    }
    while !rest.is_empty() {
        let end = rest.find(|c: char| !c.is_ascii_digit() && c != '.')?;
        let (amount, after) = rest.split_at_checked(end)?;
        let unit_end = after.find(|c: char| c.is_ascii_digit() || c == '.').unwrap_or(after.len());
        let (unit, later) = after.split_at_checked(unit_end)?;
        let scale = match unit {
            "h" => 3600.0,
            "m" => 60.0,
            "s" => 1.0,
            "ms" => 1e-3,
            "us" | "µs" => 1e-6,
            "ns" => 1e-9,
            _ => return None,
        };
        total += amount.parse::<f64>().ok()? * scale;
        rest = later;
    }
    Some(if negative { -total } else { total })
}

/// True for addresses of the host alone, with or without a port.
pub(crate) fn is_loopback(text: &str) -> bool {
    let text = text.trim();
    if text.eq_ignore_ascii_case("localhost") || text == "::1" {
        return true;
    }
    let host = match text.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        Some((host, _)) => host,
        None => match text.rsplit_once(':') {
            Some((host, port)) if !host.contains(':') && port.bytes().all(|b| b.is_ascii_digit()) => host,
            _ => text,
        },
    };
    host.eq_ignore_ascii_case("localhost")
        || host.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
}

/// A mode as people write it, `600` or `0600`.
pub(crate) fn mode(text: &str) -> Option<u32> {
    u32::from_str_radix(text.trim(), 8).ok()
}

/// The gate's value in `A=true,B=false` or in a map of booleans.
pub(crate) fn gate(value: &Json, name: &str) -> Option<bool> {
    let flag = |text: &str| match text.trim().to_ascii_lowercase().as_str() {
        "true" | "t" | "1" => Some(true),
        "false" | "f" | "0" => Some(false),
        _ => None,
    };
    match value {
        Json::Object(map) => match map.get(name)? {
            Json::Bool(on) => Some(*on),
            Json::String(text) => flag(text),
            _ => None,
        },
        other => items(other)
            .iter()
            .filter_map(|pair| pair.split_once('='))
            .filter(|(key, _)| key.trim() == name)
            .filter_map(|(_, on)| flag(on))
            .next_back(),
    }
}

/// A value as evidence shows it.
pub(crate) fn plain(value: &Json) -> String {
    match value {
        Json::String(text) => text.clone(),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn durations_are_read_as_go_does() {
        for (text, expected) in [
            ("4h0m0s", Some(14_400.0)),
            ("1m30s", Some(90.0)),
            ("500ms", Some(0.5)),
            ("0", Some(0.0)),
            ("0s", Some(0.0)),
            ("-1m", Some(-60.0)),
            ("1.5h", Some(5_400.0)),
            ("60", None),
            ("1d", None),
            ("", None),
            ("h", None),
            ("-", None),
        ] {
            assert_eq!(seconds(&json!(text)), expected, "{text}");
        }
        assert_eq!(seconds(&json!(30)), Some(30.0));
        assert_eq!(seconds(&Json::Null), None);
    }

    #[test]
    fn loopback_with_and_without_ports() {
        for (text, expected) in [
            ("127.0.0.1", true),
            ("127.0.0.1:10249", true),
            ("127.9.9.9", true),
            ("::1", true),
            ("[::1]:80", true),
            ("localhost:1", true),
            ("0.0.0.0:10249", false),
            ("::", false),
            ("", false),
            ("127.0.0.1.example.com", false),
            ("10.0.0.1", false),
        ] {
            assert_eq!(is_loopback(text), expected, "{text}");
        }
    }

    #[test]
    fn gates_in_flags_and_maps() {
        assert_eq!(gate(&json!("A=true,B=false,A=false"), "A"), Some(false));
        assert_eq!(gate(&json!({"A": true}), "A"), Some(true));
        assert_eq!(gate(&json!("AB=true"), "A"), None);
        assert_eq!(gate(&Json::Null, "A"), None);
    }
}
