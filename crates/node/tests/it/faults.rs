//! Every path a host is asked for, unreadable in turn: what depended on it is unknown and a gap says why, and nothing that
//! was there is told as absent.

use std::collections::BTreeMap;

use holdfast_inventory::node::NodeFacts;
use holdfast_node::{HostError, Options, gather_from};
use holdfast_testkit::hosts::{self, HOSTS, What};
use serde_json::Value;

use crate::memory::Memory;

/// Every fact by its pointer: `value`, `absent` or `unknown`; settings as values.
fn states(facts: &NodeFacts) -> BTreeMap<String, &'static str> {
    let mut found = BTreeMap::new();
    let value = serde_json::to_value(facts).unwrap();
    collect("", &value, &mut found);
    found
}

fn collect(pointer: &str, value: &Value, found: &mut BTreeMap<String, &'static str>) {
    let Value::Object(members) = value else { return };
    match members.get("state").and_then(Value::as_str) {
        Some("value") => {
            found.insert(pointer.to_owned(), "value");
        }
        Some("absent") => {
            found.insert(pointer.to_owned(), "absent");
        }
        Some("unknown") => {
            found.insert(pointer.to_owned(), "unknown");
        }
        _ => {
            for (name, member) in members {
                collect(&format!("{pointer}/{name}"), member, found);
            }
        }
    }
}

/// What a fault at `path` makes of a host whose facts were `before`: each complaint in a line.
fn complaints(name: &str, before: &NodeFacts, path: &str, error: &HostError) -> Vec<String> {
    let host = Memory::new(hosts::tree(name)).failing(path, error.clone());
    let facts = gather_from(&host, &Options::default());
    let mut found = Vec::new();
    let after = states(&facts);
    for (pointer, was) in &states(before) {
        if *was == "value" && after.get(pointer) == Some(&"absent") {
            found.push(format!("{name}: {path} ({error}): {pointer} is told as absent"));
        }
    }
    for (component, was) in &before.components {
        let is = facts.component(component);
        for (setting, value) in &was.settings {
            let changed = is.settings.get(setting).is_none_or(|now| now.value != value.value);
            if changed && is.unread.is_empty() && !is.running.is_unknown() {
                found.push(format!(
                    "{name}: {path} ({error}): {component} {setting} changed and nothing says why"
                ));
            }
        }
    }
    // Another mark of the same platform is as good.
    let same = NodeFacts { platform: before.platform.clone(), ..facts.clone() };
    if before != &same && facts.gaps.is_empty() {
        found.push(format!("{name}: {path} ({error}): facts changed without a gap"));
    }
    found
}

/// With `HOLDFAST_FAULTS=all` every host is tried, else the hardened kubeadm node.
#[test]
fn nothing_unreadable_is_absent() {
    let all = std::env::var("HOLDFAST_FAULTS").is_ok_and(|which| which == "all");
    let mut found = Vec::new();
    for host in HOSTS.iter().filter(|host| all || host.name == "kubeadm-hardened") {
        let memory = Memory::new(hosts::tree(host.name));
        let before = gather_from(&memory, &Options::default());
        let asked = memory.asked.borrow().clone();
        for (path, entry) in hosts::tree(host.name) {
            if asked.contains(&path) && !matches!(entry.what, What::Link(_)) {
                found.extend(complaints(host.name, &before, &path, &HostError::Permission));
            }
        }
    }
    assert!(found.is_empty(), "{}:\n{}", found.len(), found.join("\n"));
}
