//! The host as audits of kube-bench look at it.

use std::path::Path;
use std::process::{Command, Stdio};

use holdfast_cis::kube_bench::{Host, Process, Stat, Trouble};
use holdfast_inventory::node::FileKind;
use holdfast_node::Names;
use holdfast_node::host::{Dir, Host as _, HostError, View};

use super::kube_bench::trouble;

/// Bytes of one file or one command line.
const MOST: usize = 4 << 20;

/// A host below one root.
pub(super) struct Machine {
    root: Dir,
    names: Names,
}

impl Machine {
    pub(super) fn open(root: &Path) -> Result<Self, HostError> {
        let root = Dir::open(root)?;
        let names = Names::read(&root);
        Ok(Self { root, names })
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

/// A name as `stat` prints it; `name` is nothing when the host's file of them could not be read, and then nobody knows
/// whether the owner is right.
fn owner(name: Option<String>, id: u32, file: &str) -> Result<String, Trouble> {
    let name = name.ok_or_else(|| trouble(format!("{file}: not readable, so the owner {id} has no name")))?;
    Ok(if name == id.to_string() { "UNKNOWN".to_owned() } else { name })
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
        let Some(meta) = known(self.root.stat(View::Host, path))? else {
            return Ok(None);
        };
        Ok(Some(Stat {
            mode: meta.mode,
            uid: meta.uid,
            gid: meta.gid,
            user: owner(self.names.user(meta.uid), meta.uid, "/etc/passwd")?,
            group: owner(self.names.group(meta.gid), meta.gid, "/etc/group")?,
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
