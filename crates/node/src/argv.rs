//! Arguments as the components themselves read them.
//!
//! Kubernetes uses pflag (<https://pkg.go.dev/github.com/spf13/pflag>): a repeated plain flag takes the last value, a list
//! adds up, a boolean takes its value with `=` only. etcd uses Go's own package: the first word that is no flag ends them.

use std::collections::BTreeMap;

/// How a component reads its arguments.
#[derive(Clone, Copy)]
pub(crate) struct Rules {
    /// Flags that need no value.
    pub(crate) switches: &'static [&'static str],
    /// Flags whose repetitions add up.
    pub(crate) lists: &'static [&'static str],
    /// Go's `flag` instead of pflag.
    pub(crate) go: bool,
}

/// The value of every flag given, names without dashes and with `_` as `-`.
pub(crate) fn parse(arguments: &[String], rules: Rules) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    let mut words = arguments.iter().map(String::as_str).peekable();
    while let Some(word) = words.next() {
        let Some(body) = flag_body(word, rules) else {
            if word == "--" || rules.go {
                break;
            }
            continue;
        };
        let (name, value) = if let Some((name, value)) = body.split_once('=') {
            (normal(name, rules), value.to_owned())
        } else {
            let name = normal(body, rules);
            let value = if takes_next(&name, words.peek().copied(), rules) {
                words.next().unwrap_or_default().to_owned()
            } else {
                "true".to_owned()
            };
            (name, value)
        };
        add(&mut found, name, value, rules);
    }
    found
}

fn flag_body(word: &str, rules: Rules) -> Option<&str> {
    let long = word.strip_prefix("--").filter(|body| !body.is_empty());
    let short = || word.strip_prefix('-').filter(|body| body.starts_with(|c: char| c.is_ascii_alphabetic()));
    match long {
        Some(body) => Some(body),
        None if rules.go => short(),
        // The only short flag of pflag that components have.
        None => short().filter(|body| body.starts_with('v')),
    }
}

fn takes_next(name: &str, next: Option<&str>, rules: Rules) -> bool {
    if rules.switches.contains(&name) {
        return false;
    }
    match next {
        None => false,
        Some(next) if rules.lists.contains(&name) => !next.is_empty(),
        Some(next) => !next.starts_with('-') || is_number(next),
    }
}

fn is_number(word: &str) -> bool {
    word.strip_prefix('-')
        .is_some_and(|digits| !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()))
}

fn normal(name: &str, rules: Rules) -> String {
    if rules.go { name.to_owned() } else { name.replace('_', "-") }
}

fn add(found: &mut BTreeMap<String, String>, name: String, value: String, rules: Rules) {
    let value = if rules.switches.contains(&name.as_str()) { boolean(&value) } else { value };
    match found.get_mut(&name) {
        Some(earlier) if rules.lists.contains(&name.as_str()) => {
            if !earlier.is_empty() && !value.is_empty() {
                earlier.push(',');
            }
            earlier.push_str(&value);
        }
        _ => {
            found.insert(name, value);
        }
    }
}

/// Go's `strconv.ParseBool`: `1`, `t`, `T`, `TRUE`, `true`, `True` and their opposites; anything else stays as it is.
pub(crate) fn boolean(value: &str) -> String {
    match value {
        "1" | "t" | "T" | "TRUE" | "true" | "True" => "true".to_owned(),
        "0" | "f" | "F" | "FALSE" | "false" | "False" => "false".to_owned(),
        other => other.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PFLAG: Rules = Rules { switches: &["profiling"], lists: &["plugins"], go: false };
    const GO: Rules = Rules { go: true, ..PFLAG };

    fn check(rules: Rules, line: &str, expected: &[(&str, &str)]) {
        let words: Vec<String> = line.split(' ').map(str::to_owned).collect();
        let found = parse(&words, rules);
        let found: Vec<(&str, &str)> = found.iter().map(|(k, v)| (k.as_str(), v.as_str())).collect();
        assert_eq!(found, expected, "{line}");
    }

    #[test]
    fn values_and_repetitions() {
        check(PFLAG, "--a=1 --a=2", &[("a", "2")]);
        check(PFLAG, "--a 1 --b --c=", &[("a", "1"), ("b", "true"), ("c", "")]);
        check(PFLAG, "--plugins=A,B --plugins C", &[("plugins", "A,B,C")]);
        check(PFLAG, "--audit_log=x --pids -1", &[("audit-log", "x"), ("pids", "-1")]);
        check(PFLAG, "-v=2 -x 1", &[("v", "2")]);
    }

    #[test]
    fn a_switch_takes_its_value_with_an_equals_sign_only() {
        check(PFLAG, "--profiling false --a 1", &[("a", "1"), ("profiling", "true")]);
        check(PFLAG, "--profiling=False", &[("profiling", "false")]);
        check(PFLAG, "--profiling --profiling=0", &[("profiling", "false")]);
        check(PFLAG, "--profiling=maybe", &[("profiling", "maybe")]);
    }

    #[test]
    fn where_flags_end() {
        check(PFLAG, "server --a=1 -- --b=2", &[("a", "1")]);
        check(GO, "-a=1 --b 2 stray --c=3", &[("a", "1"), ("b", "2")]);
        check(GO, "-profiling -a 1", &[("a", "1"), ("profiling", "true")]);
    }
}
