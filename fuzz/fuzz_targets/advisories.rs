//! Any text as a file of advisories, as the Kubernetes CVE feed and as a version: no panic.
#![no_main]

use holdfast_vuln::{Database, Version, feed, osv};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let mut database = Database::default();
    if let Ok(advisories) = osv::read(text) {
        database.extend(advisories);
    }
    if let Ok(read) = feed::read(text) {
        database.extend(read.advisories);
    }
    let wrapped = serde_json::json!({"items": [{"id": "CVE-2031-1", "content_text": text}]}).to_string();
    if let Ok(read) = feed::read(&wrapped) {
        database.extend(read.advisories);
    }
    database.matches("kubelet", text);
    if let Some(version) = Version::parse(text) {
        assert_eq!(version, version.clone(), "a version equals itself");
    }
});
