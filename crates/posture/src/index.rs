//! What many checks look up, built on first use and shared.

use std::sync::OnceLock;

use rustc_hash::FxHashSet;

use crate::admission::Gates;
use crate::context::Cx;
use crate::exposure::Exposures;
use crate::net::NetIndex;
use crate::pod_index::PodIndex;

#[derive(Debug, Default)]
pub(crate) struct Indexes<'s> {
    pods: OnceLock<PodIndex<'s>>,
    net: OnceLock<NetIndex<'s>>,
    exposures: OnceLock<Exposures<'s>>,
    gates: OnceLock<Gates<'s>>,
    limited: OnceLock<FxHashSet<&'s str>>,
    with_quota: OnceLock<FxHashSet<&'s str>>,
}

impl<'s> Cx<'s> {
    pub(crate) fn pods(&self) -> &PodIndex<'s> {
        self.indexes.pods.get_or_init(|| PodIndex::new(self.snapshot()))
    }

    pub(crate) fn net(&self) -> &NetIndex<'s> {
        self.indexes.net.get_or_init(|| NetIndex::new(self.snapshot()))
    }

    pub(crate) fn exposures(&self) -> &Exposures<'s> {
        self.indexes.exposures.get_or_init(|| Exposures::new(&self.estate, self.pods()))
    }

    pub(crate) fn gates(&self) -> &Gates<'s> {
        self.indexes.gates.get_or_init(|| Gates::new(&self.estate))
    }

    /// True when the namespace has a LimitRange.
    pub(crate) fn has_limit_range(&self, namespace: &str) -> bool {
        self.indexes.limited.get_or_init(|| self.namespaces_of("LimitRange")).contains(namespace)
    }

    /// True when the namespace has a ResourceQuota.
    pub(crate) fn has_quota(&self, namespace: &str) -> bool {
        self.indexes.with_quota.get_or_init(|| self.namespaces_of("ResourceQuota")).contains(namespace)
    }

    fn namespaces_of(&self, kind: &str) -> FxHashSet<&'s str> {
        let objects = self.snapshot().of_kind(kind).filter(|o| o.group().is_empty());
        objects.map(holdfast_inventory::Object::namespace).collect()
    }
}
