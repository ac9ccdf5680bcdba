//! Random input from a fixed seed: the same run everywhere.

use std::time::{Duration, Instant};

use serde_json::{Map, Value};

use crate::read_support::{Outcome, read};

/// A small generator of pseudo-random numbers (xorshift64*): good enough to vary input, and the same for ever.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D)
    }

    fn below(&mut self, limit: usize) -> usize {
        (self.next() >> 16) as usize % limit.max(1)
    }

    fn pick<'t, T>(&mut self, from: &'t [T]) -> &'t T {
        &from[self.below(from.len())]
    }
}

const TEXTS: &[&str] = &[
    "",
    "a",
    "name",
    "two words",
    "\"quoted\"",
    "back\\slash",
    "line\nbreak\ttab",
    "\u{1}\u{7f}",
    "é😀",
    "yes",
    "0777",
    "1e3",
    "~",
    "- a",
    "# b",
    "{x",
    "a: b",
];

fn tree(random: &mut Random, depth: usize) -> Value {
    match random.below(if depth == 0 { 5 } else { 8 }) {
        0 => Value::Null,
        1 => Value::Bool(random.below(2) == 0),
        2 => Value::from(random.next().cast_signed()),
        3 => Value::from(f64::from(u16::try_from(random.below(60_000)).unwrap()) / 8.0),
        4 => Value::from(*random.pick(TEXTS)),
        5 => Value::Array((0..random.below(5)).map(|_| tree(random, depth - 1)).collect()),
        _ => Value::Object(members(random, depth)),
    }
}

fn members(random: &mut Random, depth: usize) -> Map<String, Value> {
    (0..random.below(50 / (6 - depth.min(5))))
        .map(|n| (format!("{}{n}", random.pick(TEXTS)), tree(random, depth - 1)))
        .collect()
}

fn object(random: &mut Random) -> Value {
    serde_json::json!({"apiVersion": "example.com/v1", "kind": "Tree", "spec": tree(random, 5)})
}

#[test]
fn json_comes_out_as_it_went_in() {
    let mut random = Random(1);
    for _ in 0..300 {
        let value = object(&mut random);
        let minified = serde_json::to_vec(&value).unwrap();
        for text in [minified.clone(), serde_json::to_vec_pretty(&value).unwrap()] {
            let outcome = read(&text);
            assert_eq!(outcome.gaps, []);
            assert_eq!(
                String::from_utf8_lossy(&outcome.documents[0].json),
                String::from_utf8_lossy(&minified)
            );
            check_document(&outcome);
        }
    }
}

/// JSON is YAML: told through the other reader, a tree keeps its value.
#[test]
fn yaml_agrees_with_json() {
    let mut random = Random(2);
    for _ in 0..100 {
        let value = object(&mut random);
        let outcome = read(format!("# comment\n{value}"));
        assert_eq!(outcome.gaps, [], "{value}");
        let read: Value = serde_json::from_slice(&outcome.documents[0].json).unwrap();
        assert_eq!(rounded(&read), rounded(&value));
        check_document(&outcome);
    }
}

/// Floats that are whole numbers lose their fraction in YAML, as they do in Go.
fn rounded(value: &Value) -> Value {
    match value {
        Value::Array(items) => items.iter().map(rounded).collect(),
        Value::Object(members) => members.iter().map(|(key, value)| (key.clone(), rounded(value))).collect(),
        Value::Number(number) => Value::from(number.as_f64()),
        other => other.clone(),
    }
}

const CORPUS: &[&str] = &[
    r#"{"apiVersion":"v1","items":[{"apiVersion":"v1","kind":"Pod","metadata":{"name":"a","managedFields":[{}]}},{"kind":"Secret","apiVersion":"v1","data":{"a":"hunter2"}}],"kind":"List"}"#,
    r#"{"kind":"SecretList","apiVersion":"v1","items":[{"data":{"a":"hunter2","b":{"c":"hunter2"}}},{"stringData":"hunter2"}]}"#,
    r#"{"items":[{"data":{"a":"hunter2"}}],"kind":"SecretList","apiVersion":"v1"}"#,
    "[{\"apiVersion\":\"v1\",\"kind\":\"Pod\",\"spec\":{\"env\":[{\"name\":\"PASSWORD\",\"value\":\"x\"}],\"args\":[\"--token=x\",1.5e3,null]}}]\n---\n{}",
    "apiVersion: v1\nkind: Pod\nmetadata: &m\n  name: 'a'\n  labels: {x: y, z: [1, 0x10]}\nspec:\n  <<: *m\n  text: |\n    a\n    b\n---\n%YAML 1.1\n---\nkind: List\nitems:\n- *a\n",
    "# c\napiVersion: v1\nkind: Secret\ndata:\n  a: hunter2\nstringData: {b: &x hunter2, c: *x}\n---\napiVersion: v1\nkind: ConfigMap\ndata:\n  a: \"password: b\\n\"\n",
    "apiVersion: v1\nkind: Pod\nspec:\n  a: 1\n  a: 2\n  ? b\n  : !!int 3\n  \"c\": >-\n    x\n",
];

/// A few seconds of what a fuzzer does for hours (`fuzz/`): known input cut, joined and mutated.
#[test]
fn mutations() {
    const PIECES: &[&str] = &[
        "{", "}", "[", "]", "\"", ":", ",", "\n", "\n---\n", "  ", "- ", "&a ", "*a", "<<: ", "!!str ",
        "\\u00", "\0", "\u{feff}", "items", "kind", "Secret", "data", "'", "|\n", "? ", "\t", "%", "#", "~",
        "...\n",
    ];
    let mut random = Random(3);
    let start = Instant::now();
    let mut rounds = 0;
    while rounds < 20_000 && start.elapsed() < Duration::from_secs(2) {
        rounds += 1;
        let mut bytes = random.pick(CORPUS).as_bytes().to_vec();
        for _ in 0..=random.below(6) {
            let at = random.below(bytes.len() + 1);
            let to = (at + random.below(12)).min(bytes.len());
            match random.below(5) {
                0 => drop(bytes.drain(at..to)),
                1 => drop(bytes.splice(at..at, random.pick(PIECES).bytes())),
                2 => bytes.insert(at, random.next().to_le_bytes()[3]),
                3 => bytes.extend_from_within(at..to),
                _ => drop(bytes.splice(at..to, random.pick(CORPUS).bytes())),
            }
        }
        let outcome = read(&bytes);
        check_document(&outcome);
    }
    assert!(rounds > 10);
}

/// What holds for every document, whatever the input was.
#[track_caller]
fn check_document(outcome: &Outcome) {
    assert_eq!(outcome.documents.len(), outcome.stats.objects);
    for document in &outcome.documents {
        let value: Value = serde_json::from_slice(&document.json).unwrap();
        assert!(value["kind"].is_string() && value["apiVersion"].is_string());
        assert_eq!(nodes(&value), document.marks.len(), "{value}");
        if value["kind"] == "Secret" {
            for values in [&value["data"], &value["stringData"]] {
                let emptied =
                    values.as_object().is_none_or(|values| values.values().all(|value| value == ""));
                assert!(emptied && !values.is_array(), "{value}");
            }
        }
    }
}

fn nodes(value: &Value) -> usize {
    match value {
        Value::Array(items) => 1 + items.iter().map(nodes).sum::<usize>(),
        Value::Object(members) => 1 + members.values().map(nodes).sum::<usize>(),
        _ => 1,
    }
}
