//! Processes of the host, from `/proc`.

use std::collections::BTreeMap;

use crate::cx::Cx;
use crate::host::{HostError, View};
use crate::text::base_name;

/// Bytes of one command line or environment.
const MOST: usize = 1024 * 1024;
/// Command lines read at most.
const PROCESSES: usize = 100_000;

/// One process that may be a component.
#[derive(Clone, Debug)]
pub(crate) struct Proc {
    pub(crate) pid: u32,
    pub(crate) argv: Vec<String>,
    pub(crate) uid: Option<u32>,
    pub(crate) gid: Option<u32>,
    pub(crate) exe: Option<String>,
    /// In a mount namespace other than that of process 1.
    pub(crate) contained: Option<bool>,
    pub(crate) cwd: Option<String>,
}

/// All processes whose command line could be read.
pub(crate) struct Processes {
    all: Vec<(u32, Vec<String>)>,
    /// Why a process not found may be there all the same.
    pub(crate) unseen: Option<String>,
    /// Nothing under `/proc` at all: a captured tree without it.
    pub(crate) missing: bool,
}

impl Processes {
    pub(crate) fn read(cx: &Cx<'_>) -> Self {
        let names = match cx.host.list(View::Host, "/proc") {
            Ok(names) => names,
            Err(error) => {
                if error != HostError::NotFound {
                    cx.gap("/proc", &error.to_string(), "no process was seen");
                }
                let missing = error == HostError::NotFound;
                return Self { all: Vec::new(), unseen: Some(format!("/proc: {error}")), missing };
            }
        };
        let pids: Vec<u32> = names.iter().filter_map(|name| name.parse().ok()).take(PROCESSES).collect();
        let mut unseen = hidden(cx, &pids);
        let mut all = Vec::new();
        for pid in &pids {
            match cx.host.read(View::Host, &format!("/proc/{pid}/cmdline"), MOST) {
                Ok(bytes) if !bytes.is_empty() => all.push((*pid, words(&bytes))),
                Ok(_) | Err(HostError::NotFound | HostError::Gone) => {}
                Err(error) => unseen = Some(format!("/proc/{pid}/cmdline: {error}")),
            }
        }
        if let Some(why) = &unseen {
            cx.gap("/proc", why, "a component that was not seen may run all the same");
        }
        Self { all, unseen, missing: pids.is_empty() && !cx.host.is_live() }
    }

    /// The processes that run one of these programs, best guess first: as root, and the oldest.
    pub(crate) fn named(&self, cx: &Cx<'_>, programs: &[&str]) -> Vec<Proc> {
        let mut found: Vec<Proc> = self
            .all
            .iter()
            .filter(|(_, argv)| is_one_of(argv, programs))
            .map(|(pid, argv)| detail(cx, *pid, argv.clone()))
            .filter(|process| is_genuine(process, programs))
            .collect();
        found.sort_by_key(|process| (process.uid.is_some_and(|uid| uid != 0), process.pid));
        found
    }

    /// The process of that id, when its command line was read.
    pub(crate) fn first(&self, cx: &Cx<'_>, wanted: impl Fn(&[String]) -> bool) -> Option<Proc> {
        let (pid, argv) = self.all.iter().find(|(_, argv)| wanted(argv))?;
        Some(detail(cx, *pid, argv.clone()))
    }
}

/// Programs that hold several components and take the component's name as their first argument.
const MULTI: &[&str] = &["hyperkube", "kubernetes", "k8s"];

/// Whether the command line starts one of the programs, by its own name or through a program of many.
pub(crate) fn is_one_of(argv: &[String], programs: &[&str]) -> bool {
    let Some(first) = argv.first() else { return false };
    let name = base_name(first.trim_end_matches(':'));
    let through =
        MULTI.contains(&name) && argv.get(1).is_some_and(|second| programs.contains(&second.as_str()));
    programs.contains(&name) || through
}

/// Anybody can give a process any name; the program's path cannot be chosen like that.
fn is_genuine(process: &Proc, programs: &[&str]) -> bool {
    let Some(exe) = &process.exe else { return true };
    let name = base_name(exe.trim_end_matches(" (deleted)"));
    // Debian and others add a version or a flavour: `etcd-3.5`, `kubelet.real`, `hyperkube`.
    process.uid == Some(0)
        || MULTI.contains(&name)
        || programs.iter().any(|program| name.starts_with(program))
}

fn detail(cx: &Cx<'_>, pid: u32, argv: Vec<String>) -> Proc {
    let (uid, gid) = ids(cx, pid);
    let link = |name: &str| cx.host.link(View::Host, &format!("/proc/{pid}/{name}")).ok().flatten();
    let own = link("ns/mnt");
    let first = cx.host.link(View::Host, "/proc/1/ns/mnt").ok().flatten();
    let contained = own.zip(first).map(|(own, first)| own != first);
    Proc { pid, argv, uid, gid, exe: link("exe"), contained, cwd: link("cwd") }
}

/// Effective user and group of `Uid:` and `Gid:` in `/proc/PID/status` (proc_pid_status(5)).
fn ids(cx: &Cx<'_>, pid: u32) -> (Option<u32>, Option<u32>) {
    let path = format!("/proc/{pid}/status");
    let bytes = match cx.host.read(View::Host, &path, MOST) {
        Ok(bytes) => bytes,
        Err(HostError::NotFound | HostError::Gone) => return (None, None),
        Err(error) => {
            cx.gap(&path, &error.to_string(), "the user it runs as is not known");
            return (None, None);
        }
    };
    let text = String::from_utf8_lossy(&bytes);
    let field = |name: &str| {
        let line = text.lines().find_map(|line| line.strip_prefix(name))?;
        line.split_ascii_whitespace().nth(1)?.parse().ok()
    };
    (field("Uid:"), field("Gid:"))
}

/// The environment of a process, only the variables whose names begin so.
pub(crate) fn environment(
    cx: &Cx<'_>,
    pid: u32,
    prefixes: &[&str],
) -> Result<BTreeMap<String, String>, HostError> {
    let bytes = cx.host.read(View::Host, &format!("/proc/{pid}/environ"), MOST)?;
    let mut found = BTreeMap::new();
    for word in words(&bytes) {
        if let Some((name, value)) = word.split_once('=')
            && prefixes.iter().any(|prefix| name.starts_with(prefix))
        {
            found.insert(name.to_owned(), value.to_owned());
        }
    }
    Ok(found)
}

/// Why some processes may be hidden: `hidepid`, or a process namespace of our own.
fn hidden(cx: &Cx<'_>, pids: &[u32]) -> Option<String> {
    if !cx.host.is_live() {
        return None;
    }
    if !pids.contains(&1) {
        return Some("process 1 is hidden: /proc shows only some processes".to_owned());
    }
    // Process 2 of a host is a kernel thread, which has no command line; a container's is anything else.
    let comm = cx.host.read(View::Host, "/proc/2/comm", MOST).unwrap_or_default();
    let own = !comm.starts_with(b"kthreadd");
    own.then(|| "only the processes of this container are seen: run with hostPID".to_owned())
}

fn words(bytes: &[u8]) -> Vec<String> {
    let bytes = bytes.strip_suffix(&[0]).unwrap_or(bytes);
    bytes.split(|byte| *byte == 0).map(|word| String::from_utf8_lossy(word).into_owned()).collect()
}
