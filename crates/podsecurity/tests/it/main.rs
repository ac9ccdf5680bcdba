//! The checks in the API server's words, each revision in its versions, and the reference implementation's fixtures.

#![expect(clippy::expect_used, clippy::print_stdout, reason = "tests may fail loudly and say what they skip")]

mod conformance;
mod rules;
mod standing;
mod versions;
mod words;

use holdfast_inventory::view::PodTemplate;
use holdfast_podsecurity::{Level, Version, evaluate, message};

/// A pod spec in JSON, a level and a version, and what the API server says: `""` when the pod is allowed.
fn check(pod: &str, level: Level, version: &str, expected: &str) {
    let template: PodTemplate<'_> = serde_json::from_str(pod).expect("a pod");
    let version: Version = version.parse().expect("a version");
    let violations = evaluate(&template.metadata, &template.spec, level, version);
    assert_eq!(message(&violations), expected, "{pod} at {level}:{version}");
    for violation in &violations {
        assert!(!violation.fields.is_empty(), "{}: names its fields", violation.check);
    }
}
