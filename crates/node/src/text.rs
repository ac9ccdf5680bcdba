//! Small texts: environment files, credentials in values, paths.

use holdfast_inventory::read::conceal;
use serde_json::Value;

/// Members whose values are key material whatever they look like: of EncryptionConfiguration, kubeconfigs, k3s and RKE2.
const SECRET: &[&str] = &[
    "agent-token",
    "auth",
    "client-key-data",
    "etcd-s3-access-key",
    "etcd-s3-secret-key",
    "password",
    "secret",
    "token",
];

/// Replaces credentials in a configuration, by the names of its members and the looks of its values.
pub(crate) fn conceal(name: &str, value: &mut Value) {
    match value {
        Value::String(text) => {
            if SECRET.contains(&name) && !text.is_empty() {
                *text = format!("{}secret", holdfast_inventory::read::REDACTED);
            } else if let Some(safe) = conceal::text(name, text) {
                *text = safe;
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| conceal(name, item)),
        Value::Object(members) => members.iter_mut().for_each(|(name, member)| conceal(name, member)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// A command line without credentials in it.
pub(crate) fn conceal_words(words: &[String]) -> Vec<String> {
    let mut safe = words.to_vec();
    for (at, word) in conceal::command_line(words) {
        if let Some(slot) = safe.get_mut(at) {
            *slot = word;
        }
    }
    safe
}

/// The variables of an `EnvironmentFile=`: one assignment a line, quotes as systemd reads them (systemd.exec(5)).
pub fn environment_file(text: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let joined = text.replace("\\\n", "");
    for line in joined.lines() {
        let line = line.trim();
        if line.starts_with(['#', ';']) {
            continue;
        }
        if let Some((name, value)) = line.split_once('=') {
            let name = name.trim().trim_start_matches("export ").trim();
            found.push((name.to_owned(), unquoted(value.trim())));
        }
    }
    found
}

/// The text without one pair of quotes around it.
fn unquoted(text: &str) -> String {
    for quote in ['"', '\''] {
        if let Some(inside) = text.strip_prefix(quote).and_then(|text| text.strip_suffix(quote)) {
            return inside.replace("\\\"", "\"");
        }
    }
    text.to_owned()
}

/// The path made absolute below `base`, dots resolved by text.
pub(crate) fn absolute(base: &str, path: &str) -> String {
    let whole = if path.starts_with('/') { path.to_owned() } else { format!("{base}/{path}") };
    let mut parts: Vec<&str> = Vec::new();
    for part in whole.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    format!("/{}", parts.join("/"))
}

pub(crate) fn base_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// `a/b` of `a/b/c`; the root of a name without slashes.
pub(crate) fn parent(path: &str) -> &str {
    match path.trim_end_matches('/').rsplit_once('/') {
        Some(("", _)) | None => "/",
        Some((parent, _)) => parent,
    }
}

/// Whether a file's name ends so; upper case counts, as it does for the programs that read the file.
pub(crate) fn ends(name: &str, end: &str) -> bool {
    name.strip_suffix(end).is_some()
}
