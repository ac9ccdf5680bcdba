use crate::read_support::{check, read};

#[test]
fn one_object() {
    check(
        "{ \"apiVersion\" : \"v1\",\n \"kind\":\"Pod\", \"spec\":{\"a\":[1, -2.5e3, true, null, \"\\u0041\\/\"]} }",
        r#"1: {"apiVersion":"v1","kind":"Pod","spec":{"a":[1,-2.5e3,true,null,"A/"]}}"#,
    );
}

#[test]
fn lists_are_taken_apart_wherever_items_stands() {
    let a = r#"{"apiVersion":"v1","kind":"Pod","metadata":{"name":"a"}}"#;
    let b = r#"{"apiVersion":"v1","kind":"Pod","metadata":{"name":"b"}}"#;
    let expected = format!("1: {a}\n1: {b}");
    check(format!(r#"{{"apiVersion":"v1","items":[{a},{b}],"kind":"List"}}"#), &expected);
    check(format!(r#"{{"apiVersion":"v1","kind":"List","items":[{a},{b}]}}"#), &expected);
    check(format!(r#"{{"kind":"List","items":[{{"kind":"List","items":[{a}]}},{b}]}}"#), &expected);
    check(format!("[{a},{b}]"), &expected);
    check(format!("{a}{b}"), &expected);
    check(format!("{a}\n{b}\n"), &format!("1: {a}\n2: {b}"));
    check(format!("{a}\n---\n{b}\n"), &format!("1: {a}\n3: {b}"));
}

#[test]
fn items_inherit_their_type_from_the_list() {
    let expected = r#"1: {"metadata":{"name":"a"},"apiVersion":"v1","kind":"Pod"}"#;
    check(r#"{"kind":"PodList","apiVersion":"v1","items":[{"metadata":{"name":"a"}}]}"#, expected);
    check(r#"{"items":[{"metadata":{"name":"a"}}],"kind":"PodList","apiVersion":"v1"}"#, expected);
    let item = r#"{"apiVersion":"v1","items":[{"env":[{"name":"X","value":"y"}]}],"kind":"KeyGroup"}"#;
    check(item, &format!("1: {item}"));
    check(
        r#"{"items":[{"data":{"a":"hunter2"}}],"kind":"SecretList","apiVersion":"v1"}"#,
        r#"1: {"data":{"a":""},"apiVersion":"v1","kind":"Secret"}"#,
    );
}

#[test]
fn noise_is_trimmed() {
    check(
        r#"{"apiVersion":"v1","kind":"Pod","metadata":{"managedFields":[{"a":"}"}],"name":"a","generation":2,
        "annotations":{"kubectl.kubernetes.io/last-applied-configuration":"{}","x":"y"}},"status":{"phase":"Running","conditions":[]}}"#,
        r#"1: {"apiVersion":"v1","kind":"Pod","metadata":{"name":"a","annotations":{"x":"y"}},"status":{"phase":"Running"}}"#,
    );
}

#[test]
fn positions() {
    let json = "{\n  \"apiVersion\": \"v1\",\n  \"kind\": \"Pod\",\n  \"spec\": {\n    \"containers\": [\n      {\"name\": \"a\"},\n      {\"name\": \"b\"}\n    ]\n  }\n}";
    let outcome = read(json);
    let document = &outcome.documents[0];
    let at = |pointer| document.marks.at(&document.json, pointer);
    assert_eq!(document.line, 2);
    assert_eq!(at(""), Some((1, 1)));
    assert_eq!(at("/kind"), Some((3, 3)));
    assert_eq!(at("/spec/containers"), Some((5, 5)));
    assert_eq!(at("/spec/containers/1"), Some((7, 7)));
    assert_eq!(at("/spec/containers/1/name"), Some((7, 8)));
    assert_eq!(at("/spec/containers/1/securityContext/privileged"), Some((7, 7)));
    assert_eq!(at("/spec/containers/2"), Some((5, 5)));
}
