//! Faults that an example on a page cannot show, because reading the object records a gap as well.

use holdfast_inventory::Builder;
use holdfast_inventory::read::Limits;
use holdfast_model::{Cluster, InputKind, Settings};
use holdfast_posture::{Request, assess, resolve};

fn check(manifest: &str, input: InputKind, expected: &[&str]) {
    let mut builder = Builder::new(Cluster { input, name: "schema".to_owned(), version: None });
    builder.read(&mut manifest.as_bytes(), "object.yaml", &Limits::default());
    let (snapshot, settings) = (builder.finish(), Settings::default());
    let checks = resolve("schema-invalid").unwrap_or_default();
    let answers = assess(&Request {
        snapshot: &snapshot,
        settings: &settings,
        checks,
        namespaces: Vec::new(),
        threads: 1,
    });
    let mut messages: Vec<&str> = answers.findings.iter().map(|f| f.message.as_str()).collect();
    messages.sort_unstable();
    assert_eq!(messages, expected, "{manifest}");
}

const NUMBER_AS_ENV: &str = r"
apiVersion: v1
kind: Pod
metadata: {name: web, namespace: shop}
spec:
  containers:
    - name: web
      image: registry.example.com/web:1.4.2
      env: [{name: PIN, value: 4711}]
";

#[test]
fn a_value_of_the_wrong_type_is_told_once_and_not_repeated() {
    check(
        NUMBER_AS_ENV,
        InputKind::Files,
        &["spec.containers[0].env[0].value: expected a string, got a value of type integer"],
    );
}

#[test]
fn what_a_server_gave_is_not_compared_again() {
    check(NUMBER_AS_ENV, InputKind::Cluster, &[]);
}

#[test]
fn kinds_that_do_not_exist_are_told() {
    let of = |api: &str, kind: &str| {
        format!("apiVersion: {api}\nkind: {kind}\nmetadata: {{name: x, namespace: shop}}\n")
    };
    check(&of("apps/v1", "Deploymnt"), InputKind::Files, &["Kubernetes has no kind Deploymnt in apps/v1"]);
    check(&of("v1", "Deployment"), InputKind::Files, &["v1 has no kind Deployment; apps/v1 has"]);
    check(&of("apps/v2", "Deployment"), InputKind::Files, &["apps/v2 has no kind Deployment; apps/v1 has"]);
    check(&of("example.dev/v1", "Deploymnt"), InputKind::Files, &[]);
    check(&of("extensions/v1beta1", "Deployment"), InputKind::Files, &[]);
}
