//! Configuration files as generic values.

use holdfast_inventory::read::{Limits, values};
use serde_json::{Value, json};

fn check(text: &str, expected: Result<Value, &str>) {
    let found = values(text.as_bytes(), &Limits { depth: 20, ..Limits::default() });
    match (found, expected) {
        (Ok(found), Ok(expected)) => assert_eq!(Value::Array(found), expected, "{text}"),
        (Err(found), Err(expected)) => assert_eq!(found.to_string(), expected, "{text}"),
        (found, expected) => panic!("{text}: {found:?}, expected {expected:?}"),
    }
}

#[test]
fn documents_of_any_kind() {
    check("", Ok(json!([])));
    check("---\n# nothing\n---\n", Ok(json!([])));
    check("name: etcd\nclient-cert-auth: yes\n", Ok(json!([{"name": "etcd", "client-cert-auth": true}])));
    check("a: 0644\nb: 1.5\nc: ~\nd: '1'\n", Ok(json!([{"a": 420, "b": 1.5, "c": null, "d": "1"}])));
    check(
        r#"{"cniVersion": "1.0.0", "plugins": [{"type": "bridge"}]}"#,
        Ok(json!([{"cniVersion": "1.0.0", "plugins": [{"type": "bridge"}]}])),
    );
    check("{a: 1, b: [x, z]}", Ok(json!([{"a": 1, "b": ["x", "z"]}])));
    check("a: 1\n---\nb: 2\n", Ok(json!([{"a": 1}, {"b": 2}])));
    check("a: 1\na: 2\n", Ok(json!([{"a": 2}])));
    check("18446744073709551615: x\n", Ok(json!([{"18446744073709551615": "x"}])));
}

#[test]
fn aliases_and_merges() {
    check("a: &x {p: 1, q: 2}\nb: *x\n", Ok(json!([{"a": {"p": 1, "q": 2}, "b": {"p": 1, "q": 2}}])));
    check(
        "a: &x {p: 1, q: 2}\nb: {<<: *x, q: 3}\n",
        Ok(json!([{"a": {"p": 1, "q": 2}, "b": {"p": 1, "q": 3}}])),
    );
    check("a: {<<: 1}\n", Err("line 1: << needs a mapping or a list of mappings"));
    check("a: &x [*x]\n", Err("line 1: an anchor's value contains itself"));
}

#[test]
fn what_is_broken_is_told_by_its_line_and_never_repeated() {
    check("a: 1\nb: [\n", Err("line 3: while parsing a node, did not find expected node content"));
    check(r#"{"token": "not-a-secret", }"#, Ok(json!([{"token": "not-a-secret"}])));
    check(r#"{"token": "not-a-secret""#, Err("line 1: the JSON ends too early"));
    check(&"[".repeat(300), Err("line 1: neither JSON nor YAML"));
    check(&"- ".repeat(30), Err("line 1: nested deeper than 20 levels"));
    check("? [a]\n: b\n", Err("line 1: a key is neither text, number nor boolean"));
    assert_eq!(values(b"a: \xff\n", &Limits::default()).unwrap_err().to_string(), "line 1: invalid UTF-8");
}

#[test]
fn a_bomb_is_refused() {
    let mut text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
    for level in 1..10 {
        let row = format!("*a{}, ", level - 1).repeat(10);
        text = format!("{text}a{level}: &a{level} [{row}]\n");
    }
    let error = values(text.as_bytes(), &Limits::default()).unwrap_err();
    assert!(error.why.contains("YAML bomb"), "{error}");
}

#[test]
fn a_quoted_text_may_go_on_at_the_indentation_of_its_key() {
    check(
        "- id: 1\n  text: \"one\n  two\n  three\"\n  next: 'four\n  five'\n",
        Ok(json!([[{"id": 1, "text": "one two three", "next": "four five"}]])),
    );
    assert!(values(b"text: \"one\ntwo", &Limits::default()).is_err());
}
