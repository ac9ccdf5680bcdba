//! The layer table of ARCHITECTURE.md as a guard: which crate may see which, and who owns which heavy library.

use std::process::Command;

use anyhow::{Context as _, Result, bail, ensure};
use serde::Deserialize;

use crate::repo::Repo;

/// Crates from the lowest layer to the highest; a crate sees only lower layers.
const LAYERS: [&[&str]; 7] = [
    &["model"],
    &["inventory"],
    &["podsecurity", "rbac", "reach", "cel", "rego", "kyverno", "falco"],
    &["posture", "cis", "graph", "vuln", "policy", "detect", "report"],
    &["collect", "node", "hunt", "image", "sensor", "lure", "store", "serve"],
    &["admission", "agent", "hub"],
    &["holdfast"],
];

/// Edges do I/O: they know words and facts, and neither engines nor judges.
const EDGES: usize = 4;
const FACTS: usize = 1;

/// The only edges inside a layer.
const SIDE_EDGES: &[(&str, &str)] = &[("kyverno", "cel"), ("kyverno", "podsecurity")];

/// Serves tests: any crate's dev-dependency, nobody's dependency. It knows words and facts.
const TESTKIT: &str = "testkit";
/// The chores depend on no crate, so that they build while the others do not.
const XTASK: &str = "xtask";

/// Libraries that cost build time, size or trust, and the crates that may use them directly outside tests.
const OWNERS: &[(&str, &[&str])] = &[
    ("anyhow", &["holdfast", "xtask"]),
    ("aya", &["sensor"]),
    ("axum", &["serve"]),
    ("cel", &["cel"]),
    ("clap", &["holdfast"]),
    ("clap_complete", &["holdfast"]),
    ("clap_mangen", &["holdfast"]),
    ("ipnet", &["reach"]),
    ("jmespath", &["kyverno"]),
    ("k8s-openapi", &["collect"]),
    ("kube", &["collect"]),
    ("oci-client", &["image"]),
    ("procfs", &["node"]),
    ("pulldown-cmark", &["report"]),
    ("quick-junit", &["report"]),
    ("regorus", &["rego"]),
    ("rusqlite", &["store"]),
    ("rustls", &["serve", "testkit"]),
    ("saphyr-parser", &["inventory"]),
    ("sqlx", &["store"]),
    ("tokio-rustls", &["hunt", "serve"]),
    ("toml", &["xtask"]),
    ("x509-cert", &["hunt", "node"]),
];

/// As `cargo metadata` tells it.
#[derive(Debug, Deserialize)]
struct Metadata {
    packages: Vec<Package>,
}

#[derive(Debug, Deserialize)]
struct Package {
    name: String,
    manifest_path: String,
    dependencies: Vec<Dependency>,
}

#[derive(Debug, Deserialize)]
struct Dependency {
    name: String,
    /// `dev`, `build`, or nothing for a plain one.
    kind: Option<String>,
    /// Set for crates of the workspace.
    path: Option<String>,
}

/// Fails with every dependency that the table forbids.
pub(crate) fn run(repo: &Repo) -> Result<()> {
    let out = Command::new("cargo")
        .args(["metadata", "--no-deps", "--format-version", "1"])
        .current_dir(repo.root())
        .output()
        .context("cannot run cargo metadata")?;
    ensure!(out.status.success(), "cargo metadata failed: {}", String::from_utf8_lossy(&out.stderr).trim());
    let metadata: Metadata = serde_json::from_slice(&out.stdout).context("cannot read cargo metadata")?;
    let breaches = breaches(&metadata);
    if breaches.is_empty() {
        println!("layers: {} crates keep to the table", metadata.packages.len());
        return Ok(());
    }
    bail!("{} breaches of the layer table:\n  {}", breaches.len(), breaches.join("\n  "))
}

fn breaches(metadata: &Metadata) -> Vec<String> {
    let mut breaches = Vec::new();
    for package in &metadata.packages {
        let name = short(&package.name);
        breaches.extend(place_fault(package, name));
        for dependency in &package.dependencies {
            let is_dev = dependency.kind.as_deref() == Some("dev");
            let fault = if dependency.path.is_some() {
                edge_fault(name, short(&dependency.name), is_dev)
            } else {
                owner_fault(name, &dependency.name, is_dev)
            };
            breaches.extend(fault);
        }
    }
    breaches
}

fn short(name: &str) -> &str {
    name.strip_prefix("holdfast-").unwrap_or(name)
}

fn layer(name: &str) -> Option<usize> {
    LAYERS.iter().position(|layer| layer.contains(&name))
}

/// A crate lies in `crates/<name without prefix>` and stands in the table.
fn place_fault(package: &Package, name: &str) -> Option<String> {
    let folder = format!("crates/{name}/Cargo.toml");
    if !package.manifest_path.replace('\\', "/").ends_with(&folder) {
        return Some(format!("{}: lies in another folder than crates/{name}", package.name));
    }
    let known = layer(name).is_some() || [TESTKIT, XTASK].contains(&name);
    (!known).then(|| format!("{name}: stands in no layer of crates/xtask/src/layers.rs"))
}

fn edge_fault(from: &str, to: &str, is_dev: bool) -> Option<String> {
    let why = match (from, to) {
        (XTASK, _) => "xtask depends on no crate of the workspace".to_owned(),
        (_, XTASK) => "nothing depends on xtask".to_owned(),
        (_, TESTKIT) if is_dev => return None,
        (_, TESTKIT) => "testkit is for tests only: make it a dev-dependency".to_owned(),
        (TESTKIT, _) if layer(to).is_some_and(|to| to <= FACTS) => return None,
        (TESTKIT, _) => "testkit knows model and inventory only".to_owned(),
        _ if SIDE_EDGES.contains(&(from, to)) => return None,
        _ => match (layer(from)?, layer(to)?) {
            // Tests may build facts, whatever they test.
            (_, low) if is_dev && low <= FACTS => return None,
            (EDGES, low) if low <= FACTS => return None,
            (EDGES, _) => "an edge knows model and inventory only".to_owned(),
            (high, low) if high > low => return None,
            (high, low) => format!("layer {high} sees only lower layers, and {to} is in layer {low}"),
        },
    };
    Some(format!("{from} -> {to}: {why}"))
}

fn owner_fault(from: &str, library: &str, is_dev: bool) -> Option<String> {
    let (_, owners) = OWNERS.iter().find(|(name, _)| *name == library)?;
    let fine = is_dev || owners.contains(&from);
    (!fine).then(|| format!("{from} -> {library}: only {} may use it directly", owners.join(" and ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(from: &str, to: &str, kind: &str, expected: &str) {
        let path = if to.starts_with("holdfast") || to == "xtask" { r#""/w""# } else { "null" };
        let text = format!(
            r#"{{"packages": [{{"name": "{from}", "manifest_path": "/w/crates/{}/Cargo.toml",
                "dependencies": [{{"name": "{to}", "kind": {kind}, "path": {path}}}]}}]}}"#,
            short(from)
        );
        let metadata: Metadata = serde_json::from_str(&text).unwrap();
        assert_eq!(breaches(&metadata).join("; "), expected, "{from} -> {to}");
    }

    #[test]
    fn edges() {
        let plain = [
            ("holdfast-posture", "holdfast-rbac", ""),
            ("holdfast-kyverno", "holdfast-cel", ""),
            ("holdfast-collect", "holdfast-inventory", ""),
            ("holdfast", "holdfast-collect", ""),
            ("holdfast-agent", "holdfast-sensor", ""),
            ("holdfast-testkit", "holdfast-inventory", ""),
            (
                "holdfast-cel",
                "holdfast-kyverno",
                "cel -> kyverno: layer 2 sees only lower layers, and kyverno is in layer 2",
            ),
            ("holdfast-collect", "holdfast-rbac", "collect -> rbac: an edge knows model and inventory only"),
            (
                "holdfast-collect",
                "holdfast-posture",
                "collect -> posture: an edge knows model and inventory only",
            ),
            (
                "holdfast-posture",
                "holdfast-collect",
                "posture -> collect: layer 3 sees only lower layers, and collect is in layer 4",
            ),
            (
                "holdfast-posture",
                "holdfast-report",
                "posture -> report: layer 3 sees only lower layers, and report is in layer 3",
            ),
            (
                "holdfast-posture",
                "holdfast-testkit",
                "posture -> testkit: testkit is for tests only: make it a dev-dependency",
            ),
            ("xtask", "holdfast-model", "xtask -> model: xtask depends on no crate of the workspace"),
            ("holdfast-mystery", "serde", "mystery: stands in no layer of crates/xtask/src/layers.rs"),
        ];
        for (from, to, expected) in plain {
            check(from, to, "null", expected);
        }
        check("holdfast-posture", "holdfast-testkit", r#""dev""#, "");
        check("holdfast-model", "holdfast-inventory", r#""dev""#, "");
    }

    #[test]
    fn owners() {
        check("holdfast-collect", "kube", "null", "");
        check("holdfast-posture", "anyhow", r#""dev""#, "");
        check("holdfast-posture", "kube", "null", "posture -> kube: only collect may use it directly");
        check(
            "holdfast-posture",
            "anyhow",
            "null",
            "posture -> anyhow: only holdfast and xtask may use it directly",
        );
    }

    #[test]
    fn folder_is_the_name() {
        let text = r#"{"packages": [{"name": "holdfast-rbac", "manifest_path": "/w/crates/roles/Cargo.toml", "dependencies": []}]}"#;
        let metadata: Metadata = serde_json::from_str(text).unwrap();
        assert_eq!(breaches(&metadata), ["holdfast-rbac: lies in another folder than crates/rbac"]);
    }
}
