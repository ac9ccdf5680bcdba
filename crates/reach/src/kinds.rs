//! Which kinds of policies there are, and who understands them.

use holdfast_inventory::{Object, Snapshot};
use holdfast_model::Gap;

use crate::policy::{Policy, gap, title};
use crate::{admin, netpol};

/// Kinds of policies, by group and kind, that are understood.
pub(crate) fn policies<'s>(
    snapshot: &'s Snapshot,
    gaps: &mut Vec<Gap>,
    notes: &mut Vec<String>,
) -> Vec<Policy<'s>> {
    let mut found = Vec::new();
    for object in snapshot.of_kind("NetworkPolicy").filter(|o| BUILT_IN.contains(&o.group())) {
        found.extend(netpol::compile(object, gaps));
    }
    for object in snapshot.of_kind("MultiNetworkPolicy") {
        match netpol::compile(object, gaps) {
            Some(policy) if policy.networks.is_empty() => notes.push(format!(
                "{}: says by no annotation which networks it is for: it takes no effect",
                title(object)
            )),
            policy => found.extend(policy),
        }
    }
    for kind in ["AdminNetworkPolicy", "BaselineAdminNetworkPolicy", "ClusterNetworkPolicy"] {
        for object in snapshot.of_kind(kind).filter(|o| o.group() == "policy.networking.k8s.io") {
            found.extend(admin::compile(object, gaps, notes));
        }
    }
    unread(snapshot, gaps);
    found
}

const BUILT_IN: &[&str] = &["networking.k8s.io", "extensions"];

/// Policies of languages that are not understood: a gap each, never ignored.
fn unread(snapshot: &Snapshot, gaps: &mut Vec<Gap>) {
    let kinds = [
        ("NetworkPolicy", "projectcalico.org"),
        ("GlobalNetworkPolicy", "projectcalico.org"),
        ("CiliumNetworkPolicy", "cilium.io"),
        ("CiliumClusterwideNetworkPolicy", "cilium.io"),
        ("NetworkPolicy", "antrea.io"),
        ("ClusterNetworkPolicy", "antrea.io"),
    ];
    for (kind, group) in kinds {
        let is_of = |o: &Object<'_>| {
            o.group() == group || o.group().strip_suffix(group).is_some_and(|s| s.ends_with('.'))
        };
        for object in snapshot.of_kind(kind).filter(is_of) {
            let effect = "connections it forbids or allows are answered as if it did not exist";
            gaps.push(gap(object, "", "this kind of policy is not understood yet", effect));
        }
    }
}
