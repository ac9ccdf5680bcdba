use std::collections::BTreeSet;
use std::path::{Component, Path, PathBuf};

use holdfast_inventory::Builder;
use holdfast_inventory::read::{Document, Limits, read};
use serde::Deserialize;

use super::origin::{Origin, Segments};
use super::{Job, Renderer, small_text, take};

pub(super) const MARKER: &str = "Chart.yaml";

/// Directories of a chart that `helm template` reads itself.
const OWN: &[&str] = &["templates", "crds", "charts"];

/// Renders every chart among the files but those that are part of another.
pub(super) fn render(
    renderer: &mut Renderer,
    builder: &mut Builder,
    files: &[PathBuf],
    seen: &mut BTreeSet<PathBuf>,
) {
    let charts: Vec<&Path> =
        files.iter().filter(|file| file.ends_with(MARKER)).filter_map(|f| f.parent()).collect();
    for chart in &charts {
        let Ok(real) = chart.canonicalize() else { continue };
        if charts.iter().any(|other| is_part(chart, other)) || !renderer.done.insert(real) {
            continue;
        }
        let rendered = is_library(&chart.join(MARKER)) || one(renderer, builder, chart);
        for file in files.iter().filter(|file| is_claimed(chart, file, rendered)) {
            seen.extend(file.canonicalize());
        }
    }
}

/// Whether `chart` lies in the `charts` directory of `other`.
fn is_part(chart: &Path, other: &Path) -> bool {
    let below = chart.strip_prefix(other).ok().and_then(|rest| rest.components().next());
    below == Some(Component::Normal("charts".as_ref()))
}

/// True when the chart was rendered and read.
fn one(renderer: &mut Renderer, builder: &mut Builder, chart: &Path) -> bool {
    let job =
        Job { directory: chart, what: "Helm chart", tools: &[("helm", &["template", "--include-crds"])] };
    match renderer.output(&job) {
        Ok(output) => {
            let text = String::from_utf8_lossy(&output);
            let segments = Segments::of(&text);
            let name = chart.join(MARKER).display().to_string();
            let place = |document: Document| match source(chart, segments.lines(document.line)) {
                Some(origin) => origin.moved(document, &segments),
                None => (document.nowhere(), name.clone()),
            };
            take(builder, &output, &chart.display().to_string(), &place);
            true
        }
        Err(gap) => {
            builder.gap(gap);
            false
        }
    }
}

/// The template an object comes from: helm names it in a comment above the object, the chart's name in front.
///
/// The comment is text a chart may have written itself, so it is only followed inside the chart.
fn source(chart: &Path, mut lines: impl Iterator<Item = impl AsRef<str>>) -> Option<Origin> {
    let path = lines.find_map(|line| {
        let named = line.as_ref().strip_prefix("# Source: ")?;
        named.split_once('/').map(|(_, path)| PathBuf::from(path.trim_end()))
    })?;
    if !path.components().all(|part| matches!(part, Component::Normal(_))) {
        return None;
    }
    let file = chart.join(&path);
    let inside = file.canonicalize().ok()?.starts_with(chart.canonicalize().ok()?);
    // A template of a packed subchart is not there as a file: its name still tells most.
    Some(Origin::new(file.display().to_string(), if inside { small_text(&file)? } else { String::new() }))
}

/// Whether a file needs no look of its own: helm has read it, or it is a template of a chart that was not rendered,
/// which the chart's gap tells.
fn is_claimed(chart: &Path, file: &Path, rendered: bool) -> bool {
    let Ok(rest) = file.strip_prefix(chart) else { return false };
    let mut parts = rest.components();
    let first = parts.next().and_then(|part| part.as_os_str().to_str()).unwrap_or_default();
    if parts.next().is_none() {
        return first == MARKER || (first.starts_with("values") && rendered);
    }
    OWN.contains(&first) && (rendered || small_text(file).is_some_and(|text| text.contains("{{")))
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Chart {
    r#type: String,
}

/// Library charts hold helpers for others: they render to nothing, by intent.
fn is_library(file: &Path) -> bool {
    let Some(text) = small_text(file) else { return false };
    // The reader takes objects with a kind, which this file alone lacks.
    let text = format!("kind: Chart\n{text}");
    let (mut library, mut gaps) = (false, Vec::new());
    let mut look = |document: Document| {
        library |=
            serde_json::from_slice::<Chart>(&document.json).is_ok_and(|chart| chart.r#type == "library");
    };
    read(&mut text.as_bytes(), MARKER, &Limits::default(), &mut look, &mut gaps);
    library
}
