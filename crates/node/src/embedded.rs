//! Components that run inside another program: k3s and MicroK8s' kubelite. Their arguments stand in files.

use std::collections::BTreeMap;

use holdfast_inventory::node::{Fact, PlatformKind, Process, SourceKind, Why};
use serde_json::Value;

use crate::component::Start;
use crate::cx::Cx;
use crate::host::View;
use crate::platform::program;
use crate::process::Processes;
use crate::unit::{self, Service};

mod k3s;
mod microk8s;

/// The embedded components by name, those that do not run included as absent.
pub(crate) type Embedded = BTreeMap<&'static str, Start>;

pub(crate) fn gather(cx: &Cx<'_>, processes: &Processes, kind: PlatformKind) -> Embedded {
    match kind {
        PlatformKind::K3s => k3s::gather(cx, processes),
        PlatformKind::Microk8s => microk8s::gather(cx, processes),
        _ => Embedded::new(),
    }
}

/// The program that embeds, as a process; unknown or absent when it was not seen.
fn host_process(cx: &Cx<'_>, processes: &Processes, names: &[&str]) -> Fact<Process> {
    match processes.first(cx, |argv| names.contains(&program(argv))) {
        Some(found) => {
            let process = Process {
                pid: found.pid,
                uid: found.uid,
                gid: found.gid,
                exe: found.exe.clone(),
                contained: found.contained,
                embedded_in: Some(program(&found.argv).to_owned()),
                instances: 1,
            };
            Fact::value(process, SourceKind::Kernel, format!("/proc/{}", found.pid))
        }
        None => match &processes.unseen {
            Some(why) => Fact::unknown(Why::Permission, why.clone()),
            None if processes.missing => Fact::unknown(Why::NotGiven, "the tree holds no processes"),
            None => Fact::absent(format!("{} in /proc", names.join(", "))),
        },
    }
}

fn absent(why: &str) -> Start {
    Start {
        running: Fact::absent(why),
        argv: Fact::absent(why),
        process: None,
        pod: None,
        service: None,
        unread: Vec::new(),
    }
}

fn embedded(
    running: &Fact<Process>,
    argv: Vec<String>,
    kind: SourceKind,
    place: &str,
    unread: &[String],
) -> Start {
    Start {
        running: running.clone(),
        argv: Fact::value(argv, kind, place),
        process: None,
        pod: None,
        service: None,
        unread: unread.to_vec(),
    }
}
