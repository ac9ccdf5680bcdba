//! Container runtimes: containerd, CRI-O and Docker.

use holdfast_inventory::node::Component;

use crate::component::{Start, text_of};
use crate::cx::Cx;
use crate::flags::RUNTIME;

/// Component, program, configuration file, sockets.
pub(crate) const RUNTIMES: &[(&str, &str, &str, &[&str])] = &[
    (
        "containerd",
        "containerd",
        "/etc/containerd/config.toml",
        &["/run/containerd/containerd.sock", "/run/k3s/containerd/containerd.sock"],
    ),
    ("crio", "crio", "/etc/crio/crio.conf", &["/run/crio/crio.sock"]),
    ("docker", "dockerd", "/etc/docker/daemon.json", &["/run/docker.sock"]),
];

pub(crate) fn gather(cx: &Cx<'_>, start: Start) -> Component {
    start.component(cx, RUNTIME, &[])
}

/// The configuration file that the runtime's own arguments name.
pub(crate) fn config(component: &Component) -> Option<&str> {
    ["config", "config-file", "c"].iter().find_map(|flag| text_of(&component.flags, flag))
}
