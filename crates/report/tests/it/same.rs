//! Every format carries the same findings and the same gaps.

use holdfast_report::{Format, Style, render};

use crate::sample;

/// How a format tells findings apart, where it does.
enum Identity {
    /// The fingerprint stands in it.
    Fingerprint,
    /// Made for people: the check stands in it, once per finding or more.
    Check,
}

fn identity(format: Format) -> Identity {
    match format {
        Format::Json
        | Format::Sarif
        | Format::Junit
        | Format::Csv
        | Format::Html
        | Format::Ocsf
        | Format::OpenReports
        | Format::PolicyReport
        | Format::Oscal => Identity::Fingerprint,
        Format::Table | Format::Markdown | Format::Navigator => Identity::Check,
    }
}

#[test]
fn every_format_carries_every_finding_and_every_gap() {
    let assessment = sample::assessment();
    let style = Style { verbose: true, width: 0, ..Style::default() };
    for format in Format::ALL {
        let text = render(&assessment, *format, &style).expect("renders");
        for finding in &assessment.findings {
            let wanted = match identity(*format) {
                Identity::Fingerprint => finding.fingerprint.as_str(),
                Identity::Check => finding.check.as_ref(),
            };
            assert!(text.contains(wanted), "{format} lacks {wanted}");
        }
        for gap in &assessment.gaps {
            for part in [&gap.what, &gap.why, &gap.effect] {
                assert!(text.contains(part.as_str()), "{format} lacks the gap's {part:?}");
            }
        }
    }
}

#[test]
fn a_limit_of_the_table_is_told() {
    let style = Style { limit: Some(1), ..Style::default() };
    let text = render(&sample::assessment(), Format::Table, &style).expect("renders");
    assert!(text.contains("and 2 more with findings"), "{text}");
}

#[test]
fn the_same_assessment_gives_the_same_bytes() {
    for format in Format::ALL {
        let once = || render(&sample::assessment(), *format, &Style::default()).expect("renders");
        assert_eq!(once(), once(), "{format}");
    }
}

/// An object of the cluster must fit into etcd, so the reports of one namespace are split; nothing gets lost.
#[test]
fn many_findings_become_several_reports() {
    let mut estate = sample::estate(2_500);
    for finding in &mut estate.findings {
        "shop".clone_into(&mut finding.subject.resource.namespace);
    }
    let text = render(&estate, Format::OpenReports, &Style::default()).expect("renders");
    let list: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    let sizes: Vec<_> = list["items"]
        .as_array()
        .expect("items")
        .iter()
        .map(|item| {
            (
                item["metadata"]["name"].as_str().unwrap_or_default(),
                item["results"].as_array().map_or(0, Vec::len),
            )
        })
        .collect();
    assert_eq!(sizes, [("holdfast", 2), ("holdfast", 1000), ("holdfast-2", 1000), ("holdfast-3", 500)]);
}
