//! MicroK8s: kubelite reads one file of flags for each component (<https://microk8s.io/docs/services-and-ports>).

use super::{Cx, Embedded, Processes, SourceKind, absent, embedded, host_process};
use crate::unit::words;

const SNAP_DATA: &str = "/var/snap/microk8s/current";
/// A component, its program and its file.
const PARTS: &[(&str, &str)] = &[
    ("apiserver", "kube-apiserver"),
    ("controllerManager", "kube-controller-manager"),
    ("kubeProxy", "kube-proxy"),
    ("kubelet", "kubelet"),
    ("scheduler", "kube-scheduler"),
];
/// What a node that only runs pods leaves out.
const CONTROL: &[&str] = &["apiserver", "controllerManager", "scheduler"];

pub(super) fn gather(cx: &Cx<'_>, processes: &Processes) -> Embedded {
    let running = host_process(cx, processes, &["kubelite"]);
    let worker = cx.exists(&format!("{SNAP_DATA}/var/lock/clustered.lock"));
    let mut found = Embedded::new();
    for (name, program) in PARTS {
        if worker && CONTROL.contains(name) {
            found.insert(*name, absent("this MicroK8s node is a worker"));
            continue;
        }
        let path = format!("{SNAP_DATA}/args/{program}");
        let mut argv = vec![(*program).to_owned()];
        let mut unread = Vec::new();
        match cx.text(&path, "the component's arguments are not known") {
            Some(text) => argv.extend(arguments(&text)),
            None => unread.push(format!("{path} could not be read")),
        }
        found.insert(*name, embedded(&running, argv, SourceKind::Config, &path, &unread));
    }
    found
}

/// One flag or several a line; `#` begins a comment, variables of the snap are filled in.
fn arguments(text: &str) -> Vec<String> {
    let lines = text.lines().map(str::trim).filter(|line| !line.starts_with('#'));
    lines.flat_map(|line| words(&filled(line))).collect()
}

fn filled(line: &str) -> String {
    let pairs = [
        ("SNAP_DATA", SNAP_DATA),
        ("SNAP_COMMON", "/var/snap/microk8s/common"),
        ("SNAP", "/snap/microk8s/current"),
    ];
    let mut line = line.to_owned();
    for (name, value) in pairs {
        line = line.replace(&format!("${{{name}}}"), value).replace(&format!("${name}"), value);
    }
    line
}
