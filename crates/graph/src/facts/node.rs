use std::collections::BTreeMap;

use holdfast_inventory::view::Node;
use holdfast_inventory::{Estate, Object};

/// A node: its object, or only its name in a pod.
#[derive(Debug)]
pub(crate) struct NodeFacts<'s> {
    pub name: &'s str,
    pub object: Option<Object<'s>>,
}

/// Labels of nodes that run the control plane.
const CONTROL_PLANE: [&str; 3] = [
    "node-role.kubernetes.io/control-plane",
    "node-role.kubernetes.io/master",
    "node-role.kubernetes.io/etcd",
];

/// Clouds whose machines have identities, by the scheme of their provider ids.
const CLOUDS: [(&str, &str); 3] = [("aws://", "aws"), ("azure://", "azure"), ("gce://", "gce")];

impl NodeFacts<'_> {
    /// The cloud whose machine it is.
    pub(crate) fn cloud(&self) -> Option<&'static str> {
        let node: Node<'_> = self.object?.view()?;
        let id = node.spec.provider_id.as_deref()?;
        CLOUDS.iter().find(|(scheme, _)| id.starts_with(scheme)).map(|(_, cloud)| *cloud)
    }

    /// Its disk holds the cluster's own keys.
    pub(crate) fn is_control_plane(&self) -> bool {
        self.object.is_some_and(|node| CONTROL_PLANE.iter().any(|label| node.label(label).is_some()))
    }
}

/// The nodes pods run on in the order given, then the others.
pub(super) fn nodes<'s>(estate: &Estate<'s>, names: Vec<&'s str>) -> Vec<NodeFacts<'s>> {
    let mut known: BTreeMap<&str, Object<'s>> =
        estate.nodes().iter().map(|n| (n.object.name(), n.object)).collect();
    let mut nodes: Vec<NodeFacts<'s>> =
        names.into_iter().map(|name| NodeFacts { name, object: known.remove(name) }).collect();
    nodes.extend(known.into_iter().map(|(name, object)| NodeFacts { name, object: Some(object) }));
    nodes
}
