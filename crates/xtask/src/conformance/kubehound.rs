//! KubeHound's manifests, one attack each: the file's name is the edge it must yield, and `CONTROL_POD` yields no way out.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result, ensure};
use serde::Deserialize;

use super::{Holdfast, Score};

#[derive(Debug, Deserialize)]
struct Answer {
    edges: Vec<Edge>,
}

#[derive(Debug, Deserialize)]
struct Edge {
    kind: String,
    family: String,
    aliases: Vec<String>,
}

/// The pod that nothing is wrong with.
const CONTROL: &str = "CONTROL_POD";
/// Files that show one edge under several circumstances begin with its name.
const VARIED: &[&str] = &["ROLE_BIND"];

pub(super) fn run(holdfast: &Holdfast, folder: &Path) -> Result<Score> {
    let mut score = Score::default();
    let mut files: Vec<_> = fs::read_dir(folder)
        .with_context(|| format!("cannot list {}", folder.display()))?
        .map(|entry| Ok(entry?.path()))
        .collect::<Result<Vec<_>>>()?;
    files.retain(|path| path.extension().is_some_and(|ext| ext == "yaml"));
    files.sort_unstable();
    ensure!(!files.is_empty(), "no manifest in {}", folder.display());
    for path in files {
        let case = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let answer: Answer = holdfast.json(["paths", "edges", "-f", path.to_str().context("no UTF-8")?])?;
        score.note(case.clone(), judge(&case, &answer.edges));
    }
    Ok(score)
}

fn judge(case: &str, edges: &[Edge]) -> Result<(), String> {
    let kinds = |fits: &dyn Fn(&&Edge) -> bool| {
        let mut kinds: Vec<&str> = edges.iter().filter(fits).map(|e| e.kind.as_str()).collect();
        kinds.sort_unstable();
        kinds.dedup();
        kinds.join(", ")
    };
    if case == CONTROL {
        let out = kinds(&|edge| edge.family == "escape");
        return if out.is_empty() {
            Ok(())
        } else {
            Err(format!("should yield no way out, but yields {out}"))
        };
    }
    let name = VARIED.iter().find(|name| case.starts_with(**name)).copied().unwrap_or(case);
    let wanted = format!("kubehound:{name}");
    if edges.iter().any(|edge| edge.aliases.contains(&wanted)) {
        return Ok(());
    }
    Err(format!("should yield {name}, but yields {}", kinds(&|_| true)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_named_edge_must_be_there() {
        let edge = |family: &str, alias: &str| Edge {
            kind: "some-edge".to_owned(),
            family: family.to_owned(),
            aliases: vec![alias.to_owned()],
        };
        let exec = [edge("workload", "kubehound:POD_EXEC")];
        assert_eq!(judge("POD_EXEC", &exec), Ok(()));
        assert!(judge("POD_CREATE", &exec).is_err());
        assert_eq!(judge("CONTROL_POD", &exec), Ok(()));
        assert!(judge("CONTROL_POD", &[edge("escape", "kubehound:CE_NSENTER")]).is_err());
        assert_eq!(judge("ROLE_BIND_RB_CR-SA", &[edge("control-plane", "kubehound:ROLE_BIND")]), Ok(()));
    }
}
