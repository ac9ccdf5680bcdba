//! Captured hosts of every platform, made from the platforms' public documentation: trees of files with owners and modes,
//! and the facts that were gathered from them.
//!
//! A tree is a text in `hosts/`, since git keeps neither owners nor modes:
//!
//! ```text
//! base NAME                          start from another tree (first line only)
//! === PATH MODE UID:GID [FLAG]       a file; its lines follow. FLAG `ca`, `etcd-ca` or `leaf`: that certificate instead
//! === PATH/ MODE UID:GID             a directory
//! === PATH -> TARGET                 a symbolic link
//! --- PATH                           not in this tree, nor anything below it
//! !!! PID UID:GID EXE MNT            a process: one argument a line, `env NAME=VALUE` for its environment
//! ```
//!
//! Directories in between are there with mode 0755 and owner 0:0.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;

mod table;

pub use table::HOSTS;

const CA: &str = include_str!("../hosts/ca.pem");
const ETCD_CA: &str = include_str!("../hosts/etcd-ca.pem");
const LEAF: &str = include_str!("../hosts/leaf.pem");

/// One path of a host.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub mode: u32,
    pub uid: u32,
    pub gid: u32,
    pub what: What,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    Directory,
    File(Vec<u8>),
    Link(String),
}

/// A host by path, without a leading slash.
pub type Tree = BTreeMap<String, Entry>;

/// The captured host of that name.
///
/// # Panics
///
/// There is no such host, or its text breaks the format.
pub fn tree(name: &str) -> Tree {
    let host = HOSTS.iter().find(|host| host.name == name);
    let text = host.unwrap_or_else(|| panic!("no captured host {name}")).tree;
    parse(text)
}

/// A tree from its text.
///
/// # Panics
///
/// The text breaks the format.
pub fn parse(text: &str) -> Tree {
    let mut lines = text.lines().peekable();
    let mut tree = Tree::new();
    while let Some(line) = lines.next() {
        let (mark, rest) = line.split_once(' ').unwrap_or((line, ""));
        let words: Vec<&str> = rest.split(' ').collect();
        match mark {
            "base" => tree = self::tree(rest),
            "===" => {
                let content = content(&mut lines);
                add(&mut tree, &words, &content);
            }
            "---" => tree.retain(|path, _| path != rest && !path.starts_with(&format!("{rest}/"))),
            "!!!" => {
                let content = content(&mut lines);
                process(&mut tree, &words, &content);
            }
            _ => assert!(line.is_empty() || line.starts_with('#'), "no such line in a tree: {line}"),
        }
    }
    tree
}

fn content<'t>(lines: &mut std::iter::Peekable<std::str::Lines<'t>>) -> Vec<&'t str> {
    let is_mark = |line: &str| ["=== ", "--- ", "!!! "].iter().any(|mark| line.starts_with(mark));
    let mut content = Vec::new();
    while let Some(line) = lines.next_if(|line| !is_mark(line)) {
        content.push(line);
    }
    while content.last().is_some_and(|line| line.is_empty()) {
        content.pop();
    }
    content
}

fn add(tree: &mut Tree, words: &[&str], content: &[&str]) {
    match words {
        [path, "->", target] => put(tree, path, 0o777, (0, 0), What::Link((*target).to_owned())),
        [path, mode, owner, flag @ ..] => {
            let mode = u32::from_str_radix(mode, 8).expect("an octal mode");
            let text = match flag {
                [] if content.is_empty() => String::new(),
                [] => format!("{}\n", content.join("\n")),
                ["ca"] => CA.to_owned(),
                ["etcd-ca"] => ETCD_CA.to_owned(),
                ["leaf"] => LEAF.to_owned(),
                other => panic!("no such flag in a tree: {other:?}"),
            };
            let what = if path.ends_with('/') { What::Directory } else { What::File(text.into_bytes()) };
            put(tree, path.trim_end_matches('/'), mode, ids(owner), what);
        }
        other => panic!("a tree's entry needs path, mode and owner: {other:?}"),
    }
}

fn ids(owner: &str) -> (u32, u32) {
    let (uid, gid) = owner.split_once(':').expect("UID:GID");
    (uid.parse().expect("a user id"), gid.parse().expect("a group id"))
}

fn put(tree: &mut Tree, path: &str, mode: u32, (uid, gid): (u32, u32), what: What) {
    for (at, _) in path.match_indices('/') {
        let directory = Entry { mode: 0o755, uid: 0, gid: 0, what: What::Directory };
        tree.entry(path[..at].to_owned()).or_insert(directory);
    }
    tree.insert(path.to_owned(), Entry { mode, uid, gid, what });
}

fn process(tree: &mut Tree, words: &[&str], content: &[&str]) {
    let [pid, owner, exe, mnt] = words else { panic!("a process needs PID UID:GID EXE MNT: {words:?}") };
    let (uid, gid) = ids(owner);
    let (env, argv): (Vec<&str>, Vec<&str>) = content.iter().partition(|line| line.starts_with("env "));
    let env: Vec<&str> = env.iter().map(|line| line.trim_start_matches("env ")).collect();
    let nul =
        |words: &[&str]| What::File(words.iter().flat_map(|word| format!("{word}\0").into_bytes()).collect());
    let status = format!("Uid:\t{uid}\t{uid}\t{uid}\t{uid}\nGid:\t{gid}\t{gid}\t{gid}\t{gid}\n");
    put(tree, &format!("proc/{pid}/cmdline"), 0o444, (uid, gid), nul(&argv));
    put(tree, &format!("proc/{pid}/environ"), 0o400, (uid, gid), nul(&env));
    put(tree, &format!("proc/{pid}/status"), 0o444, (uid, gid), What::File(status.into_bytes()));
    put(tree, &format!("proc/{pid}/exe"), 0o777, (uid, gid), What::Link((*exe).to_owned()));
    put(tree, &format!("proc/{pid}/cwd"), 0o777, (uid, gid), What::Link("/".to_owned()));
    put(tree, &format!("proc/{pid}/ns/mnt"), 0o777, (uid, gid), What::Link(format!("mnt:[{mnt}]")));
}

/// Writes the tree below a directory, modes as they are; owners too when this process may change them.
///
/// # Errors
///
/// A file cannot be written.
#[cfg(unix)]
pub fn write(tree: &Tree, root: &Path) -> io::Result<()> {
    use std::fs;
    use std::os::unix::fs::{PermissionsExt as _, chown, lchown, symlink};
    for (path, entry) in tree {
        let path = root.join(path);
        match &entry.what {
            What::Directory => fs::create_dir_all(&path)?,
            What::File(bytes) => fs::write(&path, bytes)?,
            What::Link(target) => symlink(target, &path)?,
        }
        if matches!(entry.what, What::Link(_)) {
            lchown(&path, Some(entry.uid), Some(entry.gid)).ok();
        } else {
            chown(&path, Some(entry.uid), Some(entry.gid)).ok();
        }
    }
    // Modes last and from below, so that a closed directory can still be filled.
    for (path, entry) in tree.iter().rev() {
        if !matches!(entry.what, What::Link(_)) {
            fs::set_permissions(root.join(path), fs::Permissions::from_mode(entry.mode))?;
        }
    }
    Ok(())
}
