use holdfast_model::Severity;
use holdfast_vuln::{Database, feed};

fn item(id: &str, summary: &str, text: &str) -> String {
    serde_json::json!({"version": "https://jsonfeed.org/version/1.1", "items": [
        {"id": id, "url": "https://example.com/issue", "summary": summary, "content_text": text}]})
    .to_string()
}

/// Reads one announcement and asks for versions on both sides of its bounds.
fn check(text: &str, product: &str, affected: &[&str], safe: &[&str]) {
    let read = feed::read(&item("CVE-2031-1", "made up", text)).unwrap();
    let mut database = Database::default();
    database.extend(read.advisories);
    for version in affected {
        assert!(!database.matches(product, version).is_empty(), "{version} should be affected: {database:?}");
    }
    for version in safe {
        assert!(database.matches(product, version).is_empty(), "{version} should be safe: {database:?}");
    }
}

#[test]
fn spans_with_fixes() {
    check(
        "#### Affected Versions\n\n- kubelet v1.17.0 - v1.17.2\n- kubelet v1.16.0 - v1.16.6\n\n#### Fixed Versions\n\n- v1.17.3\n- v1.16.7\n",
        "kubelet",
        &["1.17.0", "1.17.2", "1.16.6"],
        &["1.15.9", "1.16.7", "1.17.3", "1.18.0"],
    );
}

#[test]
fn at_most_and_before() {
    check(
        "**Affected Versions**\r\n* kube-apiserver: <= v1.26.5\r\n* kube-apiserver: v1.27.0 to v1.27.2\r\n\r\n### Fixed Versions\r\n* kube-apiserver v1.27.3\r\n* kube-apiserver v1.26.6 - fixed by #118512\r\n",
        "kube-apiserver",
        &["1.9.0", "1.26.5", "1.27.2"],
        &["1.26.6", "1.27.3", "1.28.0"],
    );
    check(
        "Affected Versions:\n- prior to v1.13.9\n- < 1.14.5\n",
        "kubelet",
        &["1.2.0", "1.13.8", "1.14.0"],
        &["1.13.9", "1.14.5"],
    );
}

#[test]
fn fixes_only() {
    check(
        "## Fixed versions\n- v1.25.16\n- v1.26.11\n",
        "kube-proxy",
        &["1.20.0", "1.25.15", "1.26.0"],
        &["1.25.16", "1.26.11", "1.27.0"],
    );
}

#[test]
fn every_version() {
    check(
        "### Affected Versions\nAll versions of ingress-nginx are affected.\n",
        "ingress-nginx",
        &["0.1.0", "9.0.0"],
        &[],
    );
}

#[test]
fn other_components_are_left_alone() {
    check("### Affected Versions\n- ingress-nginx < v1.11.5\n", "kubelet", &[], &["1.11.0"]);
}

#[test]
fn severity_and_what_could_not_be_read() {
    let text = "CVSS Rating: [CVSS:3.0/AV:N/AC:L/PR:L/UI:N/S:U/C:H/I:H/A:H](https://example.com) (High)\n#### Affected Versions\n- kubelet <= 1.20.1";
    let read = feed::read(&item("CVE-2031-1", "CVE-2031-1: made up", text)).unwrap();
    let [one] = read.advisories.as_slice() else { panic!("{read:?}") };
    assert_eq!((one.severity, one.summary.as_str()), (Severity::High, "made up"));
    let read =
        feed::read(&item("CVE-2031-2", "made up", "No list here, see version 1.2 of the issue.")).unwrap();
    assert_eq!((read.advisories.len(), read.unread), (0, vec!["CVE-2031-2".to_owned()]));
}

#[test]
fn broken_feeds_are_told() {
    for text in ["", "{}", "[]", "{\"items\": [{}]}", "{\"items\": 3}"] {
        let error = feed::read(text).unwrap_err().to_string();
        assert!(error.starts_with("not a JSON feed of Kubernetes CVEs"), "{text}: {error}");
    }
}
