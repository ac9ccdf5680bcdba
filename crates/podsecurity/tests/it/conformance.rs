//! The fixtures of the reference implementation, where they lie beside the repository: `LEVEL/VERSION/{pass,fail}/CHECK0.yaml`.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use holdfast_inventory::Builder;
use holdfast_inventory::read::Limits;
use holdfast_model::Cluster;
use holdfast_podsecurity::{Level, Version, evaluate};

/// Restricted checks that stand in for the baseline one a fixture is named after.
const STRICTER: &[(&str, &str)] = &[
    ("capabilities_baseline", "capabilities_restricted"),
    ("hostpathvolumes", "restrictedvolumes"),
    ("procmount", "procmount_restricted"),
    ("seccompprofile_baseline", "seccompprofile_restricted"),
];

#[test]
fn the_reference_fixtures_agree() {
    let suites = std::env::var_os("HOLDFAST_SUITES").map(PathBuf::from);
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/conformance");
    let root = suites.unwrap_or_else(beside).join("pod-security");
    if !root.is_dir() {
        println!("skipped: no fixtures in {}", root.display());
        return;
    }
    let mut differ = Vec::new();
    for level in Level::ALL {
        for version in inside(&root.join(level.as_str())) {
            for verdict in ["pass", "fail"] {
                for file in inside(&version.join(verdict)) {
                    differ.extend(difference(level, &version, verdict, &file));
                }
            }
        }
    }
    assert!(differ.is_empty(), "{} fixtures differ:\n{}", differ.len(), differ.join("\n"));
}

fn difference(level: Level, version: &Path, verdict: &str, file: &Path) -> Option<String> {
    let stem = file.file_stem()?.to_str()?.trim_end_matches(|c: char| c.is_ascii_digit());
    let version: Version = version.file_name()?.to_str()?.parse().expect("folders are versions");
    let found = violated(level, version, file);
    let is_wanted = |id: &String| *id == stem || STRICTER.contains(&(stem, id.as_str()));
    let agrees = if verdict == "pass" { found.is_empty() } else { found.iter().any(is_wanted) };
    (!agrees).then(|| format!("{}: violates {found:?}", file.display()))
}

/// Ids of the violated checks, in lower case as the fixtures are named.
fn violated(level: Level, version: Version, file: &Path) -> Vec<String> {
    let mut builder = Builder::new(Cluster::default());
    let mut input = File::open(file).expect("a readable fixture");
    builder.read(&mut input, "fixture", &Limits::default());
    let snapshot = builder.finish();
    let pod = snapshot.pods().first().expect("a pod");
    let template = pod.template(&snapshot).expect("a pod template");
    let violations = evaluate(&template.metadata, &template.spec, level, version);
    violations.iter().map(|violation| violation.check.to_ascii_lowercase()).collect()
}

/// What a folder holds, sorted. Nothing when there is no such folder.
fn inside(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("a readable folder").path()).collect();
    paths.sort_unstable();
    paths
}
