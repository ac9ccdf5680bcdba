use std::fmt::Write as _;

use holdfast_inventory::Object;
use holdfast_inventory::json::parts;
use holdfast_inventory::view::Service;

use crate::exposure::service;
use crate::releases::retired;
use crate::schema::{Fault, Known, faults, lookup};

use crate::prelude::*;

pub(super) static CHECK: Check = Check {
    id: "schema-invalid",
    title: "Object does not fit the schema of its kind",
    severity: Severity::Low,
    confidence: Confidence::High,
    fix: "Correct the field named in the message.",
    techniques: &[],
    aliases: &["kube-linter:schema-validation"],
    page: include_str!("schema_invalid.md"),
    needs: &[],
    judge: Judge::Every(judge),
};

/// Requests and answers, and lists of others: never kept, so the table leaves them out.
static PASSING: &[&str] = &["Eviction", "List", "Scale", "Status", "TokenRequest"];

fn judge(o: &ObjectCx<'_, '_>) -> Verdict {
    let object = o.object;
    let at = match lookup(object) {
        Known::Foreign => return Verdict::NotApplicable,
        // What the server gave, it has checked itself, by the schema of its own release.
        _ if !o.cx.from_files() => return Verdict::Pass,
        Known::Kind(at) => at,
        Known::Missing { elsewhere } => return unknown(object, elsewhere),
    };
    let found =
        object.problems().iter().map(|p| Fault { pointer: p.pointer.clone(), message: p.message.clone() });
    let mut all: Vec<Fault> = found.map(without_value).collect();
    for fault in faults(object.json(), at).into_iter().chain(rules(object)) {
        // A field of the wrong type was left out when it was read: it is not missing as well.
        if !all.iter().any(|known| known.pointer == fault.pointer) {
            all.push(fault);
        }
    }
    let hits = all.into_iter().map(|fault| {
        let message = format!("{}: {}", field(&fault.pointer), fault.message);
        Hit::at(fault.pointer.clone(), message).key(fault.pointer)
    });
    Verdict::of(hits.collect())
}

/// `/spec/ports/0/name` as people write it: `spec.ports[0].name`.
fn field(pointer: &str) -> String {
    let mut text = String::new();
    for part in parts(pointer) {
        if part.bytes().all(|b| b.is_ascii_digit()) {
            let _ = write!(text, "[{part}]");
        } else {
            text.push_str(if text.is_empty() { "" } else { "." });
            text.push_str(&part);
        }
    }
    text
}

/// What came is not repeated: it may be a secret in the wrong place.
fn without_value(fault: Fault) -> Fault {
    match fault.message.split_once(", expected ") {
        Some((_, expected)) => {
            let expected = match expected {
                "i64" => "an integer",
                "a boolean" => "true or false",
                other => other,
            };
            Fault { message: format!("expected {expected}"), ..fault }
        }
        None => fault,
    }
}

fn unknown(object: Object<'_>, elsewhere: Option<&str>) -> Verdict {
    let (api, kind) = (object.api_version(), object.kind());
    if retired(api, kind).is_some() || PASSING.contains(&kind) || kind.ends_with("Review") {
        return Verdict::Pass;
    }
    match elsewhere {
        Some(other) => {
            Hit::at("/apiVersion", format!("{api} has no kind {kind}; {other} has")).value(api).into()
        }
        None => Hit::at("/kind", format!("Kubernetes has no kind {kind} in {api}")).value(kind).into(),
    }
}

/// Rules of the API server that the schema cannot say.
fn rules(object: Object<'_>) -> Vec<Fault> {
    let mut found = Vec::new();
    if object.name().is_empty() {
        found.push(Fault {
            pointer: "/metadata/name".to_owned(),
            message: "the object needs a name".to_owned(),
        });
    }
    if let Some(Service { spec, .. }) = service(object).filter(|_| object.kind() == "Service") {
        let portless =
            spec.kind.as_deref() == Some("ExternalName") || spec.cluster_ip.as_deref() == Some("None");
        if spec.ports.is_empty() && !portless {
            found.push(Fault {
                pointer: "/spec/ports".to_owned(),
                message: "the Service needs a port".to_owned(),
            });
        }
    }
    found
}
