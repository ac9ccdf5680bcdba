use crate::host_paths::{host_paths, is_same, parts, volume_hit};
use crate::prelude::*;

pub(super) static CHECK: Check = Check {
    id: "runtime-socket-mount",
    title: "Container runtime's socket is mounted",
    severity: Severity::Critical,
    confidence: Confidence::High,
    fix: "Remove the volume; build images with a rootless builder and watch containers through the kubelet's API.",
    techniques: &["T1610", "T1611"],
    aliases: &[
        "kubescape:C-0074",
        "trivy:KSV-0006",
        "kube-linter:docker-sock",
        "checkov:CKV_K8S_27",
        "kubesec:DockerSock",
    ],
    page: include_str!("runtime_socket_mount.md"),
    needs: &[],
    judge: Judge::Pod(judge),
};

/// File names of runtimes' sockets; the directory differs among distributions.
static SOCKETS: &[&str] = &[
    "containerd.sock",
    "containerd.sock.ttrpc",
    "cri-dockerd.sock",
    "crio.sock",
    "docker.sock",
    "dockershim.sock",
    "podman.sock",
];

/// Directories that hold such a socket on most nodes.
static FOLDERS: &[&str] = &[
    "/run",
    "/run/containerd",
    "/run/crio",
    "/run/docker",
    "/run/k3s",
    "/run/k3s/containerd",
    "/run/podman",
];

/// Named pipes of Windows nodes.
static PIPES: &[&str] = &["docker_engine", "containerd-containerd"];

fn judge(pod: &PodCx<'_, '_>) -> Verdict {
    let hits = host_paths(pod).filter_map(|(at, volume, path)| {
        if is_socket(path) {
            let message = format!("volume {} is the container runtime's socket {path}", volume.name);
            return Some(volume_hit(at, volume, path, message));
        }
        let folder = FOLDERS.iter().any(|folder| is_same(path, folder));
        let message =
            || format!("volume {} mounts {path}, where the container runtime's socket is", volume.name);
        folder.then(|| volume_hit(at, volume, path, message()).confidence(Confidence::Medium))
    });
    Verdict::of(hits.collect())
}

fn is_socket(path: &str) -> bool {
    let name = parts(path).last().unwrap_or_default();
    let name = name.rsplit('\\').next().unwrap_or(name);
    SOCKETS.contains(&name) || (path.contains("pipe") && PIPES.contains(&name))
}
