use holdfast_model::Severity;
use holdfast_vuln::{Database, osv};

const ENTRY: &str = r#"{"id": "GHSA-aaaa-bbbb-cccc", "aliases": ["CVE-2031-1"], "summary": "made up for this test",
  "affected": [
    {"package": {"ecosystem": "Go", "name": "github.com/containerd/containerd/v2"},
     "ranges": [{"type": "GIT", "events": [{"introduced": "0"}]},
                {"type": "SEMVER", "events": [{"last_affected": "2.0.3"}, {"introduced": "2.0.0"}, {"introduced": "2.2.0"}]}]},
    {"package": {"ecosystem": "Go", "name": "example.com/else"}, "ranges": [{"type": "SEMVER", "events": [{"introduced": "0"}]}]}],
  "severity": [{"type": "CVSS_V3", "score": "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"}],
  "references": [{"type": "ADVISORY", "url": "https://example.com/advisory"}]}"#;

fn affected(version: &str) -> bool {
    let mut database = Database::default();
    database.extend(osv::read(ENTRY).unwrap());
    !database.matches("containerd", version).is_empty()
}

#[test]
fn events_in_any_order() {
    for (version, expected) in [
        ("1.7.0", false),
        ("2.0.0", true),
        ("2.0.3", true),
        ("2.0.4", false),
        ("2.1.0", false),
        ("2.2.0", true),
        ("3.0.0", true),
    ] {
        assert_eq!(affected(version), expected, "{version}");
    }
}

#[test]
fn named_by_its_cve_and_scored() {
    let read = osv::read(&format!("[{ENTRY}]")).unwrap();
    let [one] = read.as_slice() else { panic!("{read:?}") };
    assert_eq!(
        (one.id.as_str(), one.severity, one.product.slug),
        ("CVE-2031-1", Severity::Critical, "containerd")
    );
}

#[test]
fn lists_of_versions() {
    let text = r#"{"id": "CVE-2031-2", "affected": [{"package": {"ecosystem": "Go", "name": "go.etcd.io/etcd/v3"}, "versions": ["3.5.1", "3.5.2"]}]}"#;
    let mut database = Database::default();
    database.extend(osv::read(text).unwrap());
    let hits = |version| database.matches("etcd", version).len();
    assert_eq!((hits("3.5.0"), hits("3.5.1"), hits("3.5.2"), hits("3.5.3")), (0, 1, 1, 0));
}

#[test]
fn withdrawn_ones_are_left_out() {
    let text = ENTRY.replacen("\"summary\"", "\"withdrawn\": \"2031-01-01T00:00:00Z\", \"summary\"", 1);
    assert!(osv::read(&text).unwrap().is_empty());
}

#[test]
fn broken_files_are_told() {
    for text in ["{", "[{}]", "[1]", "\"x\"", "{\"id\": 3}"] {
        let error = osv::read(text).unwrap_err().to_string();
        assert!(error.starts_with("not an advisory in OSV form"), "{text}: {error}");
    }
    assert!(osv::read("").unwrap().is_empty());
    assert!(osv::read(&"[".repeat(100_000)).is_err());
}
