//! What edge kinds look at, read once.

mod class;
mod container;
mod grant;
mod identity;
mod mount;
mod namespace;
mod node;
mod pod;
mod service;
mod shape;
mod token;

use std::collections::{BTreeMap, BTreeSet};

use holdfast_inventory::{Estate, Snapshot};
use holdfast_rbac::Index;
use rustc_hash::FxHashMap;

pub(crate) use class::Class;
pub(crate) use container::ContainerCx;
pub(crate) use grant::{GrantCx, Scoped};
pub(crate) use identity::{Ask, IdentityCx};
pub(crate) use mount::HostMount;
pub(crate) use namespace::NamespaceFacts;
pub(crate) use node::NodeFacts;
pub(crate) use pod::PodCx;
pub(crate) use service::Port as ServicePort;

/// The facts of one snapshot.
#[derive(Debug)]
pub struct Facts<'s> {
    pub(crate) snapshot: &'s Snapshot,
    pub(crate) estate: Estate<'s>,
    pub(crate) rbac: Index<'s>,
    pub(crate) classes: Vec<Class<'s>>,
    /// The first is `*`: whichever node a pod without one is scheduled to.
    pub(crate) nodes: Vec<NodeFacts<'s>>,
    /// Every namespace an object lies in, labelled or not.
    pub(crate) namespaces: BTreeMap<&'s str, NamespaceFacts>,
    /// Namespace and name of every service account there is, is used, or is bound.
    pub(crate) accounts: BTreeSet<(String, String)>,
    pub(crate) services: service::Services<'s>,
    /// Class of each pod, by the number of its object.
    pub(crate) class_of_pod: FxHashMap<u32, u32>,
}

impl<'s> Facts<'s> {
    pub fn new(snapshot: &'s Snapshot) -> Self {
        let estate = Estate::new(snapshot);
        let rbac = Index::build(&estate);
        let class::Classes { list: classes, nodes: node_names, of_pod: class_of_pod } =
            class::classes(snapshot);
        let nodes = node::nodes(&estate, node_names);
        let namespaces = namespace::namespaces(snapshot);
        let services = service::Services::new(&estate);
        let mut accounts: BTreeSet<(String, String)> = estate
            .service_accounts()
            .iter()
            .map(|a| (a.object.namespace().to_owned(), a.object.name().to_owned()))
            .collect();
        accounts.extend(classes.iter().map(|c| (c.workload.namespace().to_owned(), c.account.to_owned())));
        let subjects = rbac.bindings().iter().flat_map(|b| b.subjects.iter().flatten());
        let bound = subjects.filter_map(|s| rbac.account(*s));
        accounts.extend(bound.map(|(ns, name)| (ns.to_owned(), name.to_owned())));
        Self { snapshot, estate, rbac, classes, nodes, namespaces, accounts, services, class_of_pod }
    }

    /// What is known of a namespace; nothing for one no object lies in.
    pub(crate) fn namespace(&self, name: &str) -> NamespaceFacts {
        self.namespaces.get(name).cloned().unwrap_or_default()
    }

    /// Classes of pods with their numbers.
    pub(crate) fn numbered(&self) -> impl Iterator<Item = (u32, &Class<'s>)> {
        (0u32..).zip(&self.classes)
    }
}
