//! The networks pods are on: the pod network, user-defined primary networks (OVN-Kubernetes), secondary networks (Multus).

use std::collections::BTreeMap;

use holdfast_inventory::view::{NetworkShape, UserDefinedNetwork};
use holdfast_inventory::{Object, Snapshot};
use holdfast_model::Gap;
use serde::Deserialize;

use crate::netpol::namespace_of;
use crate::policy::{gap, title};
use crate::selector::Selector;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NetworkKind {
    Pod,
    /// UserDefinedNetwork: the primary network of one namespace.
    Udn,
    /// ClusterUserDefinedNetwork: the primary network of several namespaces.
    Cudn,
    /// NetworkAttachmentDefinition: a secondary network.
    Nad,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Network {
    pub kind: NetworkKind,
    /// `pod-network`, or as the object is called; a UserDefinedNetwork goes by its namespace.
    pub name: String,
}

impl Network {
    fn pod() -> Self {
        Self { kind: NetworkKind::Pod, name: "pod-network".to_owned() }
    }

    /// `pod-network`, `blue[UDN]`.
    pub fn label(&self) -> String {
        let kind = match self.kind {
            NetworkKind::Pod => return self.name.clone(),
            NetworkKind::Udn => "UDN",
            NetworkKind::Cudn => "CUDN",
            NetworkKind::Nad => "NAD",
        };
        format!("{}[{kind}]", self.name)
    }

    pub fn is_secondary(&self) -> bool {
        self.kind == NetworkKind::Nad
    }
}

/// Label of a namespace whose pods may have a primary network of their own.
const PRIMARY_LABEL: &str = "k8s.ovn.org/primary-user-defined-network";
/// Annotation of a pod: its secondary networks.
pub(crate) const ATTACHED: &str = "k8s.v1.cni.cncf.io/networks";

/// Every network, the pod network first.
#[derive(Debug)]
pub(crate) struct Networks {
    pub(crate) all: Vec<Network>,
    primary: BTreeMap<String, usize>,
    secondary: BTreeMap<(String, String), usize>,
}

impl Networks {
    pub(crate) fn read(snapshot: &Snapshot, gaps: &mut Vec<Gap>, notes: &mut Vec<String>) -> Self {
        let mut found = Found { snapshot, claims: BTreeMap::new(), gaps, notes };
        for object in snapshot.of_kind("UserDefinedNetwork") {
            found.udn(object);
        }
        for object in snapshot.of_kind("ClusterUserDefinedNetwork") {
            found.cudn(object);
        }
        let claims = found.claims;
        let mut all: Vec<Network> = claims.values().map(|(network, _)| network.clone()).collect();
        let nads: Vec<Object<'_>> = snapshot.of_kind("NetworkAttachmentDefinition").collect();
        all.extend(nads.iter().map(|n| Network { kind: NetworkKind::Nad, name: n.name().to_owned() }));
        all.push(Network::pod());
        all.sort_unstable();
        all.dedup();
        let place = |network: &Network| all.binary_search(network).unwrap_or_default();
        let primary =
            claims.iter().map(|(namespace, (network, _))| (namespace.clone(), place(network))).collect();
        let secondary = nads
            .iter()
            .map(|nad| {
                let network = Network { kind: NetworkKind::Nad, name: nad.name().to_owned() };
                ((namespace_of(*nad), nad.name().to_owned()), place(&network))
            })
            .collect();
        Self { all, primary, secondary }
    }

    /// The primary network of the namespace's pods.
    pub(crate) fn primary(&self, namespace: &str) -> usize {
        self.primary.get(namespace).copied().unwrap_or_default()
    }

    pub(crate) fn has_secondary(&self) -> bool {
        !self.secondary.is_empty()
    }

    /// The secondary networks an annotation asks for: `name`, `namespace/name`, `name@interface`, with commas, or JSON.
    pub(crate) fn attached(&self, namespace: &str, annotation: &str) -> Vec<usize> {
        #[derive(Deserialize)]
        struct Wanted {
            name: String,
            namespace: Option<String>,
        }
        let mut found: Vec<usize> = if annotation.trim_start().starts_with('[') {
            let wanted: Vec<Wanted> = serde_json::from_str(annotation).unwrap_or_default();
            let place = |w: &Wanted| self.nad(w.namespace.as_deref().unwrap_or(namespace), &w.name);
            wanted.iter().filter_map(place).collect()
        } else {
            annotation.split(',').filter_map(|item| self.named(namespace, item)).collect()
        };
        found.sort_unstable();
        found.dedup();
        found
    }

    /// `name` or `namespace/name`, perhaps with `@interface`.
    pub(crate) fn named(&self, namespace: &str, item: &str) -> Option<usize> {
        let item = item.split('@').next().unwrap_or(item).trim();
        let (namespace, name) = item.split_once('/').unwrap_or((namespace, item));
        self.nad(namespace, name)
    }

    fn nad(&self, namespace: &str, name: &str) -> Option<usize> {
        self.secondary.get(&(namespace.to_owned(), name.to_owned())).copied()
    }
}

struct Found<'f, 's> {
    snapshot: &'s Snapshot,
    /// Namespace to its primary network and the object that says so.
    claims: BTreeMap<String, (Network, Object<'s>)>,
    gaps: &'f mut Vec<Gap>,
    notes: &'f mut Vec<String>,
}

const NOT_USED: &str = "the network is left out; its pods are taken to be on the pod network";

impl<'s> Found<'_, 's> {
    fn udn(&mut self, object: Object<'s>) {
        let Some(view) = object.view::<UserDefinedNetwork<'_>>() else { return };
        if object.name() == "default" {
            self.gaps.push(gap(object, "/metadata/name", "may not be default", NOT_USED));
            return;
        }
        let namespace = namespace_of(object);
        if self.is_primary(object, &view.spec.network, "/spec") {
            self.claim(object, &namespace, NetworkKind::Udn, &namespace);
        }
    }

    fn cudn(&mut self, object: Object<'s>) {
        let Some(view) = object.view::<UserDefinedNetwork<'_>>() else { return };
        if !self.is_primary(object, &view.spec.cluster_network, "/spec/network") {
            return;
        }
        match Selector::read(&view.spec.namespace_selector) {
            Ok(selector) => self.cudn_namespaces(object, &selector),
            Err(why) => self.gaps.push(gap(object, "/spec/namespaceSelector", why, NOT_USED)),
        }
    }

    fn cudn_namespaces(&mut self, object: Object<'s>, selector: &Selector) {
        for namespace in self.snapshot.of_kind("Namespace") {
            let name = namespace.name();
            let label = |key: &str| match namespace.label(key) {
                None if key == crate::selector::NAME_LABEL => Some(name),
                found => found,
            };
            if selector.matches(label) && namespace.label(PRIMARY_LABEL).is_some() {
                self.claim(object, name, NetworkKind::Cudn, object.name());
            }
        }
    }

    /// Checks the shape of the network; secondary ones are not told apart here.
    fn is_primary(&mut self, object: Object<'s>, shape: &NetworkShape<'_>, at: &str) -> bool {
        let layer = match shape.topology.as_deref() {
            Some("Layer2") => shape.layer2.as_ref(),
            Some("Layer3") => shape.layer3.as_ref(),
            Some("Localnet") => shape.localnet.as_ref(),
            other => {
                let why = format!("{:?}: expected Layer2 or Layer3", other.unwrap_or_default());
                self.gaps.push(gap(object, &format!("{at}/topology"), why, NOT_USED));
                return false;
            }
        };
        let Some(layer) = layer else {
            let why = "has no settings for its topology";
            self.gaps.push(gap(object, at, why, NOT_USED));
            return false;
        };
        match layer.role.as_deref() {
            Some("Primary") => true,
            Some("Secondary") => {
                self.notes.push(format!("{}: a secondary network: not part of this answer", title(object)));
                false
            }
            other => {
                let why = format!("role {:?}: expected Primary or Secondary", other.unwrap_or_default());
                self.gaps.push(gap(object, at, why, NOT_USED));
                false
            }
        }
    }

    fn claim(&mut self, object: Object<'s>, namespace: &str, kind: NetworkKind, name: &str) {
        let labelled =
            self.snapshot.find("Namespace", "", namespace).is_some_and(|n| n.label(PRIMARY_LABEL).is_some());
        if !labelled {
            self.notes.push(format!(
                "{}: namespace {namespace} lacks the label {PRIMARY_LABEL}: its pods stay on the pod network",
                title(object)
            ));
            return;
        }
        let network = Network { kind, name: name.to_owned() };
        if let Some((_, first)) = self.claims.get(namespace) {
            let why =
                format!("is a second primary network of namespace {namespace} beside {}", title(*first));
            self.gaps.push(gap(object, "", why, "the first is taken"));
            return;
        }
        self.claims.insert(namespace.to_owned(), (network, object));
    }
}
