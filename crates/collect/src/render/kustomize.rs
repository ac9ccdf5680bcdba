use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use holdfast_inventory::Builder;
use holdfast_inventory::read::{Document, Limits, read};
use holdfast_inventory::view::Head;

use super::kustomization::{MARKERS, Parts, marker, parts};
use super::origin::{Origin, Segments};
use super::{Job, Renderer, small_text, take};

const TOOLS: &[(&str, &[&str])] = &[("kustomize", &["build"]), ("kubectl", &["kustomize"])];

/// Renders every kustomization among the files that no other one builds on.
pub(super) fn render(
    renderer: &mut Renderer,
    builder: &mut Builder,
    files: &[PathBuf],
    seen: &mut BTreeSet<PathBuf>,
) {
    let is_marker = |file: &&PathBuf| MARKERS.iter().any(|name| file.ends_with(name));
    let mut directories: Vec<&Path> =
        files.iter().filter(is_marker).filter_map(|file| file.parent()).collect();
    directories.dedup();
    // What a chart brings along is the chart's.
    directories.retain(|directory| {
        let file = marker(directory).and_then(|file| file.canonicalize().ok());
        file.is_some_and(|file| !seen.contains(&file))
    });
    let known: Vec<_> = directories.into_iter().map(|directory| (directory, parts(directory))).collect();
    let bases: BTreeSet<PathBuf> = known
        .iter()
        .filter_map(|(_, parts)| parts.as_ref().ok())
        .flat_map(|parts| parts.bases.clone())
        .collect();
    for (directory, parts) in known {
        let Ok(real) = directory.canonicalize() else { continue };
        if !renderer.done.insert(real.clone()) {
            continue;
        }
        let job = Job { directory, what: "kustomization", tools: TOOLS };
        match parts {
            Err(why) => {
                builder.gap(job.gap(&why));
                seen.extend(marker(directory).and_then(|file| file.canonicalize().ok()));
            }
            Ok(parts) => {
                seen.extend(parts.pieces.iter().cloned());
                let is_whole = !parts.component && !bases.contains(&real);
                if is_whole && one(renderer, builder, &job, &parts) {
                    seen.extend(parts.resources);
                }
            }
        }
    }
}

/// True when the kustomization was rendered and read.
fn one(renderer: &mut Renderer, builder: &mut Builder, job: &Job<'_>, parts: &Parts) -> bool {
    match renderer.output(job) {
        Ok(output) => {
            let text = String::from_utf8_lossy(&output);
            let segments = Segments::of(&text);
            let sources = sources(job.directory, parts);
            let own = marker(job.directory).unwrap_or_else(|| job.directory.to_owned()).display().to_string();
            let place = |document: Document| match origin(&sources, &document) {
                Some(origin) => origin.moved(document, &segments),
                None => (document.nowhere(), own.clone()),
            };
            take(builder, &output, &job.directory.display().to_string(), &place);
            true
        }
        Err(gap) => {
            builder.gap(gap);
            false
        }
    }
}

/// Kind and name of an object.
type Key = (String, String);

/// An object of a resource file: the file and its text, and the object's first line and that after its last.
type Source = (usize, u32, u32);

struct Sources {
    files: Vec<(String, String)>,
    objects: BTreeMap<Key, Source>,
}

/// The objects in the resource files, by kind and name: kustomize does not say where an object comes from.
fn sources(directory: &Path, parts: &Parts) -> Sources {
    let mut sources = Sources { files: Vec::new(), objects: BTreeMap::new() };
    for path in &parts.resources {
        let Some(text) = small_text(path) else { continue };
        let mut found = Vec::new();
        let mut keep = |document: Document| found.extend(key(&document).map(|key| (key, document.line)));
        read(&mut text.as_bytes(), "", &Limits::default(), &mut keep, &mut Vec::new());
        let ends: Vec<u32> = found.iter().skip(1).map(|(_, line)| *line).chain([u32::MAX]).collect();
        for ((key, line), end) in found.into_iter().zip(ends) {
            sources.objects.insert(key, (sources.files.len(), line, end));
        }
        sources.files.push((shown(directory, path), text));
    }
    sources
}

/// A real path as a person sees it from where they stand: the way through the kustomization.
fn shown(directory: &Path, path: &Path) -> String {
    let real = directory.canonicalize().unwrap_or_default();
    let mut up = directory.to_owned();
    let mut base = real.as_path();
    loop {
        if let Ok(rest) = path.strip_prefix(base) {
            return up.join(rest).display().to_string();
        }
        let Some(parent) = base.parent() else { return path.display().to_string() };
        // Going up cancels a named directory, and is written where there is none left to cancel.
        if up.file_name().is_some() {
            up.pop();
        } else {
            up.push("..");
        }
        base = parent;
    }
}

fn key(document: &Document) -> Option<Key> {
    let head: Head<'_> = serde_json::from_slice(&document.json).ok()?;
    let name = head.metadata.name.as_deref()?.to_owned();
    Some((head.kind.as_str().to_owned(), name))
}

fn origin(sources: &Sources, document: &Document) -> Option<Origin> {
    let (file, first, end) = *sources.objects.get(&key(document)?)?;
    let (name, text) = sources.files.get(file)?;
    let count = end.saturating_sub(first) as usize;
    let lines: Vec<&str> = text.lines().skip(first.saturating_sub(1) as usize).take(count).collect();
    Some(Origin::part(name.clone(), lines.join("\n"), first))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_told_from_where_the_person_stands() {
        let here = std::env::temp_dir().canonicalize().unwrap();
        let at = |tail: &str| here.join(tail);
        assert_eq!(shown(&here, &at("a/b.yaml")), at("a/b.yaml").display().to_string());
        let above = here.parent().unwrap().join("x.yaml");
        assert_eq!(shown(&here, &above), above.display().to_string());
    }
}
