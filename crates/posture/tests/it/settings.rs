//! What `holdfast.yaml` changes in single checks.

use holdfast_inventory::Builder;
use holdfast_inventory::read::Limits;
use holdfast_model::{Cluster, InputKind, Settings};
use holdfast_posture::{Request, assess, resolve};

const DEPLOYMENT: &str = r"
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: shop}
spec:
  replicas: 2
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
        - {name: web, image: 'registry.example.com/shop/web:weekly'}
        - {name: cache, image: 'redis:7.4.1'}
";

fn check(id: &str, settings: &Settings, expected: &[&str]) {
    let mut builder =
        Builder::new(Cluster { input: InputKind::Files, name: "settings".to_owned(), version: None });
    builder.read(&mut DEPLOYMENT.as_bytes(), "web.yaml", &Limits::default());
    let snapshot = builder.finish();
    let checks = resolve(id).unwrap_or_default();
    assert_eq!(checks.len(), 1, "{id}");
    let answers =
        assess(&Request { snapshot: &snapshot, settings, checks, namespaces: Vec::new(), threads: 1 });
    let messages: Vec<&str> = answers.findings.iter().map(|f| f.message.as_str()).collect();
    assert_eq!(messages, expected, "{id} with {settings:?}");
}

#[test]
fn settings_move_the_bounds_of_checks() {
    let list = |items: &[&str]| items.iter().map(|item| (*item).to_owned()).collect::<Vec<_>>();
    let with = |change: &dyn Fn(&mut Settings)| {
        let mut settings = Settings::default();
        change(&mut settings);
        settings
    };
    let own = with(&|s| s.allowed_registries = list(&["registry.example.com/shop"]));
    let redis = "image redis:7.4.1 comes from docker.io, which is not on the allow list";
    check("registry-not-allowed", &own, &[redis]);
    let both = with(&|s| s.allowed_registries = list(&["*.example.com", "docker.io/library"]));
    check("registry-not-allowed", &both, &[]);
    let denied = with(&|s| {
        s.allowed_registries = list(&["*"]);
        s.denied_registries = list(&["docker.io"]);
    });
    let redis = "image redis:7.4.1 comes from docker.io, which is on the deny list";
    check("registry-not-allowed", &denied, &[redis]);

    check("image-tag-floating", &Settings::default(), &[]);
    let weekly =
        "image registry.example.com/shop/web:weekly may be another one tomorrow: the tag weekly moves";
    check("image-tag-floating", &with(&|s| s.floating_tags = list(&["week*"])), &[weekly]);

    check("replicas-too-few", &Settings::default(), &["runs 2 of at least 3 replicas"]);
    check("replicas-too-few", &with(&|s| s.min_replicas = Some(2)), &[]);
}
