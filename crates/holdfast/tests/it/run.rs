//! Runs the binary in a directory of its own, and reads what it says.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fs;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{self, Child, Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

use serde_json::Value;

/// 2027-01-15: exceptions in tests are dated around it.
const NOW: &str = "1800000000";

/// A run that takes longer hangs: a debug build on a loaded machine needs a fraction of it.
const PATIENCE: Duration = Duration::from_mins(2);

/// What one run of the binary gave.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) code: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Ran {
    /// Standard output as JSON.
    #[track_caller]
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.stdout).unwrap_or_else(|error| panic!("{error}: {self:#?}"))
    }

    /// `check subject` of every finding that no exception covers.
    #[track_caller]
    pub(crate) fn open(&self) -> BTreeSet<String> {
        findings(&self.json(), |f| f.get("exception").is_none())
    }

    #[track_caller]
    pub(crate) fn assert_code(&self, code: i32) -> &Self {
        assert_eq!(self.code, code, "{self:#?}");
        self
    }

    /// Standard error holds each text.
    #[track_caller]
    pub(crate) fn assert_says(&self, texts: &[&str]) -> &Self {
        for text in texts {
            assert!(self.stderr.contains(text), "no {text:?} in {self:#?}");
        }
        self
    }
}

pub(crate) fn findings(report: &Value, wanted: impl Fn(&Value) -> bool) -> BTreeSet<String> {
    let all = report["findings"].as_array().expect("findings");
    let name = |f: &Value| {
        format!("{} {}", f["check"].as_str().unwrap_or("?"), f["subject"]["name"].as_str().unwrap_or("?"))
    };
    all.iter().filter(|f| wanted(f)).map(name).collect()
}

/// A directory of one test, gone when it ends.
#[derive(Debug)]
pub(crate) struct Dir(PathBuf);

impl Dir {
    pub(crate) fn new(files: &[(&str, &str)]) -> Self {
        static NEXT: AtomicUsize = AtomicUsize::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let path = std::env::temp_dir().join(format!("holdfast-it-{}-{number}", process::id()));
        fs::create_dir_all(&path).expect("a directory for the test");
        let dir = Self(path);
        for (name, text) in files {
            dir.put(name, text);
        }
        dir
    }

    pub(crate) fn put(&self, name: &str, bytes: impl AsRef<[u8]>) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a directory for the file");
        fs::write(path, bytes).expect("a file for the test");
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    /// Runs the binary here, with nothing on standard input.
    #[track_caller]
    pub(crate) fn run(&self, args: &[&str]) -> Ran {
        run(&self.0, args, &[])
    }

    /// Runs the binary with nothing but the directory's `bin` on its path.
    #[track_caller]
    pub(crate) fn run_with_tools(&self, args: &[&str]) -> Ran {
        let mut command = Command::new(env!("CARGO_BIN_EXE_holdfast"));
        command.env("PATH", self.path("bin"));
        finish(command, &self.0, args, &[])
    }

    /// A shell script in the directory's `bin`; it finds no other program by its name.
    #[cfg(unix)]
    pub(crate) fn tool(&self, name: &str, script: &str) {
        use std::os::unix::fs::PermissionsExt as _;
        let path = format!("bin/{name}");
        self.put(&path, format!("#!/bin/sh\n{script}\n"));
        fs::set_permissions(self.path(&path), fs::Permissions::from_mode(0o755)).expect("an executable");
    }

    /// Runs the binary with at most so many KiB of address space: more, and it is ended by the system.
    #[cfg(unix)]
    #[track_caller]
    pub(crate) fn run_within(&self, kib: usize, args: &[&str]) -> Ran {
        let limit = format!("ulimit -v {kib} && exec \"$0\" \"$@\"");
        let mut shell = Command::new("sh");
        shell.args(["-c", &limit, env!("CARGO_BIN_EXE_holdfast")]);
        finish(shell, &self.0, args, &[])
    }

    /// Runs the binary and says too how many pages its children touched: none when it waited for no child, since no
    /// program starts without touching memory.
    #[cfg(target_os = "linux")]
    #[track_caller]
    pub(crate) fn run_metering_children(&self, args: &[&str]) -> (Ran, u64) {
        let command = Command::new(env!("CARGO_BIN_EXE_holdfast"));
        finish_and(command, &self.0, args, &[], pages_of_children)
    }

    /// Runs the binary under `strace` and gives the system calls that start processes and threads, or why it cannot.
    #[cfg(target_os = "linux")]
    #[track_caller]
    pub(crate) fn run_traced(&self, args: &[&str]) -> Result<Vec<String>, String> {
        let trace = self.path("trace.txt");
        let probe = ["-f", "-qq", "-e", "trace=process", "-o", "trace.txt"];
        let mut strace = Command::new("strace");
        let tried = strace.args(probe).arg("true").current_dir(&self.0).output();
        match tried {
            Ok(tried) if tried.status.success() => {}
            Ok(tried) => return Err(String::from_utf8_lossy(&tried.stderr).trim().to_owned()),
            Err(error) => return Err(error.to_string()),
        }
        let mut strace = Command::new("strace");
        strace.args(probe).arg(env!("CARGO_BIN_EXE_holdfast"));
        finish(strace, &self.0, args, &[]);
        Ok(fs::read_to_string(trace).expect("a trace").lines().map(str::to_owned).collect())
    }
}

/// The minor page faults of the children that a process waited for. It has ended, and is not waited for yet.
#[cfg(target_os = "linux")]
fn pages_of_children(child: &Child) -> u64 {
    use rustix::process::{Pid, WaitId, WaitIdOptions, waitid};
    waitid(WaitId::Pid(Pid::from_child(child)), WaitIdOptions::EXITED | WaitIdOptions::NOWAIT)
        .expect("an end");
    let stat = fs::read_to_string(format!("/proc/{}/stat", child.id())).expect("an ended process");
    // proc_pid_stat(5): field 11 is cminflt, and field 3 follows the name in parentheses.
    let (_, fields) = stat.rsplit_once(')').expect("a name in parentheses");
    fields.split_whitespace().nth(11 - 3).and_then(|n| n.parse().ok()).expect("a count of page faults")
}

impl Drop for Dir {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Runs the binary in a directory: the same surroundings whoever runs the test.
#[track_caller]
pub(crate) fn run(here: &Path, args: &[&str], stdin: &[u8]) -> Ran {
    finish(Command::new(env!("CARGO_BIN_EXE_holdfast")), here, args, stdin)
}

#[track_caller]
fn finish(command: Command, here: &Path, args: &[impl AsRef<OsStr>], stdin: &[u8]) -> Ran {
    finish_and(command, here, args, stdin, |_| ()).0
}

/// Runs to the end, and looks at the process before it is waited for.
#[track_caller]
fn finish_and<T>(
    mut command: Command,
    here: &Path,
    args: &[impl AsRef<OsStr>],
    stdin: &[u8],
    look: impl FnOnce(&Child) -> T,
) -> (Ran, T) {
    command.args(args).current_dir(here).env("SOURCE_DATE_EPOCH", NOW).env("KUBECONFIG", here.join("none"));
    command.env_remove("NO_COLOR").env_remove("COLUMNS").env_remove("KUBERNETES_SERVICE_HOST");
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("the binary runs");
    let (mut input, given) = (child.stdin.take().expect("standard input"), stdin.to_vec());
    // A run that ends without reading its input closes the pipe.
    thread::spawn(move || drop(input.write_all(&given)));
    let stdout = drain(child.stdout.take().expect("standard output"));
    let stderr = drain(child.stderr.take().expect("standard error"));
    let (Ok(stdout), Ok(stderr)) = (stdout.recv_timeout(PATIENCE), stderr.recv_timeout(PATIENCE)) else {
        let _ = child.kill();
        panic!("the run did not end within {PATIENCE:?}");
    };
    let seen = look(&child);
    let status = child.wait().expect("an exit status");
    let ran = Ran { code: status.code().unwrap_or(-1), stdout, stderr };
    assert!((0..=3).contains(&ran.code), "neither judged nor refused: {ran:#?}");
    assert!(!ran.stderr.contains("panicked at"), "{ran:#?}");
    (ran, seen)
}

fn drain(mut from: impl Read + Send + 'static) -> Receiver<String> {
    let (to, read) = channel();
    thread::spawn(move || {
        let mut bytes = Vec::new();
        let _ = from.read_to_end(&mut bytes);
        let _ = to.send(String::from_utf8(bytes).expect("output is UTF-8"));
    });
    read
}
