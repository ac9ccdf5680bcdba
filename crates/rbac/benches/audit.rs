//! `cargo bench -p holdfast-rbac --bench audit`: reading an audit log, next to a parse of the same lines.
#![expect(clippy::unwrap_used, reason = "a benchmark may fail loudly")]

use std::fmt::Write as _;
use std::sync::LazyLock;

use divan::Bencher;
use divan::counter::BytesCount;
use holdfast_rbac::{Usage, read_audit};
use serde::de::IgnoredAny;

const EVENTS: usize = 50_000;

fn main() {
    divan::main();
}

/// 500 accounts in 50 namespaces, each with some twenty different calls that come again and again.
static LOG: LazyLock<String> = LazyLock::new(|| {
    const VERBS: [&str; 4] = ["get", "list", "watch", "patch"];
    const RESOURCES: [&str; 5] = ["pods", "configmaps", "secrets", "endpoints", "services"];
    let mut log = String::new();
    for n in 0..EVENTS {
        let (account, namespace) = (n % 500, n % 50);
        let verb = VERBS.iter().cycle().nth(n / 500 % VERBS.len()).unwrap();
        let resource = RESOURCES.iter().cycle().nth(n / 2_000 % RESOURCES.len()).unwrap();
        writeln!(
            log,
            concat!(
                r#"{{"kind":"Event","apiVersion":"audit.k8s.io/v1","level":"Metadata","auditID":"7c3b1b3e-0000-4000-8000-{:012}","#,
                r#""stage":"ResponseComplete","requestURI":"/api/v1/namespaces/n{}/{}/o{}?timeout=10s","verb":"{}","#,
                r#""user":{{"username":"system:serviceaccount:n{}:s{}","uid":"0a","groups":["system:serviceaccounts","#,
                r#""system:serviceaccounts:n{}","system:authenticated"]}},"sourceIPs":["10.0.0.1"],"userAgent":"agent/v1","#,
                r#""objectRef":{{"resource":"{}","namespace":"n{}","name":"o{}","apiVersion":"v1"}},"responseStatus":{{"metadata":{{}},"code":200}},"#,
                r#""requestReceivedTimestamp":"2027-01-01T00:00:00.000000Z","stageTimestamp":"2027-01-01T00:00:00.000000Z","#,
                r#""annotations":{{"authorization.k8s.io/decision":"allow","authorization.k8s.io/reason":"RBAC: allowed by RoleBinding \"b/n\""}}}}"#
            ),
            n, namespace, resource, n % 7, verb, namespace, account, namespace, resource, namespace, n % 7
        )
        .unwrap();
    }
    log
});

#[divan::bench]
fn read(bencher: Bencher<'_, '_>) {
    let log = LOG.as_bytes();
    bencher.counter(BytesCount::of_slice(log)).bench(|| {
        let mut usage = Usage::default();
        read_audit(&mut &*log, &mut usage).unwrap();
        usage
    });
}

/// The baseline: every line checked for being JSON, and nothing kept.
#[divan::bench]
fn baseline_parse(bencher: Bencher<'_, '_>) {
    let log = LOG.as_str();
    bencher
        .counter(BytesCount::of_str(log))
        .bench(|| log.lines().filter(|line| serde_json::from_str::<IgnoredAny>(line).is_ok()).count());
}

/// The baseline: every line as a tree.
#[divan::bench]
fn baseline_tree(bencher: Bencher<'_, '_>) {
    let log = LOG.as_str();
    bencher
        .counter(BytesCount::of_str(log))
        .bench(|| log.lines().filter(|line| serde_json::from_str::<serde_json::Value>(line).is_ok()).count());
}
