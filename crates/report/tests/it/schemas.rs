//! Every report is valid against the published schema of its format: see `tests/schemas/README.md`.

use holdfast_model::Assessment;
use holdfast_report::{Format, Style, render};
use serde_json::Value;

use crate::{empty, hostile, sample};

fn check(format: Format, schema: &str) {
    let path = format!("{}/tests/schemas/{schema}", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(path).expect("the schema is there");
    let mut schema: Value = serde_json::from_str(&text).expect("the schema is JSON");
    // SARIF's own schema has one pattern that is no regular expression, for a field that is not written.
    for object in ["run", "toolComponent"] {
        if let Some(field) = schema.pointer_mut(&format!("/definitions/{object}/properties/language")) {
            field.as_object_mut().expect("an object").remove("pattern");
        }
    }
    let validator = jsonschema::validator_for(&schema).expect("the schema compiles");
    for (name, assessment) in inputs() {
        let report = render(&assessment, format, &Style::default()).expect("renders");
        let report: Value = serde_json::from_str(&report).expect("the report is JSON");
        let documents = match (format, &report) {
            (Format::Ocsf, Value::Array(events)) => events.iter().collect(),
            _ => vec![&report],
        };
        for document in documents {
            let errors: Vec<_> =
                validator.iter_errors(document).map(|e| format!("{} at {}", e, e.instance_path())).collect();
            assert!(errors.is_empty(), "{format} of {name}: {errors:#?}");
        }
    }
}

fn inputs() -> [(&'static str, Assessment); 3] {
    [("sample", sample::assessment()), ("hostile", hostile::assessment()), ("empty", empty::assessment())]
}

#[test]
fn sarif() {
    check(Format::Sarif, "sarif-2.1.0.json");
}

#[test]
fn ocsf() {
    check(Format::Ocsf, "ocsf-compliance-finding-1.4.0.json");
}

#[test]
fn openreports() {
    check(Format::OpenReports, "openreports-v1alpha1.json");
}

#[test]
fn policyreport() {
    check(Format::PolicyReport, "policyreport-v1alpha2.json");
}

#[test]
fn navigator() {
    check(Format::Navigator, "navigator-layer-4.5.json");
}

#[test]
fn oscal() {
    check(Format::Oscal, "oscal-ar-1.1.2.json");
}

/// The elements, attributes and counts of the Jenkins xUnit plugin's `junit-10.xsd`.
#[test]
fn junit() {
    for (name, assessment) in inputs() {
        let text = render(&assessment, Format::Junit, &Style::default()).expect("renders");
        let document = roxmltree::Document::parse(&text).unwrap_or_else(|e| panic!("{name}: {e}"));
        let root = document.root_element();
        assert_eq!(root.tag_name().name(), "testsuites");
        let mut total = 0;
        for suite in root.children().filter(roxmltree::Node::is_element) {
            assert_eq!(suite.tag_name().name(), "testsuite");
            assert!(suite.attribute("name").is_some());
            let cases: Vec<_> = suite.children().filter(roxmltree::Node::is_element).collect();
            assert!(cases.iter().all(|case| case.has_tag_name("testcase") && case.has_attribute("name")));
            let holding = |tag| cases.iter().filter(|c| c.children().any(|n| n.has_tag_name(tag))).count();
            for (attribute, count) in [
                ("tests", cases.len()),
                ("failures", holding("failure")),
                ("errors", holding("error")),
                ("skipped", holding("skipped")),
            ] {
                assert_eq!(
                    suite.attribute(attribute),
                    Some(count.to_string().as_str()),
                    "{name}: {attribute}"
                );
            }
            total += cases.len();
        }
        assert_eq!(root.attribute("tests"), Some(total.to_string().as_str()), "{name}");
    }
}
