use crate::prelude::*;

pub(super) static EDGE: EdgeKind = EdgeKind {
    id: "host-path-read",
    title: "Container can read the credentials of its node",
    family: Family::Escape,
    story: "reads the keys of",
    fix: "Mount less of the node.",
    cost: 2,
    techniques: &["T1611", "T1552.001"],
    aliases: &["kubehound:EXPLOIT_HOST_READ"],
    page: include_str!("host_path_read.md"),
    find: &[Find::Container(find)],
};

/// Files that let their reader in: keys, password hashes, kubeconfigs, the kubelet's certificate.
const KEYS: &[&str] = &[
    "/etc/kubernetes",
    "/etc/rancher",
    "/etc/shadow",
    "/etc/ssh",
    "/home",
    "/proc",
    "/root",
    "/var/lib/etcd",
    "/var/lib/kubelet/pki",
    "/var/lib/kubelet/kubeconfig",
    "/var/lib/rancher",
];

fn find(c: &ContainerCx<'_, '_>, emit: &mut Emit<'_, '_>) {
    if !c.may_be_root() || c.pod.is_windows() {
        return;
    }
    if let Some(mount) = c.host_mounts().iter().find(|m| m.touches(KEYS)) {
        emit.to(End::Node, c.mounts(mount, "keys of the node can be read here"));
    }
}
