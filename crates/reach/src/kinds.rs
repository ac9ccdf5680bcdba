//! Which kinds of policies there are, and who understands them.

use holdfast_inventory::{Object, Snapshot};
use holdfast_model::Gap;

use crate::policy::{Policy, gap, title};
use crate::{admin, calico, cilium, netpol};

/// Kinds of policies, by group and kind, that are understood.
///
/// `doubtful` gets the namespace of each that was not understood in full, empty for one of the whole cluster. Built-in
/// policies are not among them: what is wrong there the API server refuses.
pub(crate) fn policies<'s>(
    snapshot: &'s Snapshot,
    gaps: &mut Vec<Gap>,
    notes: &mut Vec<String>,
    doubtful: &mut Vec<&'s str>,
) -> Vec<Policy<'s>> {
    let mut found = Vec::new();
    let mut doubt = |object: Object<'s>, before: usize, gaps: &[Gap]| {
        doubtful.extend((gaps.len() > before).then_some(object.namespace()));
    };
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
            let before = gaps.len();
            found.extend(admin::compile(object, gaps, notes));
            doubt(object, before, gaps);
        }
    }
    for kind in ["CiliumNetworkPolicy", "CiliumClusterwideNetworkPolicy"] {
        for object in snapshot.of_kind(kind).filter(|o| o.group() == "cilium.io") {
            let before = gaps.len();
            cilium::compile(object, &mut found, gaps, notes);
            doubt(object, before, gaps);
        }
    }
    let tiers = calico::Tiers::read(snapshot);
    for kind in ["NetworkPolicy", "GlobalNetworkPolicy"] {
        for object in snapshot.of_kind(kind).filter(|o| calico::is_calico(o.group())) {
            let before = gaps.len();
            found.extend(calico::compile(object, &tiers, gaps, notes));
            doubt(object, before, gaps);
        }
    }
    doubtful.extend(unread(snapshot, gaps));
    found
}

const BUILT_IN: &[&str] = &["networking.k8s.io", "extensions"];

/// Policies of languages that are not understood: a gap each, never ignored.
fn unread<'s>(snapshot: &'s Snapshot, gaps: &mut Vec<Gap>) -> Vec<&'s str> {
    let mut namespaces = Vec::new();
    let kinds = [("NetworkPolicy", "antrea.io"), ("ClusterNetworkPolicy", "antrea.io")];
    for (kind, group) in kinds {
        let is_of = |o: &Object<'_>| {
            o.group() == group || o.group().strip_suffix(group).is_some_and(|s| s.ends_with('.'))
        };
        for object in snapshot.of_kind(kind).filter(is_of) {
            let effect = "connections it forbids or allows are answered as if it did not exist";
            gaps.push(gap(object, "", "this kind of policy is not understood yet", effect));
            namespaces.push(object.namespace());
        }
    }
    namespaces
}
