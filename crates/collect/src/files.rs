use std::collections::BTreeSet;
use std::fs::{File, FileType};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use holdfast_inventory::read::Limits;
use holdfast_inventory::{Builder, Snapshot};
use holdfast_model::{Cluster, Gap, InputKind};
use ignore::WalkBuilder;

use crate::CollectError;
use crate::render::{Bounds, Renderer, is_marker};

/// How files are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FileOptions {
    /// Charts and kustomizations are rendered with the person's own `helm`, `kustomize` or `kubectl`.
    pub render: bool,
}

impl Default for FileOptions {
    fn default() -> Self {
        Self { render: true }
    }
}

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

/// Reads files and directories (recursively, `.gitignore` honoured) as one estate, charts and kustomizations rendered.
///
/// A path that does not exist is an error; one that is there but cannot be read or parsed is a gap, and the rest is read.
pub fn files(inputs: &[Input], stdin: &mut dyn Read) -> Result<Snapshot, CollectError> {
    files_with(inputs, stdin, FileOptions::default())
}

/// As [`files`], by options.
pub fn files_with(
    inputs: &[Input],
    stdin: &mut dyn Read,
    options: FileOptions,
) -> Result<Snapshot, CollectError> {
    let names: Vec<String> = inputs.iter().map(name).collect();
    let cluster = Cluster { input: InputKind::Files, name: names.join(", "), version: None };
    let mut builder = Builder::new(cluster);
    let limits = Limits::default();
    let mut seen = BTreeSet::new();
    let mut renderer = options.render.then(|| Renderer::new(Bounds::default()));
    for input in inputs {
        match (input, &mut renderer) {
            (Input::Stdin, _) => builder.read(stdin, "stdin", &limits),
            (Input::Path(path), renderer) if path.is_dir() => {
                directory(&mut builder, path, renderer.as_mut(), &mut seen, &limits);
            }
            // The file that makes a directory a chart stands for the whole of it.
            (Input::Path(path), Some(renderer)) if is_marker(path) && path.is_file() => {
                let file = if path.parent() == Some(Path::new("")) {
                    Path::new(".").join(path)
                } else {
                    path.clone()
                };
                renderer.render(&mut builder, &[file], &mut seen);
            }
            (Input::Path(path), _) => match read_file(&mut builder, path, &limits) {
                Err(source) if source.kind() == io::ErrorKind::NotFound => {
                    return Err(CollectError::Unreadable { path: path.clone(), source });
                }
                read => note(&mut builder, path, read),
            },
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

/// Links are followed, and `seen` keeps what was reached by two ways from being judged twice.
fn directory(
    builder: &mut Builder,
    root: &Path,
    renderer: Option<&mut Renderer>,
    seen: &mut BTreeSet<PathBuf>,
    limits: &Limits,
) {
    let walk =
        WalkBuilder::new(root).sort_by_file_path(Ord::cmp).require_git(false).follow_links(true).build();
    let mut found = Vec::new();
    for entry in walk {
        match entry {
            Ok(entry) => {
                let kind = entry.file_type();
                let wanted = is_manifest(entry.path()) || is_marker(entry.path());
                if wanted && kind.is_some_and(|kind| !kind.is_dir()) {
                    found.push((entry.into_path(), kind));
                }
            }
            Err(error) => unwalked(builder, root, &error),
        }
    }
    if let Some(renderer) = renderer {
        let is_file = |kind: &Option<FileType>| kind.is_some_and(|kind| kind.is_file());
        let files: Vec<PathBuf> =
            found.iter().filter(|(_, kind)| is_file(kind)).map(|(path, _)| path.clone()).collect();
        renderer.render(builder, &files, seen);
    }
    for (path, kind) in found.iter().filter(|(path, _)| is_manifest(path)) {
        let read = listed(builder, path, *kind, seen, limits);
        note(builder, path, read);
    }
}

/// One manifest of a directory. What is no file (a named pipe, a device) is not opened: reading it may never end.
fn listed(
    builder: &mut Builder,
    path: &Path,
    kind: Option<FileType>,
    seen: &mut BTreeSet<PathBuf>,
    limits: &Limits,
) -> io::Result<()> {
    if !kind.is_some_and(|kind| kind.is_file()) {
        return Err(io::Error::other(
            "a pipe, socket or device, expected a file: give it with -f to read it",
        ));
    }
    if seen.insert(path.canonicalize()?) { read_file(builder, path, limits) } else { Ok(()) }
}

/// A step of the walk that failed: a directory that cannot be listed, or a link that leads nowhere.
fn unwalked(builder: &mut Builder, root: &Path, error: &ignore::Error) {
    let (path, cause) = match error {
        ignore::Error::WithDepth { err, .. } => return unwalked(builder, root, err),
        // What a loop leads back to is walked already.
        ignore::Error::Loop { .. } => return,
        ignore::Error::WithPath { path, err } => (path.as_path(), err.as_ref()),
        other => (root, other),
    };
    let link = path.is_symlink();
    if !link || is_manifest(path) {
        let kind = if link { "a link that leads nowhere: " } else { "" };
        builder.gap(Gap::new(
            path.display().to_string(),
            format!("{kind}{cause}"),
            "what is there is not judged",
        ));
    }
}

fn note(builder: &mut Builder, path: &Path, read: io::Result<()>) {
    if let Err(error) = read {
        builder.gap(Gap::new(path.display().to_string(), error.to_string(), "the file is not judged"));
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
