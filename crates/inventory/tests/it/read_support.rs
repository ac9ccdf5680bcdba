//! What the reader's tests share.

use holdfast_inventory::read::{self, Document, Limits, ReadStats};
use holdfast_model::Gap;

pub(crate) struct Outcome {
    pub(crate) documents: Vec<Document>,
    pub(crate) gaps: Vec<Gap>,
    pub(crate) stats: ReadStats,
}

pub(crate) fn read_with(input: &[u8], limits: &Limits) -> Outcome {
    let (mut documents, mut gaps) = (Vec::new(), Vec::new());
    let mut bytes = input;
    let stats = read::read(&mut bytes, "in", limits, &mut |document| documents.push(document), &mut gaps);
    Outcome { documents, gaps, stats }
}

pub(crate) fn read(input: impl AsRef<[u8]>) -> Outcome {
    read_with(input.as_ref(), &Limits::default())
}

impl Outcome {
    /// Documents, gaps and skipped documents, one a line.
    pub(crate) fn text(&self) -> String {
        let mut lines: Vec<String> = self
            .documents
            .iter()
            .map(|document| format!("{}: {}", document.line, String::from_utf8_lossy(&document.json)))
            .collect();
        lines.extend(self.gaps.iter().map(|gap| format!("gap {}: {}", gap.what, gap.why)));
        lines.extend(
            self.stats.skipped.iter().map(|skipped| format!("skipped {}: {}", skipped.line, skipped.why)),
        );
        lines.join("\n")
    }
}

/// Reads `input` and compares [`Outcome::text`].
#[track_caller]
pub(crate) fn check(input: impl AsRef<[u8]>, expected: &str) {
    assert_eq!(read(input).text(), expected);
}
