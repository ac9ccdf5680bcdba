//! The facts of a node as JSON, and what an absent name means.

use holdfast_inventory::node::{COMPONENTS, Component, Fact, NodeFacts, Why, role};
use serde_json::{Value, json};

const EXAMPLE: &str = include_str!("../node-facts.json");

fn example() -> NodeFacts {
    serde_json::from_str(EXAMPLE).unwrap()
}

#[test]
fn the_example_is_what_is_written() {
    let written: Value = serde_json::to_value(example()).unwrap();
    let expected: Value = serde_json::from_str(EXAMPLE).unwrap();
    assert_eq!(written, expected);
}

#[test]
fn facts_nobody_read_survive_saving() {
    let facts = NodeFacts::unread();
    let text = serde_json::to_string(&facts).unwrap();
    assert_eq!(serde_json::from_str::<NodeFacts>(&text).unwrap(), facts);
    assert_eq!(facts.components.len(), COMPONENTS.len());
}

/// What the kubelet of the example, changed by `change`, says of a setting: the state, and the value.
fn check(change: impl Fn(&mut Component), name: &str, expected: (&str, Value)) {
    let mut kubelet = example().component("kubelet");
    change(&mut kubelet);
    let told = match kubelet.setting(name) {
        Fact::Value { value, .. } => ("value", value),
        Fact::Absent { .. } => ("absent", Value::Null),
        Fact::Unknown { .. } => ("unknown", Value::Null),
    };
    assert_eq!(told, expected, "{name}");
}

#[test]
fn a_missing_name_is_absent_only_when_everything_was_read() {
    check(|_| {}, "authentication.anonymous.enabled", ("value", json!(false)));
    check(|_| {}, "tlsCertFile", ("absent", Value::Null));
    check(
        |kubelet| kubelet.unread.push("drop-in not read".to_owned()),
        "tlsCertFile",
        ("unknown", Value::Null),
    );
    check(
        |kubelet| kubelet.running = Fact::unknown(Why::Permission, "no /proc"),
        "tlsCertFile",
        ("unknown", Value::Null),
    );
}

#[test]
fn a_flag_is_known_as_far_as_the_arguments_are() {
    let facts = example();
    let kubelet = facts.component("kubelet");
    assert_eq!(kubelet.flag("hostname-override").get(), Some(&json!("worker-1")));
    assert!(kubelet.flag("cert-dir").is_absent());
    assert!(facts.component("apiserver").flag("profiling").is_absent());
    assert!(facts.component("scheduler").flag("profiling").is_unknown());
}

#[test]
fn roles_are_listed_once_and_sorted() {
    assert!(role::ALL.is_sorted_by(|a, b| a < b));
    assert!(COMPONENTS.is_sorted_by(|a, b| a < b));
}
