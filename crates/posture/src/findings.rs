use holdfast_inventory::read::Anchor;
use holdfast_inventory::{Object, PodFacts};
use holdfast_model::{
    Evidence, Finding, Fingerprint, Outcome, PatchOp, Place, Remediation, ResourceRef, Subject,
};
use rustc_hash::FxHashMap;

use crate::check::Check;
use crate::context::ContainerCx;
use crate::verdict::Hit;

/// A hit with its subject, before findings of the same identity are folded together.
#[derive(Debug)]
pub(crate) struct Raw<'s> {
    pub(crate) check: &'static Check,
    /// What a person would edit: the controller, for pods of one. `None`: the cluster as a whole.
    subject: Option<Object<'s>>,
    /// Where it was seen.
    judged: Option<Object<'s>>,
    container: Option<String>,
    /// Pointer of the judged part inside the object.
    base: String,
    hit: Hit,
}

impl<'s> Raw<'s> {
    pub(crate) fn pod(
        check: &'static Check,
        subject: Object<'s>,
        facts: &PodFacts,
        judged: Object<'s>,
        hit: Hit,
    ) -> Self {
        let mut hit = hit;
        if facts.is_custom() {
            // One object may hold several templates: the same field of two of them is two findings.
            hit.key = format!("{}{}", facts.spec_pointer(), hit.identity());
        }
        let base = if hit.in_metadata {
            format!("{}/metadata", facts.template_pointer().unwrap_or_default())
        } else {
            facts.spec_pointer().to_owned()
        };
        Self { check, subject: Some(subject), judged: Some(judged), container: None, base, hit }
    }

    pub(crate) fn container(
        check: &'static Check,
        subject: Object<'s>,
        container: &ContainerCx<'_, 's>,
        hit: Hit,
    ) -> Self {
        let pod = container.pod;
        let raw = Self::pod(check, subject, pod.facts, pod.object, hit);
        let base = if raw.hit.in_metadata {
            raw.base
        } else {
            format!("{}/{}/{}", raw.base, container.list.field(), container.index)
        };
        Self { container: Some(container.name().to_owned()), base, ..raw }
    }

    pub(crate) fn object(check: &'static Check, object: Object<'s>, hit: Hit) -> Self {
        Self { check, subject: Some(object), judged: Some(object), container: None, base: String::new(), hit }
    }

    pub(crate) fn cluster(check: &'static Check, hit: Hit) -> Self {
        Self { check, subject: None, judged: None, container: None, base: String::new(), hit }
    }

    /// Equal for hits of the same identity but for where they were seen; the subject's own hit comes first.
    pub(crate) fn order(&self) -> (&'static str, Option<u32>, Option<&str>, &str, bool, Option<u32>) {
        let id = |o: Option<Object<'_>>| o.map(Object::id);
        (
            self.check.id,
            self.subject.map(Object::first_id),
            self.container.as_deref(),
            self.identity(),
            self.only_in_pod(),
            id(self.judged),
        )
    }

    pub(crate) fn same(&self, other: &Self) -> bool {
        let (a, b) = (self.order(), other.order());
        (a.0, a.1, a.2, a.3) == (b.0, b.1, b.2, b.3)
    }

    /// True when it was seen in a pod and not in the controller that made it.
    pub(crate) fn only_in_pod(&self) -> bool {
        self.subject != self.judged
    }

    /// True when it was seen where hits are not counted one by one: in a controller's pod, or in an object's repeat.
    pub(crate) fn is_further(&self) -> bool {
        self.only_in_pod() || self.judged.is_some_and(Object::is_repeat)
    }

    fn identity(&self) -> &str {
        self.hit.identity()
    }

    fn pointer(&self) -> String {
        format!("{}{}", self.base, self.hit.pointer)
    }

    fn patch(&self) -> Vec<PatchOp> {
        let whole = |path: &str| format!("{}{path}", self.base);
        let ops = self.hit.patch.iter().map(|op| match op {
            PatchOp::Add { path, value } => PatchOp::Add { path: whole(path), value: value.clone() },
            PatchOp::Remove { path } => PatchOp::Remove { path: whole(path) },
        });
        // A patch for a pod does not fit the controller that made it.
        if self.only_in_pod() { Vec::new() } else { ops.collect() }
    }
}

/// Where the judged parts of objects stand in their texts: many hits share one.
#[derive(Debug, Default)]
pub(crate) struct Anchors(FxHashMap<u32, Vec<(String, Anchor)>>);

impl Anchors {
    fn place(&mut self, object: Object<'_>, base: &str, pointer: &str) -> Option<Place> {
        let known = self.0.entry(object.id()).or_default();
        if let Some((_, anchor)) = known.iter().find(|(own, _)| own == base) {
            return object.place_from(*anchor, pointer);
        }
        let anchor = object.anchor(base);
        known.push((base.to_owned(), anchor));
        object.place_from(anchor, pointer)
    }
}

/// A finding with the object it is about; none is the cluster.
#[derive(Debug)]
pub(crate) struct Told<'s> {
    pub(crate) object: Option<Object<'s>>,
    pub(crate) finding: Finding,
    /// Place of the subject among all, by name, once that is known.
    pub(crate) place: usize,
}

impl<'s> Told<'s> {
    pub(crate) fn of(raw: Raw<'s>, anchors: &mut Anchors) -> Self {
        Self { object: raw.subject, finding: finding(raw, anchors), place: 0 }
    }
}

/// Words for people and machines.
fn finding(mut raw: Raw<'_>, anchors: &mut Anchors) -> Finding {
    let check = raw.check;
    let resource =
        raw.subject.map_or_else(|| ResourceRef::new("", "Cluster", "", "cluster"), Object::reference);
    let subject = Subject { resource, container: raw.container.take() };
    let fingerprint = Fingerprint::of(check.id, &subject, raw.identity());
    let field = Evidence::Field {
        value: raw.hit.value.take(),
        object: raw.judged.filter(|_| raw.only_in_pod()).map(|o| o.reference().to_string()),
        place: raw.judged.and_then(|o| anchors.place(o, &raw.base, &raw.hit.pointer)),
        pointer: raw.pointer(),
    };
    let patch = raw.patch();
    let hit = raw.hit;
    let mut evidence = Vec::with_capacity(1 + hit.facts.len());
    evidence.push(field);
    evidence.extend(hit.facts.into_iter().map(|text| Evidence::Fact { text }));
    Finding {
        check: check.id.into(),
        outcome: Outcome::Fail,
        severity: hit.severity.unwrap_or(check.severity),
        confidence: hit.confidence.unwrap_or(check.confidence),
        fingerprint,
        subject,
        message: hit.message,
        evidence,
        remediation: Remediation { text: check.fix.into(), safe: hit.safe && !patch.is_empty(), patch },
        techniques: check.techniques.iter().map(|t| (*t).into()).collect(),
        controls: crate::frameworks::controls(check.id).into(),
        exception: None,
        rank: None,
    }
}
