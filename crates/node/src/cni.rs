//! CNI: the network configurations of the node (<https://www.cni.dev/docs/spec/>).

use std::collections::BTreeMap;

use holdfast_inventory::node::{Fact, SourceKind};
use serde_json::Value;

use crate::cx::Cx;
use crate::host::View;

/// Every configuration in the directories, credentials replaced.
pub(crate) fn gather(cx: &Cx<'_>, directories: &[String]) -> BTreeMap<String, Fact<Value>> {
    let mut found = BTreeMap::new();
    for directory in directories {
        for name in cx.list(directory, "the network plugins are not known") {
            if ![".conf", ".conflist", ".json"].iter().any(|end| name.ends_with(end)) {
                continue;
            }
            let path = format!("{}/{name}", directory.trim_end_matches('/'));
            let fact = match cx.document(View::Host, &path) {
                Ok(value) => Fact::value(value, SourceKind::File, path.clone()),
                Err(fault) => {
                    cx.gap(&path, &fault.detail, "the network plugin in it is not known");
                    fault.fact()
                }
            };
            found.insert(path, fact);
        }
    }
    found
}
