use holdfast_model::{Confidence, PatchOp, Severity};

use crate::context::Cx;

/// The answer of one check on one subject.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    Pass,
    /// The question does not arise for this subject (no hostPath volume, so nothing to say of it): not counted.
    NotApplicable,
    /// This input cannot tell, and why.
    NotAssessed(&'static str),
    Fail(Vec<Hit>),
}

impl Verdict {
    /// Fails when there is a hit.
    pub fn of(hits: Vec<Hit>) -> Self {
        if hits.is_empty() { Self::Pass } else { Self::Fail(hits) }
    }

    /// Passes unless there is a hit.
    pub fn unless(hit: Option<Hit>) -> Self {
        hit.map_or(Self::Pass, |hit| Self::Fail(vec![hit]))
    }
}

impl From<Hit> for Verdict {
    fn from(hit: Hit) -> Self {
        Self::Fail(vec![hit])
    }
}

/// One place where a check fails.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hit {
    /// JSON pointer, relative to what was judged (the container, the pod spec, the object). May name an absent field.
    pub pointer: String,
    /// The value seen there; absent when the field is.
    pub value: Option<String>,
    /// One line, specific; the reader already sees the subject's name.
    pub message: String,
    /// Further facts that make it true (other objects).
    pub facts: Vec<String>,
    /// Tells apart several hits on one subject in a way that survives reordering; the pointer if empty.
    pub key: String,
    /// The change that fixes it, with pointers relative like `pointer`.
    pub patch: Vec<PatchOp>,
    /// True when the change cannot stop a working workload from working.
    pub safe: bool,
    /// Worse or milder than the check's own severity, in this case.
    pub severity: Option<Severity>,
    pub confidence: Option<Confidence>,
    /// Set for pod-level checks whose pointer is relative to the template's metadata instead of the pod spec.
    pub in_metadata: bool,
}

impl Hit {
    /// A hit at a pointer relative to what is judged, with a one-line message.
    pub fn at(pointer: impl Into<String>, message: impl Into<String>) -> Self {
        Self { pointer: pointer.into(), message: message.into(), ..Self::default() }
    }

    #[must_use]
    pub fn value(mut self, value: impl ToString) -> Self {
        self.value = Some(value.to_string());
        self
    }

    #[must_use]
    pub fn fact(mut self, fact: impl Into<String>) -> Self {
        self.facts.push(fact.into());
        self
    }

    #[must_use]
    pub fn key(mut self, key: impl Into<String>) -> Self {
        self.key = key.into();
        self
    }

    /// The fix is to set this field; relative pointer.
    #[must_use]
    pub fn set(mut self, path: impl Into<String>, value: impl Into<serde_json::Value>) -> Self {
        self.patch.push(PatchOp::Add { path: path.into(), value: value.into() });
        self
    }

    /// The fix is to remove this field; relative pointer.
    #[must_use]
    pub fn remove(mut self, path: impl Into<String>) -> Self {
        self.patch.push(PatchOp::Remove { path: path.into() });
        self
    }

    /// The patch cannot stop a working workload from working.
    #[must_use]
    pub fn safe(mut self) -> Self {
        self.safe = true;
        self
    }

    #[must_use]
    pub fn severity(mut self, severity: Severity) -> Self {
        self.severity = Some(severity);
        self
    }

    #[must_use]
    pub fn confidence(mut self, confidence: Confidence) -> Self {
        self.confidence = Some(confidence);
        self
    }

    /// What tells this hit from others of the same check on the same subject.
    pub(crate) fn identity(&self) -> &str {
        if self.key.is_empty() { &self.pointer } else { &self.key }
    }

    /// Lowers the confidence where the input is files: what was not given may exist in the cluster.
    #[must_use]
    pub(crate) fn if_nothing_else(self, cx: &Cx<'_>) -> Self {
        if cx.from_files() { self.confidence(Confidence::Low) } else { self }
    }

    /// The pointer is relative to the template's `metadata`.
    #[must_use]
    pub fn in_metadata(mut self) -> Self {
        self.in_metadata = true;
        self
    }
}
