//! Which platform runs the node, by marks that only it leaves.

use std::collections::BTreeMap;

use holdfast_inventory::node::{Fact, Platform, PlatformKind, SourceKind, Why};

use crate::cx::{Cx, FILE};
use crate::host::{HostError, View};
use crate::process::Processes;
use crate::text::{base_name, environment_file};

/// `/etc/os-release` (os-release(5)).
pub(crate) fn os_release(cx: &Cx<'_>) -> Fact<BTreeMap<String, String>> {
    for path in ["/etc/os-release", "/usr/lib/os-release"] {
        match cx.host.read(View::Host, path, FILE) {
            Ok(bytes) => {
                let fields = environment_file(&String::from_utf8_lossy(&bytes)).into_iter().collect();
                return Fact::value(fields, SourceKind::File, path);
            }
            Err(HostError::NotFound) => {}
            Err(error) => {
                cx.gap(path, &error.to_string(), "the operating system is not known");
                return Fact::unknown(error.why(), format!("{path}: {error}"));
            }
        }
    }
    Fact::absent("/etc/os-release")
}

/// A path that shows a platform, in the order in which they are asked: marks of distributions before those of what they are made of.
const MARKS: &[(PlatformKind, &str)] = &[
    (PlatformKind::Openshift, "/etc/kubernetes/static-pod-resources"),
    (PlatformKind::Openshift, "/etc/machine-config-daemon"),
    (PlatformKind::Rke2, "/var/lib/rancher/rke2"),
    (PlatformKind::Rke2, "/etc/rancher/rke2"),
    (PlatformKind::K3s, "/var/lib/rancher/k3s"),
    (PlatformKind::K3s, "/etc/rancher/k3s"),
    (PlatformKind::Microk8s, "/var/snap/microk8s/current"),
    (PlatformKind::Gke, "/home/kubernetes/kube-env"),
    (PlatformKind::Gke, "/home/kubernetes/kubelet-config.yaml"),
    (PlatformKind::Aks, "/etc/kubernetes/azure.json"),
    (PlatformKind::Eks, "/etc/eks"),
    (PlatformKind::Kubeadm, "/var/lib/kubelet/kubeadm-flags.env"),
    (PlatformKind::Kubeadm, "/usr/lib/systemd/system/kubelet.service.d/10-kubeadm.conf"),
    (PlatformKind::Kubeadm, "/etc/systemd/system/kubelet.service.d/10-kubeadm.conf"),
    (PlatformKind::Kubeadm, "/etc/kubernetes/super-admin.conf"),
    (PlatformKind::Kubeadm, "/etc/kubernetes/admin.conf"),
    (PlatformKind::Vanilla, "/etc/kubernetes"),
    (PlatformKind::Vanilla, "/var/lib/kubelet"),
];

/// Operating systems that are made for one platform.
const SYSTEMS: &[(&str, PlatformKind)] = &[
    ("bottlerocket", PlatformKind::Bottlerocket),
    ("cos", PlatformKind::Gke),
    ("rhcos", PlatformKind::Openshift),
    ("scos", PlatformKind::Openshift),
    ("talos", PlatformKind::Talos),
];

/// Texts in command lines of components.
const WORDS: &[(&str, PlatformKind)] = &[
    ("--openshift-config", PlatformKind::Openshift),
    ("eks.amazonaws.com/", PlatformKind::Eks),
    ("kubernetes.azure.com/", PlatformKind::Aks),
    ("cloud.google.com/gke-", PlatformKind::Gke),
];

/// Programs that only one platform runs.
const PROGRAMS: &[(&str, PlatformKind)] = &[
    ("k3s", PlatformKind::K3s),
    ("k3s-agent", PlatformKind::K3s),
    ("k3s-server", PlatformKind::K3s),
    ("kubelite", PlatformKind::Microk8s),
    ("machine-config-daemon", PlatformKind::Openshift),
    ("rke2", PlatformKind::Rke2),
];

pub(crate) fn detect(
    cx: &Cx<'_>,
    processes: &Processes,
    release: &Fact<BTreeMap<String, String>>,
) -> Fact<Platform> {
    let field = |name: &str| release.get().and_then(|fields| fields.get(name));
    let os = field("ID").cloned();
    let system = os.as_ref().and_then(|id| SYSTEMS.iter().find(|(name, _)| name == id));
    if let Some((name, kind)) = system {
        return found(*kind, format!("operating system {name}"), os, SourceKind::File, "/etc/os-release");
    }
    if field("OPENSHIFT_VERSION").is_some() {
        let evidence = "OPENSHIFT_VERSION".to_owned();
        return found(PlatformKind::Openshift, evidence, os, SourceKind::File, "/etc/os-release");
    }
    if let Some((kind, evidence)) = by_process(cx, processes) {
        return found(kind, evidence, os, SourceKind::Argv, "/proc");
    }
    let mut unsure = None;
    for (kind, path) in MARKS {
        match cx.host.stat(View::Host, path) {
            Ok(_) => return found(*kind, (*path).to_owned(), os, SourceKind::File, path),
            Err(HostError::NotFound) => {}
            Err(error) => unsure = Some((error.why(), format!("{path}: {error}"))),
        }
    }
    let kubelet = processes.first(cx, |argv| program(argv).starts_with("kube"));
    match (kubelet, unsure) {
        (Some(process), _) => {
            found(PlatformKind::Vanilla, program(&process.argv).to_owned(), os, SourceKind::Argv, "/proc")
        }
        (None, Some((why, detail))) => Fact::unknown(why, detail),
        (None, None) => Fact::unknown(Why::Missing, "no mark of any platform, and no Kubernetes process"),
    }
}

fn found(
    kind: PlatformKind,
    evidence: String,
    os: Option<String>,
    source: SourceKind,
    place: &str,
) -> Fact<Platform> {
    Fact::value(Platform { kind, evidence, os }, source, place)
}

fn by_process(cx: &Cx<'_>, processes: &Processes) -> Option<(PlatformKind, String)> {
    for (name, kind) in PROGRAMS {
        if processes.first(cx, |argv| program(argv) == *name).is_some() {
            return Some((*kind, format!("process {name}")));
        }
    }
    for (word, kind) in WORDS {
        let has = |argv: &[String]| program(argv).starts_with("kube") || program(argv) == "hyperkube";
        if processes.first(cx, |argv| has(argv) && argv.iter().any(|text| text.contains(word))).is_some() {
            return Some((*kind, format!("{word} in a command line")));
        }
    }
    None
}

/// The program's own name; k3s writes `k3s server` into its first word.
pub(crate) fn program(argv: &[String]) -> &str {
    let first = argv.first().map_or("", String::as_str);
    let first = first.split(' ').next().unwrap_or_default();
    base_name(first)
}
