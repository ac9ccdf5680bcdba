use crate::prelude::*;

pub(super) static EDGE: EdgeKind = EdgeKind {
    id: "host-token-traverse",
    title: "Container can read the token volumes of other pods of its node",
    family: Family::Escape,
    story: "reads the tokens of",
    fix: "Do not mount /var/lib/kubelet of the node.",
    cost: 1,
    techniques: &["T1528", "T1552.001"],
    aliases: &["kubehound:EXPLOIT_HOST_TRAVERSE"],
    page: include_str!("host_token_traverse.md"),
    find: &[Find::Container(find)],
};

const PODS: &str = "/var/lib/kubelet/pods";

fn find(c: &ContainerCx<'_, '_>, emit: &mut Emit<'_, '_>) {
    if !c.may_be_root() || c.pod.is_windows() {
        return;
    }
    if let Some(mount) = c.host_mounts().iter().find(|m| m.holds(PODS) || m.lies_in(PODS)) {
        emit.to(
            End::Node,
            c.mounts(mount, "volumes of all pods of the node, their tokens among them, can be read here"),
        );
    }
}
