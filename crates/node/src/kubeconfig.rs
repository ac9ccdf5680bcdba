//! kubeconfigs: where they lead and how they log in; the credentials themselves are never kept.

use holdfast_inventory::node::{Fact, Kubeconfig, SourceKind};
use serde_json::Value;

use crate::cx::Cx;
use crate::host::{HostError, View};

pub(crate) fn read(cx: &Cx<'_>, view: View, path: &str, shown: &str) -> Fact<Kubeconfig> {
    if matches!(cx.host.stat(view, path), Err(HostError::NotFound)) {
        return Fact::absent(shown);
    }
    match cx.document(view, path) {
        Ok(document) => Fact::value(parse(&document), SourceKind::File, shown),
        Err(fault) => {
            cx.gap(shown, &fault.detail, "where it leads and how it logs in is not known");
            fault.fact()
        }
    }
}

/// The entries of the current context, or the first ones when it names none.
fn parse(document: &Value) -> Kubeconfig {
    let current = text(document, "current-context");
    let context = named(document, "contexts", current.as_deref()).and_then(|entry| entry.get("context"));
    let cluster = context.and_then(|context| text(context, "cluster"));
    let user = context.and_then(|context| text(context, "user"));
    let none = Value::Null;
    let cluster = named(document, "clusters", cluster.as_deref()).and_then(|entry| entry.get("cluster"));
    let cluster = cluster.unwrap_or(&none);
    let entry = named(document, "users", user.as_deref());
    let login = entry.and_then(|entry| entry.get("user")).unwrap_or(&none);
    let inline = ["client-key-data", "token", "password"].iter().any(|name| login.get(name).is_some());
    Kubeconfig {
        server: text(cluster, "server"),
        certificate_authority: text(cluster, "certificate-authority"),
        certificate_authority_inline: cluster.get("certificate-authority-data").is_some(),
        insecure_skip_tls_verify: cluster.get("insecure-skip-tls-verify").and_then(Value::as_bool)
            == Some(true),
        user: user.or_else(|| entry.and_then(|entry| text(entry, "name"))),
        client_certificate: text(login, "client-certificate"),
        client_key: text(login, "client-key"),
        inline_credential: inline,
        exec: login.get("exec").and_then(|exec| text(exec, "command")),
    }
}

fn named<'d>(document: &'d Value, list: &str, name: Option<&str>) -> Option<&'d Value> {
    let entries = document.get(list)?.as_array()?;
    let wanted = entries.iter().find(|entry| name.is_some() && text(entry, "name").as_deref() == name);
    wanted.or_else(|| entries.first().filter(|_| name.is_none()))
}

fn text(value: &Value, name: &str) -> Option<String> {
    value.get(name).and_then(Value::as_str).map(str::to_owned)
}
