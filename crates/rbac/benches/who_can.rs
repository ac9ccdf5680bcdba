//! `cargo bench -p holdfast-rbac`: the reverse question at 10,000 roles and 50,000 subjects, next to asking every binding.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a benchmark may fail loudly")]

use std::fmt::Write as _;
use std::sync::LazyLock;

use divan::Bencher;
use holdfast_inventory::read::Limits;
use holdfast_inventory::{Builder, Estate, Snapshot};
use holdfast_model::{Cluster, InputKind};
use holdfast_rbac::{Grant, Identity, Index, Request};

const ROLES: usize = 10_000;
const SUBJECTS: usize = 50_000;
const NAMESPACES: usize = 500;
const RESOURCES: &[&str] = &[
    "pods",
    "configmaps",
    "services",
    "endpoints",
    "events",
    "pods/log",
    "pods/exec",
    "replicationcontrollers",
];

fn main() {
    divan::main();
}

/// One role in twenty reads secrets, one in a hundred is a ClusterRole with a cluster-wide binding.
static SNAPSHOT: LazyLock<Snapshot> = LazyLock::new(|| {
    let mut text = String::new();
    for role in 0..ROLES {
        let wide = role % 100 == 0;
        let kind = if wide { "ClusterRole" } else { "Role" };
        let place = if wide { String::new() } else { format!(r#","namespace":"n{}""#, role % NAMESPACES) };
        let resource = if role % 20 == 0 { "secrets" } else { RESOURCES[role % RESOURCES.len()] };
        let meta = |name: &str| {
            format!(
                r#""apiVersion":"rbac.authorization.k8s.io/v1","metadata":{{"name":"{name}-{role}"{place}}}"#
            )
        };
        writeln!(
            text,
            r#"{{{},"kind":"{kind}","rules":[{{"apiGroups":[""],"resources":["{resource}"],"verbs":["get","list"]}},{{"apiGroups":["apps"],"resources":["deployments"],"verbs":["get"]}}]}}"#,
            meta("role")
        )
        .unwrap();
        let each = SUBJECTS / ROLES;
        let subjects: Vec<String> = (0..each)
            .map(|n| {
                format!(
                    r#"{{"kind":"ServiceAccount","namespace":"n{}","name":"s{}"}}"#,
                    role % NAMESPACES,
                    role * each + n
                )
            })
            .collect();
        writeln!(
            text,
            r#"{{{},"kind":"{kind}Binding","roleRef":{{"apiGroup":"rbac.authorization.k8s.io","kind":"{kind}","name":"role-{role}"}},"subjects":[{}]}}"#,
            meta("binding"),
            subjects.join(",")
        )
        .unwrap();
    }
    let mut builder =
        Builder::new(Cluster { input: InputKind::Cluster, name: "bench".to_owned(), version: None });
    builder.read(&mut text.as_bytes(), "bench.json", &Limits::default());
    builder.finish()
});

static ESTATE: LazyLock<Estate<'static>> = LazyLock::new(|| Estate::new(&SNAPSHOT));
static INDEX: LazyLock<Index<'static>> = LazyLock::new(|| Index::build(&ESTATE));

#[divan::bench]
fn build_index(bencher: Bencher<'_, '_>) {
    let estate = &*ESTATE;
    bencher.bench(|| Index::build(estate));
}

#[divan::bench(args = ["secrets", "deployments"])]
fn who_can_in_a_namespace(bencher: Bencher<'_, '_>, resource: &str) {
    let index = &*INDEX;
    bencher.bench(|| index.who_can(&Request::resource("get", group(resource), resource).in_namespace("n7")));
}

#[divan::bench(args = ["secrets", "deployments"])]
fn who_can_across_the_cluster(bencher: Bencher<'_, '_>, resource: &str) {
    let index = &*INDEX;
    bencher.bench(|| index.who_can(&Request::resource("get", group(resource), resource)));
}

#[divan::bench]
fn who_can_anywhere(bencher: Bencher<'_, '_>) {
    let index = &*INDEX;
    bencher.bench(|| index.who_can_anywhere(&Request::resource("get", "", "secrets")));
}

/// The baseline: every binding asked for its role, every role for its rules.
#[divan::bench]
fn baseline_every_binding(bencher: Bencher<'_, '_>) {
    let index = &*INDEX;
    bencher.bench(|| {
        let request = Request::resource("get", "", "secrets");
        let mut found: Vec<Grant<'_, '_>> = Vec::new();
        for binding in index.bindings() {
            let Some(role) = binding.role.map(|id| index.role(id)) else { continue };
            let Some(rule) = index.role_allows(role, &request) else { continue };
            found.extend(binding.subjects.iter().flatten().map(|&subject| Grant {
                subject,
                binding,
                role,
                rule,
            }));
        }
        found
    });
}

#[divan::bench]
fn can(bencher: Bencher<'_, '_>) {
    let index = &*INDEX;
    let who = Identity::service_account("n7", "s35");
    bencher.bench(|| index.can(&who, &Request::resource("get", "", "secrets").in_namespace("n7")).is_some());
}

fn group(resource: &str) -> &'static str {
    if resource == "deployments" { "apps" } else { "" }
}
