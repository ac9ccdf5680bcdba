use crate::prelude::*;

pub(super) static EDGE: EdgeKind = EdgeKind {
    id: "runtime-socket",
    title: "Container can give orders to the container runtime of its node",
    family: Family::Escape,
    story: "starts a privileged container on",
    fix: "Do not mount the runtime's socket.",
    cost: 1,
    techniques: &["T1611", "T1610"],
    aliases: &["kubehound:EXPLOIT_CONTAINERD_SOCK", "icekube:CAN_ACCESS_RUNTIME_SOCKET"],
    page: include_str!("runtime_socket.md"),
    find: &[Find::Container(find)],
};

/// Sockets through which containers are started without asking Kubernetes.
const SOCKETS: &[&str] = &[
    "/run/containerd/containerd.sock",
    "/run/cri-dockerd.sock",
    "/run/crio/crio.sock",
    "/run/docker.sock",
    "/run/docker/containerd/containerd.sock",
    "/run/dockershim.sock",
    "/run/k3s/containerd/containerd.sock",
    "/run/podman/podman.sock",
    "/run/k0s/containerd.sock",
    "/run/buildkit/buildkitd.sock",
];

fn find(c: &ContainerCx<'_, '_>, emit: &mut Emit<'_, '_>) {
    if !c.may_be_root() || c.pod.is_windows() {
        return;
    }
    // Connecting to a socket is no write to the file system: a read-only mount does not keep anybody from it.
    if let Some(mount) = c.host_mounts().iter().find(|m| SOCKETS.iter().any(|socket| m.holds(socket))) {
        emit.to(End::Node, c.mounts(mount, "the runtime's socket is in this path"));
    }
}
