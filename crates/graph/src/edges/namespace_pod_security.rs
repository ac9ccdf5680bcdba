use crate::prelude::*;

pub(super) static EDGE: EdgeKind = EdgeKind {
    id: "namespace-pod-security",
    title: "Identity may loosen Pod Security, and make pods",
    family: Family::Workload,
    story: "takes the Pod Security label off a namespace and starts a privileged pod on",
    fix: "Take patch and update of Namespaces out of the role.",
    cost: 2,
    techniques: &["T1562.001", "T1610"],
    aliases: &["icekube:PATCH_NAMESPACE_TO_BYPASS_PSA"],
    page: include_str!("namespace_pod_security.md"),
    find: &[Find::Identity(find)],
};

use holdfast_podsecurity::Level;

use crate::workloads::MAKERS;

fn find(id: &IdentityCx<'_, '_>, emit: &mut Emit<'_, '_>) {
    let loosens = id.grants.iter().find_map(|g| g.may(&["patch", "update"], "", "namespaces"));
    let Some(loosens) = loosens else { return };
    let guarded = emit.facts.namespaces.iter().filter(|(_, facts)| facts.level != Level::Privileged);
    let opened = guarded.map(|(name, _)| *name).any(|name| {
        let may_label = loosens.names.is_empty() || loosens.names.contains(&name);
        let in_reach = loosens.namespace.is_empty() || loosens.namespace == name;
        may_label && in_reach && makes_pods(id, name)
    });
    if opened {
        let to = emit.every_node();
        emit.to(to, loosens.proof);
    }
}

fn makes_pods(id: &IdentityCx<'_, '_>, namespace: &str) -> bool {
    let covers = |g: &&GrantCx<'_, '_>| g.namespace().is_empty() || g.namespace() == namespace;
    id.grants.iter().filter(covers).any(|g| {
        let mut makers = MAKERS.iter();
        g.may(&["create"], "", "pods").is_some()
            || makers.any(|(group, resource)| g.may(&["create"], group, resource).is_some())
    })
}
