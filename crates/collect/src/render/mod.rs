//! Charts and kustomizations, rendered with the person's own `helm`, `kustomize` or `kubectl`.
//!
//! The tools are called by fixed arguments (a directory is the only thing added), without a shell, without standard
//! input, bounded in time and output. Nothing is fetched: what refers to another place is a gap that says so.

mod chart;
mod kustomization;
mod kustomize;
mod origin;
mod program;

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use holdfast_inventory::Builder;
use holdfast_inventory::read::{Document, Limits, read};
use holdfast_model::Gap;

use program::{Failure, run};

/// What rendering may cost.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Bounds {
    /// Of one run of a tool.
    pub(crate) each: Duration,
    /// Of all of them.
    pub(crate) all: Duration,
    /// Bytes of one rendering.
    pub(crate) output: usize,
}

impl Default for Bounds {
    fn default() -> Self {
        Self { each: Duration::from_mins(1), all: Duration::from_mins(5), output: 64 << 20 }
    }
}

/// Renders directories one after the other, within its bounds.
pub(crate) struct Renderer {
    bounds: Bounds,
    spent: Duration,
    /// Charts and kustomizations that were dealt with, by their real path.
    done: BTreeSet<PathBuf>,
}

/// What one run of a tool is about, for messages.
struct Job<'j> {
    directory: &'j Path,
    /// `Helm chart` or `kustomization`.
    what: &'static str,
    /// Programs and their arguments before the directory; the first that is installed runs.
    tools: &'static [(&'static str, &'static [&'static str])],
}

impl Renderer {
    pub(crate) fn new(bounds: Bounds) -> Self {
        Self { bounds, spent: Duration::ZERO, done: BTreeSet::new() }
    }

    /// Renders what the files of a walk make: charts and kustomizations. Files that need no look of their own any more
    /// (their rendering was read, or they make no sense alone) are added to `seen`, by their real path.
    pub(crate) fn render(&mut self, builder: &mut Builder, files: &[PathBuf], seen: &mut BTreeSet<PathBuf>) {
        chart::render(self, builder, files, seen);
        kustomize::render(self, builder, files, seen);
    }

    /// What the tool prints for the directory, or the gap that says why there is nothing.
    fn output(&mut self, job: &Job<'_>) -> Result<Vec<u8>, Gap> {
        let real = job.directory.canonicalize().map_err(|error| job.gap(&error.to_string()))?;
        for (program, arguments) in job.tools {
            let left = self.bounds.all.saturating_sub(self.spent);
            if left.is_zero() {
                let all = self.bounds.all.as_secs();
                return Err(job.gap(&format!("not rendered: rendering the others took {all} s already")));
            }
            let arguments = arguments.iter().map(OsStr::new).chain([real.as_os_str()]);
            let start = Instant::now();
            let bounds = Bounds { each: self.bounds.each.min(left), ..self.bounds };
            let ran = run(program, arguments, &bounds);
            self.spent = self.spent.saturating_add(start.elapsed());
            match ran {
                Ok(output) => return Ok(output),
                Err(Failure::Missing) => {}
                Err(Failure::Failed(why)) => return Err(job.gap(&format!("{program} failed: {why}"))),
            }
        }
        let names: Vec<&str> = job.tools.iter().map(|(program, _)| *program).collect();
        let verb = if names.len() == 1 { "is" } else { "are" };
        Err(job.gap(&format!("{} {verb} not installed", names.join(" and "))))
    }
}

/// Whether a file makes its directory a chart or a kustomization.
pub(crate) fn is_marker(path: &Path) -> bool {
    path.ends_with(chart::MARKER) || kustomization::MARKERS.iter().any(|name| path.ends_with(name))
}

impl Job<'_> {
    fn gap(&self, why: &str) -> Gap {
        let directory = self.directory.display();
        let (program, arguments) = self.tools.first().copied().unwrap_or_default();
        let command = [&[program], arguments].concat().join(" ");
        Gap::new(
            format!("{directory} ({})", self.what),
            why,
            format!("what it renders to is not judged; try: {command} {directory} | holdfast scan -f -"),
        )
    }
}

/// Reads rendered manifests. `place` tells for each object in which file it stands, and moves its lines there.
fn take(builder: &mut Builder, text: &[u8], name: &str, place: &dyn Fn(Document) -> (Document, String)) {
    let (mut documents, mut gaps) = (Vec::new(), Vec::new());
    let limits = Limits { marks_bytes: text.len(), ..Limits::default() };
    read(&mut &*text, name, &limits, &mut |document| documents.push(document), &mut gaps);
    for document in documents {
        let (document, file) = place(document);
        builder.add_rendered(document, &file);
    }
    for gap in gaps {
        builder.gap(Gap { what: format!("{} of what {name} renders to", gap.what), ..gap });
    }
}

/// The text of a small file; `None` when it is none, or no text.
fn small_text(path: &Path) -> Option<String> {
    use std::io::Read as _;
    const MOST: u64 = 1 << 20;
    let file = std::fs::File::open(path).ok()?;
    if !file.metadata().ok()?.is_file() {
        return None;
    }
    let mut text = String::new();
    file.take(MOST + 1).read_to_string(&mut text).ok().filter(|read| *read as u64 <= MOST)?;
    Some(text)
}
