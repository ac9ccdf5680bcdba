//! The demonstration estate and Kubernetes Goat, applied for real.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, ensure};

use super::Context;

const HARBOR: &str = "examples/harbor";
const GOAT: &str = "workloads/kubernetes-goat";

/// Applies both; says how many objects there are.
pub(super) fn apply(context: &Context<'_>) -> Result<String> {
    let mut harbor = 0;
    for folder in folders(&context.repo.path(HARBOR))? {
        harbor += applied(&context.kubectl(&["apply", "-R", "-f", &folder.to_string_lossy()])?);
    }
    ensure!(harbor > 100, "only {harbor} objects of {HARBOR} were applied");
    let Some(goat) = context.suites().map(|suites| suites.join(GOAT)).filter(|folder| folder.is_dir()) else {
        return Ok(format!("{harbor} objects of {HARBOR} (Kubernetes Goat is not here)"));
    };
    let mut objects = 0;
    for folder in folders(&goat)? {
        // A chart is not a manifest, and policies of an engine that does not run have no kind here.
        let text = manifests(&folder)?;
        if !folder.join("Chart.yaml").exists() && !text.contains("kyverno.io/") {
            objects += applied(&context.kubectl(&["apply", "-R", "-f", &folder.to_string_lossy()])?);
        }
    }
    ensure!(objects > 20, "only {objects} objects of Kubernetes Goat were applied");
    Ok(format!("{harbor} objects of {HARBOR}, {objects} of Kubernetes Goat"))
}

fn applied(output: &str) -> usize {
    let done = |line: &&str| ["created", "configured", "unchanged"].iter().any(|word| line.ends_with(word));
    output.lines().filter(done).count()
}

fn folders(parent: &Path) -> Result<Vec<PathBuf>> {
    let mut folders = Vec::new();
    for entry in fs::read_dir(parent).with_context(|| format!("cannot list {}", parent.display()))? {
        let path = entry?.path();
        if path.is_dir() {
            folders.push(path);
        }
    }
    folders.sort();
    Ok(folders)
}

fn manifests(folder: &Path) -> Result<String> {
    let mut text = String::new();
    for entry in fs::read_dir(folder).with_context(|| format!("cannot list {}", folder.display()))? {
        let path = entry?.path();
        if path.is_file() {
            text += &fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
        }
    }
    Ok(text)
}
