//! The host as the gatherer sees it: metadata, texts, directories and links below one root, nothing else.

#[cfg_attr(target_os = "linux", path = "linux.rs")]
#[cfg_attr(not(target_os = "linux"), path = "portable.rs")]
mod dir;

use std::fmt;

use holdfast_inventory::node::{FileKind, Why};

pub use dir::Dir;

/// Symbolic links followed for one path, as many as Linux follows.
pub const LINKS: usize = 40;
/// Entries of one directory.
pub const ENTRIES: usize = 100_000;

/// Whose root paths start at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum View {
    Host,
    /// The root of a process, by its id: what it sees itself when it runs in a container.
    Process(u32),
}

/// What a path leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meta {
    pub kind: FileKind,
    /// Permission bits, `0o7777` at most.
    pub mode: u32,
    pub uid: u32,
    pub gid: u32,
}

/// Why the host gave no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HostError {
    /// It is not there.
    NotFound,
    Permission,
    /// Larger than the limit given.
    TooLarge(usize),
    /// No regular file where one is read, or no directory where one is listed.
    WrongKind,
    /// More than [`LINKS`] symbolic links.
    Links,
    /// The process ended meanwhile.
    Gone,
    Io(String),
}

/// Reading below one root. Links are followed inside it only: an absolute one starts at the root, `..` stops there.
pub trait Host {
    /// Metadata of what the path leads to.
    fn stat(&self, view: View, path: &str) -> Result<Meta, HostError>;
    /// The bytes of a regular file, at most `limit` of them.
    fn read(&self, view: View, path: &str, limit: usize) -> Result<Vec<u8>, HostError>;
    /// The names in a directory, sorted; at most [`ENTRIES`].
    fn list(&self, view: View, path: &str) -> Result<Vec<String>, HostError>;
    /// Where a symbolic link points; nothing when the path is no link.
    fn link(&self, view: View, path: &str) -> Result<Option<String>, HostError>;
    /// Whether `/proc` is a kernel's, not a copy.
    fn is_live(&self) -> bool;
}

impl HostError {
    pub fn why(&self) -> Why {
        match self {
            Self::NotFound => Why::Missing,
            Self::Permission => Why::Permission,
            Self::TooLarge(_) => Why::TooLarge,
            Self::WrongKind => Why::Malformed,
            Self::Gone => Why::ProcessGone,
            Self::Links | Self::Io(_) => Why::Io,
        }
    }
}

impl fmt::Display for HostError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotFound => f.write_str("not there"),
            Self::Permission => f.write_str("permission denied"),
            Self::TooLarge(limit) => write!(f, "larger than {limit} bytes"),
            Self::WrongKind => f.write_str("neither a regular file nor a directory where one is needed"),
            Self::Links => write!(f, "more than {LINKS} symbolic links"),
            Self::Gone => f.write_str("the process ended while it was read"),
            Self::Io(error) => f.write_str(error),
        }
    }
}
