use crate::prelude::*;

pub(super) static EDGE: EdgeKind = EdgeKind {
    id: "control-plane-keys",
    title: "Container sees the control plane's keys",
    family: Family::ControlPlane,
    story: "reads the cluster's own keys, and is",
    fix: "Do not mount the control plane's directories.",
    cost: 1,
    techniques: &["T1552.001", "T1611"],
    aliases: &[],
    page: include_str!("control_plane_keys.md"),
    find: &[Find::Container(find)],
};

/// Where kubeadm, k3s, RKE2 and MicroK8s keep them.
const KEYS: &[&str] = &[
    "/etc/kubernetes/admin.conf",
    "/etc/kubernetes/controller-manager.conf",
    "/etc/kubernetes/pki",
    "/etc/kubernetes/super-admin.conf",
    "/etc/rancher/k3s/k3s.yaml",
    "/etc/rancher/rke2/rke2.yaml",
    "/var/lib/etcd",
    "/var/lib/rancher/k3s/server",
    "/var/lib/rancher/rke2/server",
    "/var/snap/microk8s/current/certs",
];

fn find(c: &ContainerCx<'_, '_>, emit: &mut Emit<'_, '_>) {
    if !c.may_be_root() || c.pod.has_user_namespace() {
        return;
    }
    let nodes = c.pod.class.nodes.iter().filter_map(|at| c.pod.facts.nodes.get(*at as usize));
    let on_control_plane = nodes.into_iter().any(crate::facts::NodeFacts::is_control_plane);
    let secret = |path: &str| {
        let ending = std::path::Path::new(path).extension();
        !ending.is_some_and(|ending| ending == "crt" || ending == "pub")
    };
    let sees = |m: &HostMount| {
        let inside = KEYS.iter().any(|key| m.lies_in(key)) && secret(&m.path);
        inside || (on_control_plane && KEYS.iter().any(|key| m.holds(key)))
    };
    if let Some(mount) = c.host_mounts().iter().find(|m| sees(m)) {
        let to = emit.cluster_admin();
        emit.to(to, c.mounts(mount, "the control plane keeps its keys here"));
    }
}
