//! Our own reports keep to the schema we publish, and the schema leaves nothing of them out.

use holdfast_model::Assessment;
use holdfast_report::{Format, Style, render};
use serde_json::Value;

use crate::{empty, sample};

/// Written by `cargo xtask gen`.
const SCHEMA: &str = include_str!("../../../../docs/schemas/holdfast.report.v1.schema.json");

fn check(assessment: &Assessment) {
    let mut schema: Value = serde_json::from_str(SCHEMA).expect("the schema is JSON");
    close(&mut schema);
    let validator = jsonschema::validator_for(&schema).expect("the schema compiles");
    let report = render(assessment, Format::Json, &Style::default()).expect("renders");
    let report: Value = serde_json::from_str(&report).expect("the report is JSON");
    let errors: Vec<_> = validator.iter_errors(&report).map(|e| e.instance_path().to_string()).collect();
    assert!(
        errors.is_empty(),
        "add the field to crates/xtask/src/gen/schemas.rs, run cargo xtask gen: {errors:#?}"
    );
}

/// Readers take added fields; here a field that the schema does not name is an error.
fn close(schema: &mut Value) {
    match schema {
        Value::Object(fields) => {
            if fields.contains_key("properties") && fields.contains_key("required") {
                fields.insert("additionalProperties".to_owned(), Value::Bool(false));
            }
            fields.values_mut().for_each(close);
        }
        Value::Array(items) => items.iter_mut().for_each(close),
        _ => {}
    }
}

#[test]
fn every_field_is_described() {
    check(&sample::assessment());
    check(&empty::assessment());
}
