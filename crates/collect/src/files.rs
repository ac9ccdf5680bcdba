use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use holdfast_inventory::read::Limits;
use holdfast_inventory::{Builder, Snapshot};
use holdfast_model::{Cluster, Gap, InputKind};
use ignore::WalkBuilder;

use crate::CollectError;

/// One `-f` argument.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// `-f -`
    Stdin,
    /// A file or a directory.
    Path(PathBuf),
}

impl From<&str> for Input {
    fn from(text: &str) -> Self {
        if text == "-" { Self::Stdin } else { Self::Path(PathBuf::from(text)) }
    }
}

/// Reads files and directories (recursively, `.gitignore` honoured) as one estate.
///
/// A path that does not exist is an error; a file that cannot be read or parsed is a gap, and the rest is read.
pub fn files(inputs: &[Input], stdin: &mut dyn Read) -> Result<Snapshot, CollectError> {
    let names: Vec<String> = inputs.iter().map(name).collect();
    let cluster = Cluster { input: InputKind::Files, name: names.join(", "), version: None };
    let mut builder = Builder::new(cluster);
    let limits = Limits::default();
    for input in inputs {
        match input {
            Input::Stdin => builder.read(stdin, "stdin", &limits),
            Input::Path(path) if path.is_dir() => directory(&mut builder, path, &limits),
            Input::Path(path) => {
                let unreadable = |source| CollectError::Unreadable { path: path.clone(), source };
                let mut file = File::open(path).map_err(unreadable)?;
                builder.read(&mut file, &path.display().to_string(), &limits);
            }
        }
    }
    let snapshot = builder.finish();
    if snapshot.is_empty() && snapshot.gaps.is_empty() {
        return Err(CollectError::Empty(names.join(", ")));
    }
    Ok(snapshot)
}

fn name(input: &Input) -> String {
    match input {
        Input::Stdin => "stdin".to_owned(),
        Input::Path(path) => path.display().to_string(),
    }
}

fn directory(builder: &mut Builder, root: &Path, limits: &Limits) {
    let walk = WalkBuilder::new(root).sort_by_file_path(Ord::cmp).require_git(false).build();
    for entry in walk {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                builder.gap(Gap::new(
                    root.display().to_string(),
                    error.to_string(),
                    "what is there is not judged",
                ));
                continue;
            }
        };
        let path = entry.path();
        if entry.file_type().is_some_and(|kind| kind.is_file())
            && is_manifest(path)
            && let Err(error) = read_file(builder, path, limits)
        {
            builder.gap(Gap::new(path.display().to_string(), error.to_string(), "the file is not judged"));
        }
    }
}

fn is_manifest(path: &Path) -> bool {
    let ending = path.extension().and_then(|e| e.to_str()).unwrap_or_default();
    ["yaml", "yml", "json"].iter().any(|known| ending.eq_ignore_ascii_case(known))
}

fn read_file(builder: &mut Builder, path: &Path, limits: &Limits) -> io::Result<()> {
    let mut file = File::open(path)?;
    builder.read(&mut file, &path.display().to_string(), limits);
    Ok(())
}
