use std::sync::OnceLock;

use holdfast_inventory::view::{Controller, IntOrString, LabelSelector, PodDisruptionBudget, Str};
use holdfast_inventory::{Object, PodFacts, Snapshot, Typed};
use rustc_hash::FxHashMap;

use crate::prelude::*;

/// Kinds that keep a number of equal pods running.
pub(crate) const SCALED: &[&str] =
    &["Deployment", "StatefulSet", "ReplicaSet", "ReplicationController", "DeploymentConfig", "Rollout"];

/// Replicas below which a service is called fragile, when `holdfast.yaml` says nothing.
const MIN_REPLICAS: i64 = 3;

/// Who scales what and which budget guards whom, read once on first use.
#[derive(Debug, Default)]
pub(crate) struct Scaling<'s> {
    autoscalers: OnceLock<FxHashMap<u32, Autoscaled<'s>>>,
    workloads: OnceLock<FxHashMap<&'s str, Vec<Scaled<'s>>>>,
    budgets: OnceLock<FxHashMap<&'s str, Vec<usize>>>,
}

/// The bounds an autoscaler keeps a workload in.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Autoscaled<'s> {
    pub(crate) by: Object<'s>,
    pub(crate) min: i64,
}

/// A workload with a number of replicas.
#[derive(Debug)]
pub(crate) struct Scaled<'s> {
    pub(crate) object: Object<'s>,
    /// `spec.replicas` as written.
    pub(crate) written: Option<i64>,
    /// As it counts: one when nothing is written.
    pub(crate) replicas: i64,
    selector: LabelSelector<'s>,
}

impl<'s> Scaled<'s> {
    pub(crate) fn of(object: Object<'s>) -> Option<Self> {
        let spec = object.view::<Controller<'s>>()?.spec;
        Some(Self {
            object,
            written: spec.replicas,
            replicas: spec.replicas.unwrap_or(1),
            selector: spec.selector.unwrap_or_default(),
        })
    }

    /// A label of the workload's pods: of the template or, where there is none, as the selector demands it.
    pub(crate) fn label<'l>(&'l self, key: &str) -> Option<&'l str> {
        match self.object.pod_facts().first() {
            Some(facts) => PodFacts::label(facts, self.object.snapshot(), key),
            None => self.selector.match_labels.value(key).map(Str::as_str),
        }
    }
}

impl<'s> Cx<'s> {
    /// The autoscaler whose target the object is.
    pub(crate) fn autoscaler(&self, object: Object<'_>) -> Option<Autoscaled<'s>> {
        self.scaling.autoscalers.get_or_init(|| autoscalers(self)).get(&object.id()).copied()
    }

    /// The fewest replicas a service may run with.
    pub(crate) fn min_replicas(&self) -> i64 {
        self.settings.min_replicas.unwrap_or(MIN_REPLICAS)
    }

    /// The budgets of a namespace.
    pub(crate) fn budgets_in(
        &self,
        namespace: &str,
    ) -> impl Iterator<Item = &Typed<'s, PodDisruptionBudget<'s>>> {
        let budgets = self.estate.budgets();
        let index = self.scaling.budgets.get_or_init(|| {
            let mut index: FxHashMap<&'s str, Vec<usize>> = FxHashMap::default();
            for (at, budget) in budgets.iter().enumerate() {
                index.entry(budget.object.namespace()).or_default().push(at);
            }
            index
        });
        index.get(namespace).into_iter().flatten().filter_map(|&at| budgets.get(at))
    }

    /// The workloads whose pods a budget guards.
    pub(crate) fn guarded_by(
        &self,
        budget: Object<'s>,
        view: &PodDisruptionBudget<'s>,
    ) -> impl Iterator<Item = &Scaled<'s>> {
        let all = self.scaling.workloads.get_or_init(|| workloads(self.snapshot()));
        let here = all.get(budget.namespace()).into_iter().flatten();
        here.filter(move |workload| guards(budget, view, workload))
    }
}

/// True for the template of a workload that runs more than one pod, or may.
pub(crate) fn runs_several(p: &PodCx<'_, '_>) -> bool {
    SCALED.contains(&p.object.kind())
        && p.object.workload() == p.object
        && (p.cx.autoscaler(p.object).is_some()
            || p.object.view_at::<i64>("/spec/replicas").is_some_and(|replicas| replicas > 1))
}

/// True when the budget's selector takes the workload's pods.
pub(crate) fn guards(budget: Object<'_>, view: &PodDisruptionBudget<'_>, workload: &Scaled<'_>) -> bool {
    let Some(selector) = &view.spec.selector else { return false };
    // In policy/v1beta1 an empty selector took nothing.
    let takes_all = selector.is_empty() && budget.api_version() == "policy/v1";
    takes_all || (!selector.is_empty() && selector.matches(|key| workload.label(key)))
}

/// The pods that must stay when `share` of `replicas` must, rounded up as the disruption controller does.
pub(crate) fn share_of(share: &IntOrString<'_>, replicas: i64) -> Option<i64> {
    match share {
        IntOrString::Int(count) => Some(*count),
        IntOrString::Text(text) => {
            let percent: i64 = text.strip_suffix('%')?.parse().ok()?;
            percent.checked_mul(replicas)?.checked_add(99)?.checked_div(100)
        }
    }
}

fn autoscalers<'s>(cx: &Cx<'s>) -> FxHashMap<u32, Autoscaled<'s>> {
    let snapshot = cx.snapshot();
    let mut found = FxHashMap::default();
    for hpa in cx.estate.autoscalers() {
        let target = &hpa.view.spec.scale_target_ref;
        if let Some(object) = snapshot.find(&target.kind, hpa.object.namespace(), &target.name) {
            let min = hpa.view.spec.min_replicas.unwrap_or(1);
            found.insert(object.id(), Autoscaled { by: hpa.object, min });
        }
    }
    // KEDA makes the autoscaler itself, from files of its own kind.
    for scaled in snapshot.of_kind("ScaledObject") {
        let Some(name) = scaled.view_at::<Str<'_>>("/spec/scaleTargetRef/name") else { continue };
        let kind = scaled.view_at::<Str<'_>>("/spec/scaleTargetRef/kind").unwrap_or("Deployment".into());
        if let Some(object) = snapshot.find(&kind, crate::refs::namespace(scaled), &name) {
            let min = scaled.view_at("/spec/minReplicaCount").unwrap_or(0);
            found.entry(object.id()).or_insert(Autoscaled { by: scaled, min });
        }
    }
    found
}

fn workloads(snapshot: &Snapshot) -> FxHashMap<&str, Vec<Scaled<'_>>> {
    let mut found: FxHashMap<&str, Vec<Scaled<'_>>> = FxHashMap::default();
    for object in SCALED.iter().flat_map(|kind| snapshot.of_kind(kind)) {
        if object.workload() == object
            && let Some(scaled) = Scaled::of(object)
        {
            found.entry(crate::refs::namespace(object)).or_default().push(scaled);
        }
    }
    found
}
