//! A tree that somebody hostile made: nothing outside it is read.

#![cfg(target_os = "linux")]

use std::fs;
use std::os::unix::fs::symlink;
use std::path::PathBuf;

use holdfast_node::{Dir, Host as _, HostError, View};

/// A directory that goes when the test ends.
struct Scratch(PathBuf);

impl Scratch {
    fn new(name: &str) -> Self {
        let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}-{}", std::process::id()));
        fs::create_dir_all(path.join("root/etc")).unwrap();
        fs::write(path.join("outside"), "outside").unwrap();
        fs::write(path.join("root/etc/inside"), "inside").unwrap();
        Self(path)
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        fs::remove_dir_all(&self.0).ok();
    }
}

#[test]
fn links_stay_inside_the_root() {
    let scratch = Scratch::new("links");
    let root = scratch.0.join("root");
    let outside = scratch.0.join("outside");
    symlink("/etc/inside", root.join("absolute")).unwrap();
    symlink("../../../../../outside", root.join("etc/up")).unwrap();
    symlink(&outside, root.join("etc/out")).unwrap();
    symlink("..", root.join("etc/dots")).unwrap();
    symlink("/etc/loop", root.join("etc/loop")).unwrap();
    let host = Dir::open(&root).unwrap();
    let read = |path: &str| host.read(View::Host, path, 100);
    assert_eq!(read("/absolute"), Ok(b"inside".to_vec()));
    assert_eq!(read("/etc/dots/etc/dots/absolute"), Ok(b"inside".to_vec()));
    assert_eq!(read("/../../etc/inside"), Ok(b"inside".to_vec()));
    assert_eq!(read("/etc/up"), Err(HostError::NotFound));
    assert_eq!(read("/etc/out"), Err(HostError::NotFound));
    assert_eq!(read("/etc/loop"), Err(HostError::Links));
    assert_eq!(host.link(View::Host, "/absolute"), Ok(Some("/etc/inside".to_owned())));
    assert_eq!(host.link(View::Host, "/etc/inside"), Ok(None));
}

#[test]
fn only_regular_files_are_opened_and_only_up_to_the_limit() {
    let scratch = Scratch::new("kinds");
    let root = scratch.0.join("root");
    let socket = std::os::unix::net::UnixListener::bind(root.join("socket")).unwrap();
    let host = Dir::open(&root).unwrap();
    assert_eq!(host.read(View::Host, "/socket", 100), Err(HostError::WrongKind));
    assert_eq!(host.read(View::Host, "/etc", 100), Err(HostError::WrongKind));
    assert_eq!(host.list(View::Host, "/etc/inside"), Err(HostError::WrongKind));
    assert_eq!(host.list(View::Host, "/etc/inside/below"), Err(HostError::NotFound));
    assert_eq!(host.read(View::Host, "/etc/inside", 5), Err(HostError::TooLarge(5)));
    assert_eq!(host.list(View::Host, "/"), Ok(vec!["etc".to_owned(), "socket".to_owned()]));
    drop(socket);
}
