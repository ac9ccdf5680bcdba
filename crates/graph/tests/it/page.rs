//! Reads the examples out of an edge's page.

use std::collections::BTreeSet;

use holdfast_inventory::read::Limits;
use holdfast_inventory::{Builder, Snapshot};
use holdfast_model::{Cluster, InputKind};

/// One fenced block: `yaml edge=KIND/NAME->KIND/NAME ... [cluster] [version=1.34]`, `yaml latent=...` or `yaml none`.
#[derive(Debug)]
pub(crate) struct Example {
    pub(crate) yaml: String,
    /// Every edge of the kind there must be, as `KIND/NAME->KIND/NAME`; empty: none.
    pub(crate) edges: BTreeSet<String>,
    /// Those that must be listed without effect.
    pub(crate) latent: BTreeSet<String>,
    cluster: bool,
    version: Option<String>,
    pub(crate) line: usize,
}

pub(crate) fn examples(page: &str) -> Vec<Example> {
    let mut found = Vec::new();
    let mut open: Option<Example> = None;
    for (at, line) in page.lines().enumerate() {
        match (&mut open, line.strip_prefix("```")) {
            (Some(_), Some(_)) => found.extend(open.take()),
            (Some(example), None) => {
                example.yaml.push_str(line);
                example.yaml.push('\n');
            }
            (None, Some(info)) => open = Some(header(info, at + 1)),
            (None, None) => {}
        }
    }
    assert!(open.is_none(), "a fence is not closed");
    found.into_iter().filter(|e| e.line > 0).collect()
}

fn header(info: &str, line: usize) -> Example {
    let mut example = Example {
        yaml: String::new(),
        edges: BTreeSet::new(),
        latent: BTreeSet::new(),
        cluster: false,
        version: None,
        line,
    };
    let mut words = info.split_whitespace();
    let (mut verdicts, yaml) = (0, words.next() == Some("yaml"));
    for word in words {
        match word.split_once('=') {
            Some(("edge", edge)) => {
                example.edges.insert(edge.to_owned());
                verdicts += 1;
            }
            Some(("latent", edge)) => {
                example.latent.insert(edge.to_owned());
                verdicts += 1;
            }
            Some(("version", version)) => example.version = Some(format!("v{version}.0")),
            None if word == "none" => verdicts += 1,
            None if word == "cluster" => example.cluster = true,
            _ => panic!("line {line}: unknown word {word:?} after ```yaml"),
        }
    }
    if !yaml || verdicts == 0 {
        // Not an example: a command, a patch, plain YAML.
        example.line = 0;
    }
    example
}

impl Example {
    pub(crate) fn snapshot(&self) -> Snapshot {
        let input = if self.cluster { InputKind::Cluster } else { InputKind::Files };
        let mut builder =
            Builder::new(Cluster { input, name: "example".to_owned(), version: self.version.clone() });
        builder.read(&mut self.yaml.as_bytes(), "example.yaml", &Limits::default());
        let snapshot = builder.finish();
        assert!(snapshot.gaps.is_empty(), "line {}: {:?}\n{}", self.line, snapshot.gaps, self.yaml);
        assert!(!snapshot.is_empty(), "line {}: no object", self.line);
        snapshot
    }
}
