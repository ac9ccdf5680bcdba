//! The programs of the machine that a cluster needs.

use std::fs;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, ensure};

/// A program that is not here. Tests that need a cluster are skipped because of it, and never pass.
#[derive(Debug)]
pub(crate) struct Missing(String);

impl std::fmt::Display for Missing {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Missing {}

const GO: &str = "install Go 1.24 or newer (https://go.dev/dl)";
/// The oldest Go that the pinned modules accept.
const GO_MINOR: u32 = 24;

/// A program, and how one gets it.
const CONTROL_PLANE: &[(&str, &str)] =
    &[("go", GO), ("etcd", "apt-get install etcd-server"), ("openssl", "apt-get install openssl")];
const NODE: &[(&str, &str)] = &[
    ("containerd", "apt-get install containerd"),
    ("ctr", "apt-get install containerd"),
    ("containerd-shim-runc-v2", "apt-get install containerd"),
    ("runc", "apt-get install runc"),
    ("ip", "apt-get install iproute2"),
    ("unshare", "apt-get install util-linux"),
    ("nsenter", "apt-get install util-linux"),
    ("tar", "apt-get install tar"),
    ("sha256sum", "apt-get install coreutils"),
];
/// The folder of the CNI plugins, and the static shell that images are made of.
pub(super) const CNI: &str = "/usr/lib/cni";
pub(super) const BUSYBOX: &str = "/bin/busybox";

/// Fails with every program that is missing, and how to get it.
pub(super) fn require(with_node: bool) -> Result<()> {
    let mut wanted = CONTROL_PLANE.to_vec();
    let mut missing = Vec::new();
    if with_node {
        wanted.extend_from_slice(NODE);
        for (file, how) in [
            (format!("{CNI}/bridge"), "apt-get install containernetworking-plugins"),
            (BUSYBOX.to_owned(), "apt-get install busybox-static"),
        ] {
            if !Path::new(&file).exists() {
                missing.push(format!("{file} ({how})"));
            }
        }
    }
    for (program, how) in wanted {
        if find(program).is_none() {
            missing.push(format!("{program} ({how})"));
        }
    }
    if find("go").is_some() && !go_is_new(&output(command("go").arg("version"))?) {
        missing.push(format!("a newer go ({GO})"));
    }
    if missing.is_empty() {
        return Ok(());
    }
    Err(Missing(format!("a cluster needs: {}", missing.join(", "))).into())
}

/// Whether `go version go1.24.1 linux/amd64` is new enough.
fn go_is_new(version: &str) -> bool {
    let number = version.split_whitespace().nth(2).and_then(|word| word.strip_prefix("go1."));
    let minor = number.and_then(|rest| rest.split(|c: char| !c.is_ascii_digit()).next());
    minor.and_then(|minor| minor.parse().ok()).is_some_and(|minor: u32| minor >= GO_MINOR)
}

/// Where a program lies: the search path, and the folders of the administrator's programs.
pub(super) fn find(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let more = ["/usr/local/go/bin", "/usr/sbin", "/sbin"].map(PathBuf::from);
    std::env::split_paths(&path).chain(more).map(|folder| folder.join(program)).find(|file| file.is_file())
}

/// A command of a program of the machine.
pub(super) fn command(program: &str) -> Command {
    Command::new(find(program).unwrap_or_else(|| PathBuf::from(program)))
}

/// Runs a command to its end; its output, or an error that quotes what it said.
pub(crate) fn output(command: &mut Command) -> Result<String> {
    let out = command.output().with_context(|| format!("cannot run {}", command.get_program().display()))?;
    ensure!(
        out.status.success(),
        "{command:?} ended with {}: {}",
        out.status,
        String::from_utf8_lossy(&out.stderr).trim()
    );
    Ok(String::from_utf8_lossy(&out.stdout).into_owned())
}

pub(crate) fn is_root() -> bool {
    fs::metadata("/proc/self").is_ok_and(|me| me.uid() == 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_of_go() {
        for (text, new) in [
            ("go version go1.26.8 linux/amd64", true),
            ("go version go1.24rc1 linux/amd64", true),
            ("go version go1.19.8 linux/amd64", false),
            ("go version devel", false),
        ] {
            assert_eq!(go_is_new(text), new, "{text}");
        }
    }
}
