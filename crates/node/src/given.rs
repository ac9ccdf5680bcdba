//! Documents that the user gives besides the host.

use holdfast_inventory::read::{self, Limits};
use serde_json::Value;

use crate::cx::Cx;

/// A document that the user gave; a gap when it cannot be understood.
pub(crate) fn given(cx: &Cx<'_>, what: &str, bytes: Option<&[u8]>) -> Option<Value> {
    match read::values(bytes?, &Limits::default()) {
        Ok(documents) => documents.into_iter().next(),
        Err(error) => {
            cx.gap(what, &error.to_string(), "it was not used");
            None
        }
    }
}

/// The configuration inside kube-proxy's ConfigMap, or the document itself.
pub(crate) fn config_map(document: Value) -> Value {
    let data = document.get("data").and_then(Value::as_object);
    let inside = data.and_then(|data| {
        data.values().filter_map(Value::as_str).find_map(|text| {
            let parsed = read::values(text.as_bytes(), &Limits::default()).ok()?.into_iter().next()?;
            (parsed.get("kind").and_then(Value::as_str) == Some("KubeProxyConfiguration")).then_some(parsed)
        })
    });
    inside.unwrap_or(document)
}
