//! Processes that outlive the command that started them, and how they are found and ended again.

use std::fs::{self, File};
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::process::CommandExt as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail, ensure};
use serde::{Deserialize, Serialize};

use super::tools;

/// Stands in the environment of every process of a cluster, with the cluster's folder as its value: the kernel keeps
/// it, so a process is known for ours even when nobody wrote down its number.
pub(super) const MARK: &str = "HOLDFAST_CLUSTER";

/// One process an instance started.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Started {
    pub(super) name: String,
    pub(super) pid: u32,
}

/// Starts a program in a process group of its own, its output in `<home>/logs/<name>.log`.
pub(super) fn spawn(name: &str, command: &mut Command, home: &Path) -> Result<Started> {
    let log = home.join("logs").join(format!("{name}.log"));
    let out = File::create(&log).with_context(|| format!("cannot make {}", log.display()))?;
    let err = out.try_clone().with_context(|| format!("cannot share {}", log.display()))?;
    let child = command
        .env(MARK, home)
        .current_dir(home)
        .stdin(Stdio::null())
        .stdout(out)
        .stderr(err)
        .process_group(0)
        .spawn()
        .with_context(|| format!("cannot start {name}"))?;
    Ok(Started { name: name.to_owned(), pid: child.id() })
}

/// Numbers of all living processes that carry the mark of this folder.
pub(super) fn marked(home: &Path) -> Vec<u32> {
    let Ok(entries) = fs::read_dir("/proc") else { return Vec::new() };
    let pids = entries.flatten().filter_map(|entry| entry.file_name().to_str()?.parse().ok());
    pids.filter(|pid| is_marked(*pid, home)).collect()
}

/// True for a process that is ours beyond doubt.
pub(super) fn is_marked(pid: u32, home: &Path) -> bool {
    environment(pid).is_some_and(|environment| holds_mark(&environment, home))
}

/// True when a process of ours is no more: ended, ended but not waited for, or its number given to somebody else.
/// One in the middle of becoming another program has no environment for a moment, and is not gone.
pub(super) fn is_gone(pid: u32, home: &Path) -> bool {
    let Ok(stat) = fs::read_to_string(format!("/proc/{pid}/stat")) else { return true };
    // The state follows the name, which may itself hold a bracket.
    let state = stat.rsplit_once(") ").and_then(|(_, rest)| rest.chars().next());
    let foreign = || {
        environment(pid).is_some_and(|environment| !environment.is_empty() && !holds_mark(&environment, home))
    };
    // Read while it becomes another program, an environment breaks off: only what is read twice is so.
    matches!(state, None | Some('Z' | 'X')) || (foreign() && foreign())
}

fn environment(pid: u32) -> Option<Vec<u8>> {
    fs::read(format!("/proc/{pid}/environ")).ok()
}

fn holds_mark(environment: &[u8], home: &Path) -> bool {
    let mark = [MARK.as_bytes(), b"=", home.as_os_str().as_bytes()].concat();
    environment.split(|byte| *byte == 0).any(|variable| variable == mark)
}

/// Asks the processes to end, and after a while makes them.
pub(super) fn end(pids: &[u32], home: &Path, patience: Duration) -> Result<()> {
    let ours = || pids.iter().copied().filter(|pid| is_marked(*pid, home)).collect::<Vec<_>>();
    let all_gone = || pids.iter().all(|pid| is_gone(*pid, home));
    signal("-TERM", &ours());
    if wait_for(patience, all_gone) {
        return Ok(());
    }
    let killed = wait_for(Duration::from_secs(10), || {
        signal("-KILL", &ours());
        all_gone()
    });
    ensure!(killed, "processes {:?} do not end", ours());
    Ok(())
}

/// Sends a signal. A process that is gone by now is what was wanted.
pub(super) fn signal(signal: &str, pids: &[u32]) {
    if !pids.is_empty() {
        let mut kill = tools::command("kill");
        kill.arg(signal).args(pids.iter().map(u32::to_string)).stderr(Stdio::null());
        drop(kill.status());
    }
}

/// Waits until something holds; false when time ran out.
pub(crate) fn wait_for(limit: Duration, mut holds: impl FnMut() -> bool) -> bool {
    let start = Instant::now();
    loop {
        if holds() {
            return true;
        }
        if start.elapsed() > limit {
            return false;
        }
        thread::sleep(Duration::from_millis(50));
    }
}

/// Waits until a program answers, and fails at once when it ended before.
pub(super) fn wait_ready(
    started: &Started,
    home: &Path,
    limit: Duration,
    mut ready: impl FnMut() -> bool,
) -> Result<()> {
    let mut gone = false;
    let came = wait_for(limit, || {
        gone = is_gone(started.pid, home);
        gone || ready()
    });
    if gone || !came {
        let what = if gone {
            "ended at once".to_owned()
        } else {
            format!("is not ready after {} s", limit.as_secs())
        };
        bail!("{} {what}:\n{}", started.name, last_lines(home, &started.name));
    }
    Ok(())
}

/// The end of a program's log, where it says why it gave up.
fn last_lines(home: &Path, name: &str) -> String {
    let log = fs::read(home.join("logs").join(format!("{name}.log"))).unwrap_or_default();
    let log = String::from_utf8_lossy(&log);
    let lines: Vec<&str> = log.lines().collect();
    lines.get(lines.len().saturating_sub(12)..).unwrap_or_default().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_marked_process_is_found_and_ended() {
        let home = std::env::temp_dir().join(format!("holdfast-process-{}", std::process::id()));
        fs::create_dir_all(home.join("logs")).unwrap();
        let started = spawn("waits", Command::new("sleep").arg("60"), &home).unwrap();
        assert!(wait_for(Duration::from_secs(5), || marked(&home) == [started.pid]));
        assert!(!is_marked(started.pid, &home.join("other")));
        end(&[started.pid], &home, Duration::from_secs(5)).unwrap();
        assert!(marked(&home).is_empty());
        fs::remove_dir_all(&home).unwrap();
    }

    #[test]
    fn one_that_ends_at_once_is_told_with_its_last_words() {
        let home = std::env::temp_dir().join(format!("holdfast-ends-{}", std::process::id()));
        fs::create_dir_all(home.join("logs")).unwrap();
        let started = spawn("talks", Command::new("sh").args(["-c", "echo no such flag"]), &home).unwrap();
        let error = wait_ready(&started, &home, Duration::from_secs(5), || false).unwrap_err().to_string();
        assert!(error.contains("talks ended at once") && error.contains("no such flag"), "{error}");
        fs::remove_dir_all(&home).unwrap();
    }
}
