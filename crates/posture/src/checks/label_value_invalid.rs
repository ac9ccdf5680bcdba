use holdfast_inventory::json::escape;

use crate::prelude::*;

pub(super) static CHECK: Check = Check {
    id: "label-value-invalid",
    title: "Label value breaks the syntax rule",
    severity: Severity::Info,
    confidence: Confidence::High,
    fix: "Use at most 63 letters, digits, dashes, underscores and dots, beginning and ending with a letter or digit.",
    techniques: &[],
    aliases: &["kube-score:label-values"],
    page: include_str!("label_value_invalid.md"),
    needs: &[],
    judge: Judge::Every(judge),
};

fn judge(o: &ObjectCx<'_, '_>) -> Verdict {
    let snapshot = o.cx.snapshot();
    let mut labels = o.object.labels().map(|(key, value)| (key, value, "")).chain(
        // A pod's own labels are the object's.
        o.object.pod_facts().iter().filter(|_| o.object.kind() != "Pod").flat_map(|pod| {
            let around = pod.template_pointer().unwrap_or_default();
            pod.labels(snapshot).map(move |(key, value)| (key, value, around))
        }),
    );
    let mut hits = Vec::new();
    let Some(first) = labels.next() else { return Verdict::NotApplicable };
    for (key, value, around) in std::iter::once(first).chain(labels) {
        if !is_valid(value) {
            let pointer = format!("{around}/metadata/labels/{}", escape(key));
            hits.push(
                Hit::at(pointer, format!("label {key} has a value the API server refuses")).value(value),
            );
        }
    }
    Verdict::of(hits)
}

/// Source: <https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set>.
fn is_valid(value: &str) -> bool {
    let ends = |c: Option<u8>| c.is_none_or(|c| c.is_ascii_alphanumeric());
    let bytes = value.as_bytes();
    bytes.len() <= 63
        && ends(bytes.first().copied())
        && ends(bytes.last().copied())
        && bytes.iter().all(|c| c.is_ascii_alphanumeric() || matches!(c, b'-' | b'_' | b'.'))
}
