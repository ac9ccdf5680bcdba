use crate::host_paths::{host_paths, is_inside, is_same, volume_hit};
use crate::prelude::*;

pub(super) static CHECK: Check = Check {
    id: "host-path-sensitive",
    title: "Pod mounts a sensitive directory of its node",
    severity: Severity::High,
    confidence: Confidence::High,
    fix: "Remove the volume, or mount only the one harmless file below it, read-only.",
    techniques: &["T1611"],
    aliases: &[
        "trivy:KSV-0121",
        "kube-linter:sensitive-host-mounts",
        "kubesec:ProcMount",
        "kubescape:C-0048",
    ],
    page: include_str!("host_path_sensitive.md"),
    needs: &[],
    judge: Judge::Pod(judge),
};

/// Directories whose whole content is sensitive: what they hold gives away the node.
static TREES: &[(&str, &str)] = &[
    ("/boot", "the node's kernel and boot configuration"),
    ("/etc/cni", "the node's network set-up"),
    ("/etc/cron.d", "jobs the node runs as root"),
    ("/etc/cron.daily", "jobs the node runs as root"),
    ("/etc/crontab", "jobs the node runs as root"),
    ("/etc/kubernetes", "the keys and static pods of the node"),
    ("/etc/pam.d", "the node's rules for logging in"),
    ("/etc/passwd", "the node's accounts"),
    ("/etc/rancher", "the keys and configuration of the node"),
    ("/etc/shadow", "the node's password hashes"),
    ("/etc/ssh", "the node's SSH keys"),
    ("/etc/sudoers", "the node's rules for becoming root"),
    ("/etc/sudoers.d", "the node's rules for becoming root"),
    ("/etc/systemd", "services the node runs as root"),
    ("/opt/cni/bin", "programs the node runs as root"),
    ("/proc", "the node's processes and kernel settings"),
    ("/root", "the files of the node's root user"),
    ("/sys", "the node's devices and kernel settings"),
    ("/usr/local/bin", "programs the node runs as root"),
    ("/var/lib/cloud", "the node's first-boot data, often with credentials"),
    ("/var/lib/containerd", "the files of every container of the node"),
    ("/var/lib/containers", "the files of every container of the node"),
    ("/var/lib/docker", "the files of every container of the node"),
    ("/var/lib/etcd", "the cluster's database"),
    ("/var/lib/k0s", "the keys and data of the node"),
    ("/var/lib/kubelet", "the kubelet's keys and the secrets of every pod of the node"),
    ("/var/lib/rancher", "the keys and data of the node"),
    ("/var/spool/cron", "jobs the node runs as root"),
];

/// Directories that are sensitive as a whole; single files below them may be harmless.
static WHOLE: &[(&str, &str)] = &[
    ("/", "the node's whole file system"),
    ("/bin", "the node's programs"),
    ("/dev", "the node's devices, disks among them"),
    ("/etc", "the node's configuration, accounts and keys"),
    ("/home", "the files of the node's users"),
    ("/lib", "the node's libraries"),
    ("/lib64", "the node's libraries"),
    ("/run", "the node's sockets and run-time state"),
    ("/sbin", "the node's programs"),
    ("/usr", "the node's programs and libraries"),
    ("/usr/bin", "the node's programs"),
    ("/usr/sbin", "the node's programs"),
    ("/var", "the node's data, the kubelet's among it"),
    ("/var/lib", "the node's data, the kubelet's among it"),
];

/// First letters of device files that are the node's disks or memory.
static DEVICES: &[&str] = &["disk", "dm-", "kmem", "mapper", "mem", "nvme", "port", "sd", "vd", "xvd"];

fn judge(pod: &PodCx<'_, '_>) -> Verdict {
    let hits = host_paths(pod).filter_map(|(at, volume, path)| {
        let what = what_it_is(path)?;
        Some(volume_hit(at, volume, path, format!("volume {} mounts {path}: {what}", volume.name)))
    });
    Verdict::of(hits.collect())
}

fn what_it_is(path: &str) -> Option<&'static str> {
    let tree = TREES.iter().find(|(place, _)| is_inside(path, place));
    let whole = WHOLE.iter().find(|(place, _)| is_same(path, place));
    let device = crate::host_paths::parts(path).take(2).collect::<Vec<_>>();
    let is_disk = matches!(device[..], ["dev", name] if DEVICES.iter().any(|d| name.starts_with(d)));
    tree.or(whole).map(|(_, what)| *what).or(is_disk.then_some("a disk or the memory of the node"))
}
