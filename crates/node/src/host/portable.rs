//! A captured tree on systems other than Linux. Links are resolved inside the root by their text.

use std::collections::VecDeque;
use std::fs::{self, Metadata};
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};

use holdfast_inventory::node::FileKind;

use super::{ENTRIES, Host, HostError, LINKS, Meta, View};

/// A captured tree.
#[derive(Debug)]
pub struct Dir {
    root: PathBuf,
}

impl Dir {
    /// Opens the directory that is the host's root.
    pub fn open(path: &Path) -> Result<Self, HostError> {
        let root = fs::canonicalize(path).map_err(|failure| error(&failure))?;
        if root.is_dir() { Ok(Self { root }) } else { Err(HostError::WrongKind) }
    }

    fn find(&self, view: View, path: &str, follow: bool) -> Result<(PathBuf, Metadata), HostError> {
        match view {
            View::Host => walk(&self.root, path, follow),
            View::Process(pid) => {
                let (root, _) = walk(&self.root, &format!("/proc/{pid}/root"), true)?;
                walk(&root, path, follow)
            }
        }
    }
}

impl Host for Dir {
    fn stat(&self, view: View, path: &str) -> Result<Meta, HostError> {
        let (_, meta) = self.find(view, path, true)?;
        owned(&meta)
    }

    fn read(&self, view: View, path: &str, limit: usize) -> Result<Vec<u8>, HostError> {
        let (path, meta) = self.find(view, path, true)?;
        if !meta.is_file() {
            return Err(HostError::WrongKind);
        }
        let most = u64::try_from(limit).unwrap_or(u64::MAX).saturating_add(1);
        let mut bytes = Vec::new();
        let file = fs::File::open(path).map_err(|failure| error(&failure))?;
        file.take(most).read_to_end(&mut bytes).map_err(|failure| error(&failure))?;
        if bytes.len() > limit { Err(HostError::TooLarge(limit)) } else { Ok(bytes) }
    }

    fn list(&self, view: View, path: &str) -> Result<Vec<String>, HostError> {
        let (path, _) = self.find(view, path, true)?;
        let mut names = Vec::new();
        for entry in fs::read_dir(path).map_err(|failure| error(&failure))? {
            let entry = entry.map_err(|failure| error(&failure))?;
            names.push(entry.file_name().to_string_lossy().into_owned());
            if names.len() > ENTRIES {
                return Err(HostError::TooLarge(ENTRIES));
            }
        }
        names.sort_unstable();
        Ok(names)
    }

    fn link(&self, view: View, path: &str) -> Result<Option<String>, HostError> {
        let (path, meta) = self.find(view, path, false)?;
        if !meta.is_symlink() {
            return Ok(None);
        }
        let target = fs::read_link(path).map_err(|failure| error(&failure))?;
        Ok(Some(target.to_string_lossy().into_owned()))
    }

    fn is_live(&self) -> bool {
        false
    }
}

fn walk(root: &Path, path: &str, follow: bool) -> Result<(PathBuf, Metadata), HostError> {
    let split = |text: &str| -> Vec<String> {
        text.split('/').filter(|part| !part.is_empty() && *part != ".").map(str::to_owned).collect()
    };
    let mut names: VecDeque<String> = split(path).into();
    let mut here: Vec<String> = Vec::new();
    let mut links = 0;
    while let Some(name) = names.pop_front() {
        if name == ".." {
            here.pop();
            continue;
        }
        here.push(name);
        let full = here.iter().fold(root.to_owned(), |path, name| path.join(name));
        let meta = fs::symlink_metadata(&full).map_err(|failure| error(&failure))?;
        if meta.is_symlink() && (follow || !names.is_empty()) {
            links += 1;
            if links > LINKS {
                return Err(HostError::Links);
            }
            let target = fs::read_link(&full).map_err(|failure| error(&failure))?;
            let target = target.to_string_lossy().replace('\\', "/");
            if target.starts_with('/') {
                here.clear();
            } else {
                here.pop();
            }
            for part in split(&target).into_iter().rev() {
                names.push_front(part);
            }
        }
    }
    let full = here.iter().fold(root.to_owned(), |path, name| path.join(name));
    let meta = fs::symlink_metadata(&full).map_err(|failure| error(&failure))?;
    Ok((full, meta))
}

#[cfg(unix)]
fn owned(meta: &Metadata) -> Result<Meta, HostError> {
    use std::os::unix::fs::MetadataExt as _;
    let kind = if meta.is_file() {
        FileKind::File
    } else if meta.is_dir() {
        FileKind::Directory
    } else {
        FileKind::Other
    };
    Ok(Meta { kind, mode: meta.mode() & 0o7777, uid: meta.uid(), gid: meta.gid() })
}

#[cfg(not(unix))]
fn owned(_: &Metadata) -> Result<Meta, HostError> {
    Err(HostError::Io("this operating system keeps no owners and modes: run on Linux".to_owned()))
}

fn error(failure: &std::io::Error) -> HostError {
    match failure.kind() {
        ErrorKind::NotFound | ErrorKind::NotADirectory => HostError::NotFound,
        ErrorKind::PermissionDenied => HostError::Permission,
        _ => HostError::Io(failure.to_string()),
    }
}
