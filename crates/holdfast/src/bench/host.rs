//! The host as audits of kube-bench look at it.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Command, Stdio};

use holdfast_cis::kube_bench::{Host, Process, Stat, Trouble};
use holdfast_inventory::node::FileKind;
use holdfast_node::host::{Dir, Host as _, HostError, View};

use super::kube_bench::trouble;

/// Bytes of one file or one command line.
const MOST: usize = 4 << 20;

/// A host below one root.
pub(super) struct Machine {
    root: Dir,
    users: BTreeMap<u32, String>,
    groups: BTreeMap<u32, String>,
}

impl Machine {
    pub(super) fn open(root: &Path) -> Result<Self, HostError> {
        let root = Dir::open(root)?;
        let names = |path: &str| match root.read(View::Host, path, MOST) {
            Ok(bytes) => table(&String::from_utf8_lossy(&bytes)),
            Err(_) => BTreeMap::new(),
        };
        let (users, groups) = (names("/etc/passwd"), names("/etc/group"));
        Ok(Self { root, users, groups })
    }

    /// What the host calls itself.
    pub(super) fn name(&self) -> String {
        let own = self.text("/proc/sys/kernel/hostname").or_else(|| self.text("/etc/hostname"));
        own.map(|name| name.trim().to_owned())
            .filter(|name| !name.is_empty())
            .unwrap_or_else(|| "this node".to_owned())
    }

    fn text(&self, path: &str) -> Option<String> {
        self.root.read(View::Host, path, MOST).ok().map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
    }

    fn process(&self, pid: u32) -> Option<Process> {
        let bytes = self.root.read(View::Host, &format!("/proc/{pid}/cmdline"), MOST).ok()?;
        let command = String::from_utf8_lossy(&bytes).trim_end_matches('\0').replace('\0', " ");
        if command.is_empty() {
            return None;
        }
        let program = command.split(' ').next().and_then(|path| path.rsplit('/').next()).unwrap_or_default();
        let name = self.text(&format!("/proc/{pid}/comm")).map(|name| name.trim().to_owned());
        let name = name.unwrap_or_else(|| program.chars().take(15).collect());
        Some(Process { pid, parent: 0, name, command })
    }
}

/// `name:password:id:...`; the first name of an id counts.
fn table(text: &str) -> BTreeMap<u32, String> {
    let mut names = BTreeMap::new();
    for line in text.lines() {
        let mut fields = line.split(':');
        if let (Some(name), Some(id)) = (fields.next(), fields.nth(1).and_then(|id| id.parse().ok())) {
            names.entry(id).or_insert_with(|| name.to_owned());
        }
    }
    names
}

fn known<T>(found: Result<T, HostError>) -> Result<Option<T>, Trouble> {
    match found {
        Ok(found) => Ok(Some(found)),
        Err(HostError::NotFound) => Ok(None),
        Err(error) => Err(trouble(error)),
    }
}

impl Host for Machine {
    fn processes(&self) -> Result<Vec<Process>, Trouble> {
        let names =
            self.root.list(View::Host, "/proc").map_err(|error| trouble(format!("/proc: {error}")))?;
        // Those that ended meanwhile are left out.
        Ok(names.iter().filter_map(|name| self.process(name.parse().ok()?)).collect())
    }

    fn stat(&self, path: &str) -> Result<Option<Stat>, Trouble> {
        let meta = known(self.root.stat(View::Host, path))?;
        let name = |names: &BTreeMap<u32, String>, id: u32| match (id, names.get(&id)) {
            (_, Some(name)) => name.clone(),
            (0, None) => "root".to_owned(),
            (_, None) => "UNKNOWN".to_owned(),
        };
        Ok(meta.map(|meta| Stat {
            mode: meta.mode,
            uid: meta.uid,
            gid: meta.gid,
            user: name(&self.users, meta.uid),
            group: name(&self.groups, meta.gid),
            directory: meta.kind == FileKind::Directory,
        }))
    }

    fn read(&self, path: &str) -> Result<Option<String>, Trouble> {
        let bytes = known(self.root.read(View::Host, path, MOST))?;
        Ok(bytes.map(|bytes| String::from_utf8_lossy(&bytes).into_owned()))
    }

    fn list(&self, path: &str) -> Result<Option<Vec<String>>, Trouble> {
        match self.root.list(View::Host, path) {
            Err(HostError::WrongKind) => Ok(None),
            other => known(other),
        }
    }
}

/// Runs an audit in a real shell: only where the person allowed it.
pub(super) fn shell(script: &str) -> Result<String, Trouble> {
    let mut command = Command::new("/bin/sh");
    let done = command
        .args(["-c", script])
        .stdin(Stdio::null())
        .output()
        .map_err(|e| trouble(format!("/bin/sh: {e}")))?;
    let mut text = String::from_utf8_lossy(&done.stdout).into_owned();
    text.push_str(&String::from_utf8_lossy(&done.stderr));
    Ok(text)
}
