//! Reads the examples out of a check's page.

use std::collections::BTreeSet;

use holdfast_inventory::read::Limits;
use holdfast_inventory::{Builder, Snapshot};
use holdfast_model::{Cluster, InputKind};

/// One fenced block of a page: `yaml pass [cluster] [version=1.34]` or `yaml fail=POINTER[,POINTER] ...`.
#[derive(Debug)]
pub(crate) struct Example {
    pub(crate) yaml: String,
    /// Pointers that must fail; `None` for a passing example. `fail` alone means the whole object.
    pub(crate) fails: Option<BTreeSet<String>>,
    /// The example is a whole cluster: what is not in it does not exist.
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
    let mut example = Example { yaml: String::new(), fails: None, cluster: false, version: None, line };
    let mut words = info.split_whitespace();
    let (mut verdicts, yaml) = (0, words.next() == Some("yaml"));
    for word in words {
        match word.split_once('=') {
            Some(("fail", pointers)) => {
                example.fails = Some(pointers.split(',').map(ToOwned::to_owned).collect());
                verdicts += 1;
            }
            Some(("version", version)) => example.version = Some(format!("v{version}.0")),
            None if word == "fail" => {
                example.fails = Some(BTreeSet::from([String::new()]));
                verdicts += 1;
            }
            None if word == "pass" => verdicts += 1,
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
        if self.cluster {
            for check in holdfast_posture::all() {
                check.needs.iter().for_each(|kind| builder.complete(kind));
            }
        }
        let snapshot = builder.finish();
        assert!(snapshot.gaps.is_empty(), "line {}: {:?}", self.line, snapshot.gaps);
        assert!(!snapshot.is_empty() || self.cluster, "line {}: no object", self.line);
        snapshot
    }
}
