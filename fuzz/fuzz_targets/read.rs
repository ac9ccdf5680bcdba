//! Any bytes through the YAML and JSON reader: no panic, every object is JSON with as many positions as nodes, and no
//! value of a Secret gets out.
#![no_main]

use holdfast_inventory::read::{Document, Limits, read, secret_lines};
use libfuzzer_sys::fuzz_target;
use serde_json::Value;

fuzz_target!(|bytes: &[u8]| {
    let mut input = bytes;
    let mut gaps = Vec::new();
    read(&mut input, "fuzz", &Limits::default(), &mut |document| check(&document), &mut gaps);
    if let Ok(text) = std::str::from_utf8(bytes) {
        let last = secret_lines(text).last().copied().unwrap_or_default();
        assert!(last as usize <= text.lines().count(), "only lines that are there");
    }
});

fn check(document: &Document) {
    let value: Value = serde_json::from_slice(&document.json).expect("a document is JSON");
    assert!(value["kind"].is_string() && value["apiVersion"].is_string(), "a document has a type");
    assert_eq!(nodes(&value), document.marks.len(), "every node has a position");
    if value["kind"] == "Secret" {
        for part in ["data", "stringData"] {
            assert!(is_emptied(&value[part]), "a Secret's values are gone");
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

fn is_emptied(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Object(members) => members.values().all(|value| value == ""),
        other => other == "",
    }
}
