//! A directory as a host's root. Every step opens one name without following links, so that nothing a host's user swaps
//! in between can lead outside.

use std::collections::VecDeque;
use std::ffi::{CStr, OsStr, OsString};
use std::io::Read;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::path::Path;

use holdfast_inventory::node::FileKind;
use rustix::fs::{self, FileType, Mode, OFlags};
use rustix::io::Errno;

use super::{ENTRIES, Host, HostError, LINKS, Meta, View};

/// `PROC_SUPER_MAGIC` of `linux/magic.h`.
const PROC: i64 = 0x9fa0;
const LOOK: OFlags = OFlags::PATH.union(OFlags::NOFOLLOW).union(OFlags::CLOEXEC);

/// A mounted host, a captured tree, or `/`.
#[derive(Debug)]
pub struct Dir {
    root: OwnedFd,
    /// `/proc` below the root, when it is the kernel's own.
    proc: Option<OwnedFd>,
}

/// A path's end: the thing itself, and the directory and name it was opened by.
struct End {
    fd: OwnedFd,
    parent: OwnedFd,
    name: OsString,
    kind: FileType,
}

impl Dir {
    /// Opens the directory that is the host's root.
    pub fn open(path: &Path) -> Result<Self, HostError> {
        let flags = OFlags::PATH | OFlags::DIRECTORY | OFlags::CLOEXEC;
        let root = fs::open(path, flags, Mode::empty()).map_err(error)?;
        let proc = fs::openat(&root, "proc", flags | OFlags::NOFOLLOW, Mode::empty()).ok();
        let proc = proc.filter(|proc| fs::fstatfs(proc).is_ok_and(|stat| stat.f_type == PROC));
        Ok(Self { root, proc })
    }

    fn find(&self, view: View, path: &str, follow: bool) -> Result<End, HostError> {
        match view {
            View::Host => walk(self.root.as_fd(), path, follow),
            View::Process(pid) => {
                let root = self.process_root(pid)?;
                walk(root.as_fd(), path, follow)
            }
        }
    }

    fn process_root(&self, pid: u32) -> Result<OwnedFd, HostError> {
        if let Some(proc) = &self.proc {
            // The kernel's link is followed as the kernel does: its text says `/` for every container.
            let flags = OFlags::PATH | OFlags::DIRECTORY | OFlags::CLOEXEC;
            return fs::openat(proc, format!("{pid}/root"), flags, Mode::empty()).map_err(error);
        }
        let end = walk(self.root.as_fd(), &format!("/proc/{pid}/root"), true)?;
        if end.kind == FileType::Directory { Ok(end.fd) } else { Err(HostError::WrongKind) }
    }
}

impl Host for Dir {
    fn stat(&self, view: View, path: &str) -> Result<Meta, HostError> {
        let end = self.find(view, path, true)?;
        let stat = fs::fstat(&end.fd).map_err(error)?;
        Ok(Meta { kind: kind(end.kind), mode: stat.st_mode & 0o7777, uid: stat.st_uid, gid: stat.st_gid })
    }

    fn read(&self, view: View, path: &str, limit: usize) -> Result<Vec<u8>, HostError> {
        let end = self.find(view, path, true)?;
        // Opening a device can do something, so nothing but a regular file is opened.
        let fd = reopen(&end, FileType::RegularFile, OFlags::NONBLOCK | OFlags::NOCTTY)?;
        let most = u64::try_from(limit).unwrap_or(u64::MAX).saturating_add(1);
        let mut bytes = Vec::new();
        std::fs::File::from(fd).take(most).read_to_end(&mut bytes).map_err(|error| io_error(&error))?;
        if bytes.len() > limit { Err(HostError::TooLarge(limit)) } else { Ok(bytes) }
    }

    fn list(&self, view: View, path: &str) -> Result<Vec<String>, HostError> {
        let end = self.find(view, path, true)?;
        let fd = reopen(&end, FileType::Directory, OFlags::DIRECTORY)?;
        let mut names = Vec::new();
        for entry in fs::Dir::new(fd).map_err(error)? {
            let entry = entry.map_err(error)?;
            let name: &CStr = entry.file_name();
            if name != c"." && name != c".." {
                names.push(String::from_utf8_lossy(name.to_bytes()).into_owned());
            }
            if names.len() > ENTRIES {
                return Err(HostError::TooLarge(ENTRIES));
            }
        }
        names.sort_unstable();
        Ok(names)
    }

    fn link(&self, view: View, path: &str) -> Result<Option<String>, HostError> {
        let end = self.find(view, path, false)?;
        if end.kind != FileType::Symlink {
            return Ok(None);
        }
        target(&end.fd).map(|target| Some(target.to_string_lossy().into_owned()))
    }

    fn is_live(&self) -> bool {
        self.proc.is_some()
    }
}

fn walk(root: BorrowedFd<'_>, path: &str, follow: bool) -> Result<End, HostError> {
    let root = root.try_clone_to_owned().map_err(|error| io_error(&error))?;
    let mut above: Vec<OwnedFd> = vec![root];
    let mut names: VecDeque<OsString> = components(OsStr::new(path)).collect();
    let mut links = 0;
    while let Some(name) = names.pop_front() {
        if name == ".." {
            if above.len() > 1 {
                above.pop();
            }
            continue;
        }
        let Some(parent) = above.last() else { return Err(HostError::NotFound) };
        let fd = fs::openat(parent, &name, LOOK, Mode::empty()).map_err(error)?;
        let stat = fs::fstat(&fd).map_err(error)?;
        let kind = FileType::from_raw_mode(stat.st_mode);
        if kind == FileType::Symlink && (follow || !names.is_empty()) {
            links += 1;
            if links > LINKS {
                return Err(HostError::Links);
            }
            let target = target(&fd)?;
            if target.as_bytes().first() == Some(&b'/') {
                above.truncate(1);
            }
            for part in components(&target).collect::<Vec<_>>().into_iter().rev() {
                names.push_front(part);
            }
        } else if names.is_empty() {
            let parent = parent.try_clone().map_err(|error| io_error(&error))?;
            return Ok(End { fd, parent, name, kind });
        } else if kind == FileType::Directory {
            above.push(fd);
        } else {
            return Err(HostError::NotFound);
        }
    }
    // The path is the root, or ends in a directory above.
    let fd = above.pop().ok_or(HostError::NotFound)?;
    let parent = fd.try_clone().map_err(|error| io_error(&error))?;
    Ok(End { fd, parent, name: OsString::from("."), kind: FileType::Directory })
}

fn components(path: &OsStr) -> impl Iterator<Item = OsString> + '_ {
    let parts = path.as_bytes().split(|byte| *byte == b'/');
    parts.filter(|part| !part.is_empty() && *part != b".").map(|part| OsStr::from_bytes(part).to_owned())
}

fn target(link: &OwnedFd) -> Result<OsString, HostError> {
    let target = fs::readlinkat(link, "", Vec::new()).map_err(error)?;
    Ok(OsString::from_vec(target.into_bytes()))
}

fn reopen(end: &End, wanted: FileType, more: OFlags) -> Result<OwnedFd, HostError> {
    if end.kind != wanted {
        return Err(HostError::WrongKind);
    }
    let flags = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::CLOEXEC | more;
    let fd = fs::openat(&end.parent, &end.name, flags, Mode::empty()).map_err(error)?;
    let stat = fs::fstat(&fd).map_err(error)?;
    if FileType::from_raw_mode(stat.st_mode) == wanted { Ok(fd) } else { Err(HostError::WrongKind) }
}

fn kind(kind: FileType) -> FileKind {
    match kind {
        FileType::RegularFile => FileKind::File,
        FileType::Directory => FileKind::Directory,
        FileType::Socket => FileKind::Socket,
        FileType::Symlink => FileKind::Symlink,
        _ => FileKind::Other,
    }
}

fn error(error: Errno) -> HostError {
    match error {
        Errno::NOENT | Errno::NOTDIR => HostError::NotFound,
        Errno::ACCESS | Errno::PERM => HostError::Permission,
        Errno::LOOP => HostError::Links,
        Errno::SRCH => HostError::Gone,
        other => HostError::Io(other.to_string()),
    }
}

fn io_error(failure: &std::io::Error) -> HostError {
    match failure.raw_os_error() {
        Some(code) => error(Errno::from_raw_os_error(code)),
        None => HostError::Io(failure.to_string()),
    }
}
