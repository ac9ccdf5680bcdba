//! Documents that the API server's flags point to.

use std::collections::BTreeMap;

use holdfast_inventory::node::{Component, Config, Fact, SourceKind};

use serde_json::Value;

use crate::component::{Located, Start, text_of};
use crate::cx::{Cx, Unread};
use crate::text::{absolute, parent};

/// The name of the document among the facts, and the flag that points to it.
const KINDS: &[(&str, &str)] = &[
    ("admission", "admission-control-config-file"),
    ("audit", "audit-policy-file"),
    ("authentication", "authentication-config"),
    ("authorization", "authorization-config"),
    ("encryption", "encryption-provider-config"),
];

pub(crate) fn gather(cx: &Cx<'_>, start: &Start, apiserver: &Component) -> BTreeMap<String, Fact<Config>> {
    KINDS.iter().map(|(kind, flag)| ((*kind).to_owned(), one(cx, start, apiserver, flag))).collect()
}

fn one(cx: &Cx<'_>, start: &Start, apiserver: &Component, flag: &str) -> Fact<Config> {
    let Some(path) = text_of(&apiserver.settings, flag) else {
        return match apiserver.setting(flag) {
            Fact::Unknown { why, detail } => Fact::unknown(why, detail),
            _ => Fact::absent(format!("--{flag}")),
        };
    };
    let file = start.locate(path);
    match cx.document(file.view, &file.path) {
        Ok(mut value) => {
            let mut files = vec![file.shown.clone()];
            if let Err(fault) = plugins(cx, &file, &mut value, &mut files) {
                return fault.fact();
            }
            let config = Config { path: file.shown.clone(), files, value, overridden: BTreeMap::new() };
            Fact::value(config, SourceKind::Config, file.shown)
        }
        Err(fault) => {
            cx.gap(&file.shown, &fault.detail, &format!("what --{flag} sets is not known"));
            fault.fact()
        }
    }
}

/// The plugins of an AdmissionConfiguration that keep theirs in files of their own: filled in where they are named.
fn plugins(cx: &Cx<'_>, main: &Located, value: &mut Value, files: &mut Vec<String>) -> Result<(), Unread> {
    let Some(plugins) = value.get_mut("plugins").and_then(Value::as_array_mut) else { return Ok(()) };
    for plugin in plugins {
        let Some(path) = plugin.get("path").and_then(Value::as_str).filter(|path| !path.is_empty()) else {
            continue;
        };
        let path = absolute(parent(&main.path), path);
        let document = cx.document(main.view, &path).inspect_err(|fault| {
            cx.gap(&path, &fault.detail, "what the admission plugin does is not known");
        })?;
        files.push(path);
        if let Some(members) = plugin.as_object_mut() {
            members.insert("configuration".to_owned(), document);
        }
    }
    Ok(())
}
