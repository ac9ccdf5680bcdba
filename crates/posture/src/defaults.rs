use std::sync::OnceLock;

use holdfast_inventory::view::{LimitRange, LimitRangeItem};
use holdfast_inventory::{Object, Snapshot, typed};
use rustc_hash::FxHashMap;

/// What a cluster fills in where a pod is silent, read once on first use.
#[derive(Debug, Default)]
pub(crate) struct Defaults<'s> {
    limit_ranges: OnceLock<FxHashMap<&'s str, Vec<LimitRange<'s>>>>,
    global_priority: OnceLock<bool>,
}

impl<'s> Defaults<'s> {
    /// True when a LimitRange of the namespace gives containers a limit of this resource.
    pub(crate) fn gives_limit(&self, snapshot: &'s Snapshot, namespace: &str, resource: &str) -> bool {
        // A maximum without a default is the default.
        // <https://github.com/kubernetes/kubernetes/blob/master/pkg/apis/core/v1/defaults.go>
        let gives = |item: &LimitRangeItem<'_>| {
            item.default.value(resource).or_else(|| item.max.value(resource)).is_some()
        };
        self.items(snapshot, namespace).any(gives)
    }

    /// True when a LimitRange of the namespace gives containers a request of this resource.
    pub(crate) fn gives_request(&self, snapshot: &'s Snapshot, namespace: &str, resource: &str) -> bool {
        let gives = |item: &LimitRangeItem<'_>| {
            [&item.default_request, &item.default, &item.max, &item.min]
                .iter()
                .any(|map| map.value(resource).is_some())
        };
        self.items(snapshot, namespace).any(gives)
    }

    /// True when a PriorityClass is given to every pod that names none.
    pub(crate) fn global_priority(&self, snapshot: &'s Snapshot) -> bool {
        let is_global = |class: Object<'_>| class.view_at("/globalDefault") == Some(true);
        *self.global_priority.get_or_init(|| snapshot.of_kind("PriorityClass").any(is_global))
    }

    fn items(&self, snapshot: &'s Snapshot, namespace: &str) -> impl Iterator<Item = &LimitRangeItem<'s>> {
        let ranges = self.limit_ranges.get_or_init(|| by_namespace(snapshot));
        let here = ranges.get(namespace).into_iter().flatten();
        here.flat_map(|range| &range.spec.limits).filter(|item| item.kind == "Container")
    }
}

fn by_namespace(snapshot: &Snapshot) -> FxHashMap<&str, Vec<LimitRange<'_>>> {
    let mut ranges: FxHashMap<&str, Vec<LimitRange<'_>>> = FxHashMap::default();
    for range in typed(snapshot, &[""], &["LimitRange"]) {
        ranges.entry(range.object.namespace()).or_default().push(range.view);
    }
    ranges
}
