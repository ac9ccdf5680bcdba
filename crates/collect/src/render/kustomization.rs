//! What a kustomization refers to, as far as it must be known before a tool is let loose on it.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use holdfast_inventory::read::{Document, Limits, read};
use holdfast_inventory::view::{List, Map, Str};
use serde::Deserialize;

use super::small_text;

/// Names of the file that makes a directory a kustomization, in the order in which the tools look.
pub(super) const MARKERS: &[&str] = &["kustomization.yaml", "kustomization.yml", "Kustomization"];

/// Directories one kustomization may reach.
const MOST: usize = 1000;

/// Everything a kustomization is made of, by real path.
#[derive(Debug, Default)]
pub(super) struct Parts {
    /// Kustomizations it builds on; not the first one itself.
    pub(super) bases: BTreeSet<PathBuf>,
    /// Manifests.
    pub(super) resources: BTreeSet<PathBuf>,
    /// Files that change others and are no objects: patches, and the kustomizations' own files.
    pub(super) pieces: BTreeSet<PathBuf>,
    /// A component only makes sense inside another kustomization.
    pub(super) component: bool,
    visited: usize,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
struct Form<'a> {
    kind: Str<'a>,
    resources: List<Str<'a>>,
    bases: List<Str<'a>>,
    components: List<Str<'a>>,
    crds: List<Str<'a>>,
    patches: List<At<'a>>,
    patches_json6902: List<At<'a>>,
    replacements: List<At<'a>>,
    patches_strategic_merge: List<Str<'a>>,
    generators: List<Str<'a>>,
    transformers: List<Str<'a>>,
    validators: List<Str<'a>>,
    configurations: List<Str<'a>>,
    config_map_generator: List<Generator<'a>>,
    secret_generator: List<Generator<'a>>,
    openapi: Map<'a>,
}

#[derive(Default, Deserialize)]
#[serde(default, bound(deserialize = "'de: 'a"))]
struct At<'a> {
    path: Str<'a>,
}

#[derive(Default, Deserialize)]
#[serde(default, bound(deserialize = "'de: 'a"))]
struct Generator<'a> {
    files: List<Str<'a>>,
    envs: List<Str<'a>>,
    env: Str<'a>,
}

/// The file that makes the directory a kustomization.
pub(super) fn marker(directory: &Path) -> Option<PathBuf> {
    MARKERS.iter().map(|name| directory.join(name)).find(|file| file.is_file())
}

/// Follows every reference. An error says what is not here: nothing is fetched.
pub(super) fn parts(directory: &Path) -> Result<Parts, String> {
    let mut parts = Parts::default();
    let mut left = vec![directory.canonicalize().map_err(|error| error.to_string())?];
    while let Some(next) = left.pop() {
        parts.visited += 1;
        if parts.visited > MOST {
            return Err(format!("it reaches more than {MOST} directories"));
        }
        let bases = parts.add(&next)?;
        left.extend(bases.into_iter().filter(|base| parts.bases.insert(base.clone())));
    }
    Ok(parts)
}

impl Parts {
    /// Adds what one directory refers to; gives the directories it builds on.
    fn add(&mut self, directory: &Path) -> Result<Vec<PathBuf>, String> {
        let name = directory.display();
        let file = marker(directory).ok_or_else(|| format!("{name} has no {}", MARKERS.join(" or ")))?;
        let text = small_text(&file).ok_or_else(|| format!("{} cannot be read as text", file.display()))?;
        let json = json(&text).map_err(|why| format!("{}: {why}", file.display()))?;
        let form: Form<'_> = serde_json::from_slice(&json)
            .map_err(|_| format!("{}: a field has an unexpected type", file.display()))?;
        if self.visited == 1 {
            self.component = form.kind == "Component";
        }
        self.pieces.insert(file);
        let mut bases = Vec::new();
        let resources = [&form.resources, &form.bases, &form.components].into_iter().flatten();
        for (files, references) in [
            (&mut self.resources, resources.map(Str::as_str).collect::<Vec<_>>()),
            (&mut self.pieces, form.pieces().filter(|r| !r.is_empty() && !r.contains('\n')).collect()),
        ] {
            for reference in references {
                let path = local(directory, reference)?;
                if path.is_dir() {
                    bases.push(path);
                } else {
                    files.insert(path);
                }
            }
        }
        Ok(bases)
    }
}

impl Form<'_> {
    /// Every file or inline text that is no resource.
    fn pieces(&self) -> impl Iterator<Item = &str> {
        let patches = [&self.patches, &self.patches_json6902, &self.replacements];
        let lists = [
            &self.crds,
            &self.patches_strategic_merge,
            &self.generators,
            &self.transformers,
            &self.validators,
            &self.configurations,
        ];
        let generators = self.config_map_generator.iter().chain(self.secret_generator.iter());
        let sources = generators.flat_map(|g| g.files.iter().chain(&g.envs).chain([&g.env]));
        let openapi = self.openapi.value("path").into_iter();
        let paths = patches.into_iter().flatten().map(|patch| &patch.path);
        let texts = paths.chain(lists.into_iter().flatten()).chain(openapi).map(Str::as_str);
        texts.chain(sources.map(|source| source.rsplit_once('=').map_or(source.as_str(), |(_, file)| file)))
    }
}

/// The real path of a reference; an error when there is none.
fn local(directory: &Path, reference: &str) -> Result<PathBuf, String> {
    directory.join(reference).canonicalize().map_err(|_| {
        let shown = plain(reference);
        format!("it refers to {shown:?}, which is not here, and nothing is fetched")
    })
}

/// A reference without what may be a password: neither user information nor query.
fn plain(reference: &str) -> String {
    let end = reference.find(['?', '#']).unwrap_or(reference.len());
    let (start, from) = match reference.find("://") {
        Some(at) => (reference.get(..at + 3), at + 3),
        None => (None, 0),
    };
    let rest = reference.get(from..end).unwrap_or_default();
    let rest = rest.rfind('@').and_then(|at| rest.get(at + 1..)).unwrap_or(rest);
    format!("{}{rest}", start.unwrap_or_default())
}

/// The file as JSON. The reader takes objects with a type, which this file may leave out.
fn json(text: &str) -> Result<Vec<u8>, String> {
    let has = |key: &str| text.lines().any(|line| line.starts_with(key));
    let mut typed = String::new();
    for (key, value) in [("apiVersion:", "kustomize.config.k8s.io/v1beta1"), ("kind:", "Kustomization")] {
        if !has(key) {
            typed = format!("{typed}{key} {value}\n");
        }
    }
    // What stands before the document's mark is no part of it.
    let body = match text.lines().find(|line| !line.trim().is_empty() && !line.starts_with('#')) {
        Some(line) if line.trim_end() == "---" => text.split_once("---").map_or(text, |(_, rest)| rest),
        _ => text,
    };
    let text = format!("{typed}{}", body.trim_start_matches(['\r', '\n']));
    let (mut found, mut gaps) = (Vec::new(), Vec::new());
    let mut keep = |document: Document| found.push(document.json);
    read(&mut text.as_bytes(), "", &Limits::default(), &mut keep, &mut gaps);
    match (found.pop(), gaps.pop()) {
        (Some(json), None) if found.is_empty() => Ok(json),
        (_, Some(gap)) => Err(gap.why),
        _ => Err("expected one document".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_shown_without_passwords() {
        for (reference, shown) in [
            ("https://user:obviously-fake@git.example.com/a?ref=x", "https://git.example.com/a"),
            ("git@git.example.com:a/b", "git.example.com:a/b"),
            ("../base", "../base"),
        ] {
            assert_eq!(plain(reference), shown);
        }
    }

    #[test]
    fn the_type_may_be_left_out() {
        for text in [
            "resources: [a.yaml]\n",
            "# words\n---\nresources:\n- a.yaml\n",
            "kind: Kustomization\nresources: [a.yaml]",
            "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources: [a.yaml]\npatches: null\n",
        ] {
            let json = json(text).unwrap();
            let form: Form<'_> = serde_json::from_slice(&json).unwrap();
            assert_eq!(form.resources.first().map(Str::as_str), Some("a.yaml"), "{text}");
        }
        assert!(json("resources: [").is_err());
    }
}
