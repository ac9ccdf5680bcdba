//! The JSON schemas of Holdfast's own reports. The report crate's tests hold real reports against them.
//!
//! Objects are open: within one version fields are added, never renamed or removed.

use anyhow::Result;
use serde_json::{Map, Value, json};

use super::Output;

const REPORT: &str = "docs/schemas/holdfast.report.v1.schema.json";

pub(super) fn generate(output: &mut Output) -> Result<()> {
    output.file(REPORT, format!("{}\n", serde_json::to_string_pretty(&report())?));
    Ok(())
}

/// `holdfast.report/v1`, from top to bottom.
fn report() -> Value {
    let required = [
        ("schema", json!({"const": "holdfast.report/v1"})),
        ("tool", object([("name", string()), ("version", string())], [])),
        (
            "cluster",
            object(
                [("input", one_of(["files", "cluster", "network"])), ("name", string())],
                [("version", string())],
            ),
        ),
        ("coverage", coverage()),
        (
            "summary",
            counts(["critical", "high", "medium", "low", "info", "excepted", "passed", "failed", "gaps"]),
        ),
        ("gaps", list(object([("what", string()), ("why", string()), ("effect", string())], []))),
        ("findings", list(reference("finding"))),
        ("requirements", list(requirement())),
        ("checks", list(check())),
        ("notes", list(string())),
    ];
    let mut schema = object(required, [("time", json!({"type": "string", "format": "date-time"}))]);
    let head = [
        ("$schema", json!("https://json-schema.org/draft/2020-12/schema")),
        ("title", json!("holdfast.report/v1")),
        (
            "description",
            json!("What holdfast found and could not see. Written by `cargo xtask gen`: do not edit."),
        ),
        (
            "$defs",
            json!({
                "severity": one_of(["info", "low", "medium", "high", "critical"]),
                "finding": finding(),
                "subject": subject(),
                "evidence": evidence(),
            }),
        ),
    ];
    if let Some(fields) = schema.as_object_mut() {
        fields.extend(head.map(|(name, value)| (name.to_owned(), value)));
    }
    schema
}

fn coverage() -> Value {
    let not_assessed = object([("check", string()), ("why", string())], []);
    let required = [
        ("resources", json!({"type": "object", "additionalProperties": count()})),
        ("judged", count()),
        ("notAssessed", count()),
        ("unreadable", count()),
        ("percent", percent()),
        ("notAssessedChecks", list(not_assessed)),
    ];
    object(required, [])
}

fn finding() -> Value {
    let required = [
        ("check", slug()),
        ("outcome", one_of(["pass", "fail", "warn", "skip", "error", "manual"])),
        ("severity", reference("severity")),
        ("confidence", one_of(["low", "medium", "high"])),
        ("subject", reference("subject")),
        ("message", string()),
        ("evidence", list(reference("evidence"))),
        ("remediation", remediation()),
        ("techniques", list(string())),
        ("controls", list(object([("framework", string()), ("id", string())], []))),
        ("fingerprint", json!({"type": "string", "pattern": "^[0-9a-f]{32}$"})),
    ];
    let exception =
        object([("source", string()), ("reason", string())], [("owner", string()), ("expires", string())]);
    let rank = object([("score", percent()), ("why", string())], []);
    object(required, [("exception", exception), ("rank", rank)])
}

fn subject() -> Value {
    object(
        [("apiVersion", string()), ("kind", string()), ("name", string())],
        [("namespace", string()), ("container", string())],
    )
}

fn evidence() -> Value {
    let place = object(
        [("file", string()), ("line", json!({"type": "integer", "minimum": 1}))],
        [("column", count())],
    );
    let field = object(
        [("type", json!({"const": "field"})), ("pointer", string())],
        [("value", string()), ("object", string()), ("place", place)],
    );
    let fact = object([("type", json!({"const": "fact"})), ("text", string())], []);
    let exchange = object(
        [
            ("type", json!({"const": "exchange"})),
            ("request", string()),
            ("status", count()),
            ("excerpt", string()),
            ("sha256", string()),
            ("time", string()),
        ],
        [],
    );
    json!({"oneOf": [field, fact, exchange]})
}

fn remediation() -> Value {
    let add = object([("op", json!({"const": "add"})), ("path", string()), ("value", json!({}))], []);
    let remove = object([("op", json!({"const": "remove"})), ("path", string())], []);
    let patch = list(json!({"oneOf": [add, remove]}));
    object([("text", string()), ("safe", json!({"type": "boolean"}))], [("patch", patch)])
}

fn requirement() -> Value {
    let required = [
        ("framework", string()),
        ("id", string()),
        ("section", string()),
        ("title", string()),
        ("tactics", list(string())),
        ("checks", list(slug())),
        ("question", string()),
        ("later", string()),
        ("note", string()),
        ("outcome", one_of(["pass", "fail", "manual", "not-assessed"])),
        ("passed", count()),
        ("failed", count()),
        ("excepted", count()),
    ];
    object(required, [])
}

fn check() -> Value {
    let required = [
        ("id", slug()),
        ("title", string()),
        ("severity", reference("severity")),
        ("fix", string()),
        ("techniques", list(string())),
        ("aliases", list(string())),
        ("passed", count()),
        ("failed", count()),
        ("notAssessed", count()),
    ];
    object(required, [])
}

fn object<const R: usize, const O: usize>(
    required: [(&str, Value); R],
    optional: [(&str, Value); O],
) -> Value {
    let names: Vec<&str> = required.iter().map(|(name, _)| *name).collect();
    let names = json!(names);
    let fields: Map<String, Value> =
        required.into_iter().chain(optional).map(|(name, value)| (name.to_owned(), value)).collect();
    json!({"type": "object", "required": names, "properties": fields})
}

fn counts<const N: usize>(names: [&str; N]) -> Value {
    object(names.map(|name| (name, count())), [])
}

fn list(items: Value) -> Value {
    json!({"type": "array", "items": items})
}

fn one_of<const N: usize>(words: [&str; N]) -> Value {
    json!({"enum": words.as_slice()})
}

fn reference(name: &str) -> Value {
    json!({"$ref": format!("#/$defs/{name}")})
}

fn string() -> Value {
    json!({"type": "string"})
}

fn slug() -> Value {
    json!({"type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"})
}

fn count() -> Value {
    json!({"type": "integer", "minimum": 0})
}

fn percent() -> Value {
    json!({"type": "integer", "minimum": 0, "maximum": 100})
}
