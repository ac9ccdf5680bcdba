//! The machine the tests run on: read whole, quickly, and without starting anything.

#![cfg(target_os = "linux")]

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use holdfast_inventory::node::{Fact, NodeFacts};
use holdfast_node::{Options, gather};
use holdfast_testkit::hosts;

fn live() -> NodeFacts {
    gather(Path::new("/"), &Options::default()).unwrap()
}

#[test]
fn the_machine_itself_is_read() {
    let before = Instant::now();
    let facts = live();
    // The bound is 50 ms for a release build; a loaded test machine gets twenty times that.
    assert!(before.elapsed() < Duration::from_secs(1), "{:?}", before.elapsed());
    assert!(matches!(facts.versions.kernel, Fact::Value { .. }), "{:?}", facts.versions);
    assert_eq!(facts.components.len(), 9);
    for (name, component) in &facts.components {
        // What does not run here is absent only where every process can be seen.
        let seen = facts.gaps.iter().all(|gap| gap.what != "/proc");
        assert!(!component.running.is_absent() || seen, "{name}: {:?}", component.running);
    }
}

/// A copy on disk gives the facts that the same tree gives in memory, as far as this user may read it.
#[test]
fn a_tree_on_disk_gives_the_same_facts() {
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("tree-{}", std::process::id()));
    std::fs::create_dir_all(&root).unwrap();
    hosts::write(&hosts::tree("kubeadm-hardened"), &root).unwrap();
    let facts = gather(&root, &Options::default());
    std::fs::remove_dir_all(&root).unwrap();
    let (facts, expected) = (facts.unwrap(), crate::hosts::facts("kubeadm-hardened"));
    assert_eq!(facts.components["apiserver"].settings, expected.components["apiserver"].settings);
    assert_eq!(facts.components["kubelet"].config, expected.components["kubelet"].config);
    assert_eq!(facts.platform, expected.platform);
    // Only root can give files to others, and sockets are plain files in the copy.
    if facts
        .files("etcdDataDir")
        .get()
        .is_some_and(|files| files[0].stat.get().is_some_and(|stat| stat.uid == 106))
    {
        assert_eq!(facts, expected);
    }
}

/// Set for the copy of this test binary that is traced.
const TRACED: &str = "HOLDFAST_TRACED";

#[test]
fn no_process_is_started_and_no_socket_opened() {
    if std::env::var_os(TRACED).is_some() {
        live();
        return;
    }
    let trace = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("trace-{}", std::process::id()));
    let traced = Command::new("strace")
        .args(["-f", "-qq", "-e", "trace=execve,execveat,fork,vfork,clone,clone3,socket", "-o"])
        .arg(&trace)
        .arg(std::env::current_exe().unwrap())
        .args(["--exact", "live::no_process_is_started_and_no_socket_opened", "--test-threads=1"])
        .env(TRACED, "1")
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    let Some(true) = traced.ok().map(|status| status.success()) else {
        eprintln!("not traced: strace is not there or may not trace");
        return;
    };
    let lines = std::fs::read_to_string(&trace).unwrap();
    std::fs::remove_file(&trace).unwrap();
    let started: Vec<&str> = lines.lines().filter(|line| !line.contains("CLONE_THREAD")).skip(1).collect();
    assert!(lines.lines().next().is_some_and(|line| line.contains("execve(")), "{lines}");
    assert!(started.is_empty(), "{started:?}");
}
