//! What many checks look up, built on first use and shared.

use std::sync::OnceLock;

use crate::context::Cx;
use crate::exposure::Exposures;
use crate::net::NetIndex;
use crate::pod_index::PodIndex;

#[derive(Debug, Default)]
pub(crate) struct Indexes<'s> {
    pods: OnceLock<PodIndex<'s>>,
    net: OnceLock<NetIndex<'s>>,
    exposures: OnceLock<Exposures<'s>>,
}

impl<'s> Cx<'s> {
    pub(crate) fn pods(&self) -> &PodIndex<'s> {
        self.indexes.pods.get_or_init(|| PodIndex::new(self.snapshot()))
    }

    pub(crate) fn net(&self) -> &NetIndex<'s> {
        self.indexes.net.get_or_init(|| NetIndex::new(&self.estate, self.pods()))
    }

    pub(crate) fn exposures(&self) -> &Exposures<'s> {
        self.indexes.exposures.get_or_init(|| Exposures::new(&self.estate, self.pods()))
    }
}
