use crate::prelude::*;

pub(super) static EDGE: EdgeKind = EdgeKind {
    id: "host-path-write",
    title: "Container can write where its node runs programs from",
    family: Family::Escape,
    story: "writes a job, a key or a program into",
    fix: "Mount less, and read-only; most data belongs into a volume claim.",
    cost: 1,
    techniques: &["T1611"],
    aliases: &["kubehound:EXPLOIT_HOST_WRITE", "icekube:HOST_PATH_MOUNT"],
    page: include_str!("host_path_write.md"),
    find: &[Find::Container(find)],
};

/// What the node runs, loads or trusts at once or at the next start.
const RUNS: &[&str] = &[
    "/bin",
    "/boot",
    "/dev",
    "/etc",
    "/home",
    "/lib",
    "/lib64",
    "/opt",
    "/proc",
    "/root",
    "/sbin",
    "/sys",
    "/usr",
    "/run/systemd",
    "/var/lib/cloud",
    "/var/lib/containerd",
    "/var/lib/containers",
    "/var/lib/docker",
    "/var/lib/etcd",
    "/var/lib/kubelet",
    "/var/lib/rancher",
    "/var/spool/cron",
];
/// Below them, and data all the same.
const DATA: &[&str] = &[
    "/dev/shm",
    "/dev/null",
    "/etc/hostname",
    "/etc/localtime",
    "/etc/machine-id",
    "/etc/os-release",
    "/etc/pki",
    "/etc/ssl",
    "/etc/timezone",
    "/usr/share",
    "/usr/local/share",
    "/var/lib/kubelet/device-plugins",
    "/dev/fuse",
    "/dev/kvm",
    "/dev/net/tun",
];

fn find(c: &ContainerCx<'_, '_>, emit: &mut Emit<'_, '_>) {
    if !c.may_be_root() || c.pod.is_windows() {
        return;
    }
    let runs = |m: &HostMount| m.touches(RUNS) && !DATA.iter().any(|place| m.lies_in(place));
    if let Some(mount) = c.host_mounts().iter().find(|m| !m.read_only && runs(m)) {
        emit.to(End::Node, c.mounts(mount, "the node runs what is written here"));
    }
}
