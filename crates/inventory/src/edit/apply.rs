use holdfast_model::PatchOp;
use serde_json::{Map, Value};

use crate::json::parts;

/// The object as the patch wants it. Missing parents are made; removing the last member of a map removes the map.
pub(crate) fn apply(mut object: Value, op: &PatchOp) -> Option<Value> {
    let path: Vec<String> = parts(op.path()).collect();
    match op {
        PatchOp::Add { value, .. } => add(&mut object, &path, value)?,
        PatchOp::Remove { .. } => {
            remove(&mut object, &path);
        }
    }
    Some(object)
}

fn add(here: &mut Value, path: &[String], value: &Value) -> Option<()> {
    let Some((key, rest)) = path.split_first() else {
        *here = value.clone();
        return Some(());
    };
    if here.is_null() {
        *here = Value::Object(Map::new());
    }
    match here {
        Value::Object(members) => add(members.entry(key.clone()).or_insert(Value::Null), rest, value),
        Value::Array(items) if key == "-" => {
            items.push(Value::Null);
            add(items.last_mut()?, rest, value)
        }
        Value::Array(items) => add(items.get_mut(key.parse::<usize>().ok()?)?, rest, value),
        _ => None,
    }
}

/// True when the container is empty afterwards and may go as well.
fn remove(here: &mut Value, path: &[String]) -> bool {
    let Some((key, rest)) = path.split_first() else { return true };
    match here {
        Value::Object(members) => {
            let Some(member) = members.get_mut(key) else { return false };
            if remove(member, rest) {
                members.remove(key);
            }
            members.is_empty()
        }
        Value::Array(items) => {
            let Some(at) = key.parse::<usize>().ok().filter(|at| *at < items.len()) else { return false };
            let gone = items.get_mut(at).is_some_and(|item| remove(item, rest));
            if gone && rest.is_empty() {
                items.remove(at);
            }
            items.is_empty()
        }
        _ => false,
    }
}

/// The pointer that must go so that nothing empty stays: the target, or its topmost ancestor that it leaves empty.
pub(super) fn topmost_empty(object: &Value, pointer: &str) -> String {
    let mut here = pointer.to_owned();
    while let Some((parent, _)) = here.rsplit_once('/') {
        let alone = match object.pointer(parent) {
            Some(Value::Object(members)) => members.len() == 1 && !parent.is_empty(),
            Some(Value::Array(items)) => items.len() == 1,
            _ => false,
        };
        // An item of a list is not removed because it has become empty: its place may matter.
        let parent_is_item = parent.rsplit('/').next().is_some_and(|last| last.parse::<usize>().is_ok());
        if !alone || parent_is_item {
            break;
        }
        here = parent.to_owned();
    }
    here
}
