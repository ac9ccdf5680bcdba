//! From lines of a rendering back to lines of what it was rendered from.

use std::collections::BTreeMap;

use holdfast_inventory::read::Document;

/// A rendered text, cut at its document marks.
pub(super) struct Segments<'t> {
    lines: Vec<&'t str>,
    /// Lines (from 1) on which a document begins.
    starts: Vec<u32>,
}

impl<'t> Segments<'t> {
    pub(super) fn of(text: &'t str) -> Self {
        let lines: Vec<&str> = text.lines().collect();
        let marks = lines.iter().zip(1..).filter(|(line, _)| line.trim_end() == "---");
        let starts = std::iter::once(1).chain(marks.map(|(_, number)| number)).collect();
        Self { lines, starts }
    }

    /// The lines of the document in which a line stands.
    pub(super) fn lines(&self, line: u32) -> impl Iterator<Item = &'t str> + '_ {
        let (start, end) = self.bounds(line);
        self.lines.iter().take(end).skip(start).copied()
    }

    /// Indexes of the first line of the document in which a line stands, and of the line after its last.
    fn bounds(&self, line: u32) -> (usize, usize) {
        let next = self.starts.partition_point(|start| *start <= line);
        let index =
            |at: Option<usize>| at.and_then(|at| self.starts.get(at)).map(|start| *start as usize - 1);
        (index(next.checked_sub(1)).unwrap_or(0), index(Some(next)).unwrap_or(self.lines.len()))
    }
}

/// What an object was rendered from.
pub(super) struct Origin {
    file: String,
    /// The text that was rendered: a template, or one object of a file.
    text: String,
    /// Line of the file on which `text` begins.
    first: u32,
}

impl Origin {
    pub(super) fn new(file: String, text: String) -> Self {
        Self { file, text, first: 1 }
    }

    pub(super) fn part(file: String, text: String, first: u32) -> Self {
        Self { file, text, first }
    }

    /// The object with its lines told in this file, and the file's name.
    pub(super) fn moved(self, document: Document, rendering: &Segments<'_>) -> (Document, String) {
        let (start, _) = rendering.bounds(document.line);
        let lines = self.anchored(rendering.lines(document.line));
        let place =
            |line: u32| lines.get((line as usize).saturating_sub(start + 1)).copied().unwrap_or(self.first);
        (document.moved(place), self.file)
    }

    /// For each rendered line its line in the file: where the same text stands once; else where its key stands once;
    /// else the line of what stands before it.
    fn anchored<'l>(&self, rendered: impl Iterator<Item = &'l str>) -> Vec<u32> {
        let (mut whole, mut keys) = (BTreeMap::new(), BTreeMap::new());
        for (line, number) in self.text.lines().zip(self.first..) {
            let line = line.trim();
            if !line.is_empty() && !line.starts_with('#') {
                once(&mut whole, line, number);
                if let Some(key) = key(line) {
                    once(&mut keys, key, number);
                }
            }
        }
        let mut here = self.first;
        let place = |line: &str| {
            let line = line.trim();
            let known = whole.get(line).copied().flatten();
            here = known.or_else(|| keys.get(key(line)?).copied().flatten()).unwrap_or(here);
            here
        };
        rendered.map(place).collect()
    }
}

/// Notes where a text stands; a second time, and it is no mark any more.
fn once<'t>(marks: &mut BTreeMap<&'t str, Option<u32>>, text: &'t str, line: u32) {
    marks.entry(text).and_modify(|known| *known = None).or_insert(Some(line));
}

/// The key of a `key: value` line, an item's dash aside.
fn key(line: &str) -> Option<&str> {
    let key = line.trim_start_matches("- ").split_once(':')?.0;
    (!key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || "-_./\"'".contains(c))).then_some(key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_lead_back_to_the_template() {
        let template = "{{- if .Values.on }}\napiVersion: v1\nkind: Pod\nmetadata:\n  name: {{ .Release.Name }}\nspec:\n  containers:\n    {{- range .Values.names }}\n    - name: {{ . }}\n      image: {{ $.Values.image }}\n      securityContext:\n        {{- toYaml $.Values.security | nindent 8 }}\n    {{- end }}\n{{- end }}\n";
        let rendered = "# Source: x/templates/pod.yaml\napiVersion: v1\nkind: Pod\nmetadata:\n  name: r\nspec:\n  containers:\n    - name: a\n      image: i:1\n      securityContext:\n        privileged: true\n";
        let origin = Origin::new("t".to_owned(), template.to_owned());
        let expected = [1, 2, 3, 4, 4, 6, 7, 7, 10, 11, 11];
        assert_eq!(origin.anchored(rendered.lines()), expected);
    }

    #[test]
    fn documents_are_found_by_their_lines() {
        let segments = Segments::of("---\na\n---\nb\nc\n---\n");
        for (line, expected) in
            [(1, "--- a"), (2, "--- a"), (3, "--- b c"), (5, "--- b c"), (6, "---"), (9, "---")]
        {
            assert_eq!(segments.lines(line).collect::<Vec<_>>().join(" "), expected, "{line}");
        }
    }
}
