use holdfast_report::baseline::{Baseline, only_new};
use holdfast_report::{Format, Style, render};

use crate::sample;

fn report() -> String {
    render(&sample::assessment(), Format::Json, &Style::default()).expect("renders")
}

#[test]
fn what_was_known_is_not_shown_again() {
    let baseline = Baseline::parse(report().as_bytes()).expect("a report of our own");
    let mut now = sample::assessment();
    assert_eq!(baseline.len(), now.findings.len());
    let mut added = now.findings[0].clone();
    added.fingerprint = holdfast_model::Fingerprint::of("new", &added.subject, "");
    now.findings.push(added.clone());
    assert_eq!(only_new(&mut now, &baseline), 5);
    assert_eq!(now.findings, [added]);
    assert_eq!(now.notes.last().map(String::as_str), Some("baseline: 5 findings already known, not shown"));
}

#[test]
fn what_is_no_report_is_refused_with_a_reason() {
    for (json, expected) in [
        ("", "baseline is not a holdfast.report/v1 report: EOF while parsing a value"),
        ("7", "baseline is not a holdfast.report/v1 report: invalid type: integer `7`"),
        ("[]", "baseline has schema \"\""),
        ("{}", "baseline has schema \"\", expected \"holdfast.report/v1\""),
        (r#"{"schema":"holdfast.report/v9\u001b"}"#, "baseline has schema \"holdfast.report/v9"),
        (r#"{"schema":"holdfast.report/v1","findings":[{}]}"#, "missing field `fingerprint`"),
        (
            r#"{"schema":"holdfast.report/v1","findings":[{"fingerprint":"x"}]}"#,
            "finding 1 of the baseline has fingerprint \"x\"",
        ),
        (r#"{"schema":"holdfast.report/v1","findings":7}"#, "invalid type"),
    ] {
        let error = Baseline::parse(json.as_bytes()).expect_err(json).to_string();
        assert!(error.contains(expected), "{json}: {error}");
        assert!(!error.contains('\u{1b}'), "{error:?}");
    }
}

#[test]
fn deep_nesting_is_an_error_not_a_stack_overflow() {
    let deep = format!(r#"{{"schema":"holdfast.report/v1","extra":{}"#, "[".repeat(200_000));
    assert!(Baseline::parse(deep.as_bytes()).is_err());
}

/// A bounded run of the fuzz target: whatever is changed in a report, reading it ends with an answer.
#[test]
fn mutated_reports_never_panic() {
    let report = report().into_bytes();
    let mut random = Xorshift(0x9e37_79b9_7f4a_7c15);
    let mut read = 0;
    for _ in 0..2_000 {
        let mut bytes = report.clone();
        for _ in 0..=random.below(8) {
            mutate(&mut bytes, &mut random);
        }
        read += usize::from(Baseline::parse(&bytes).is_ok());
    }
    assert!(read > 0, "some mutations leave the report readable");
}

fn mutate(bytes: &mut Vec<u8>, random: &mut Xorshift) {
    if bytes.is_empty() {
        return;
    }
    let at = random.below(bytes.len());
    match random.below(5) {
        0 => bytes[at] = u8::try_from(random.below(256)).unwrap_or(0),
        1 => bytes.truncate(at),
        2 => drop(bytes.drain(at..(at + random.below(40)).min(bytes.len()))),
        3 => bytes.insert(at, b"{}[]\",:\\u0"[random.below(10)]),
        _ => {
            let part = bytes[at..(at + random.below(60)).min(bytes.len())].to_vec();
            let to = random.below(bytes.len());
            bytes.splice(to..to, part);
        }
    }
}

/// Marsaglia's xorshift64: fixed seed, so that a failure repeats.
struct Xorshift(u64);

impl Xorshift {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(end).unwrap_or(1).max(1)).unwrap_or(0)
    }
}
