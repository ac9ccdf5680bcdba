//! A captured host in memory: owners and modes need no rights, and any path can be made to fail.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use holdfast_inventory::node::FileKind;
use holdfast_node::host::{Host, HostError, LINKS, Meta, View};
use holdfast_testkit::hosts::{Entry, Tree, What};

pub(crate) struct Memory {
    tree: Tree,
    faults: BTreeMap<String, HostError>,
    /// Every path that was read, listed or looked at.
    pub(crate) asked: RefCell<BTreeSet<String>>,
}

impl Memory {
    pub(crate) fn new(tree: Tree) -> Self {
        Self { tree, faults: BTreeMap::new(), asked: RefCell::default() }
    }

    pub(crate) fn failing(mut self, path: &str, error: HostError) -> Self {
        self.faults.insert(path.to_owned(), error);
        self
    }

    fn find(&self, view: View, path: &str, follow: bool) -> Result<(String, &Entry), HostError> {
        let base = match view {
            View::Host => String::new(),
            View::Process(pid) => format!("proc/{pid}/root"),
        };
        let mut names: Vec<String> =
            path.rsplit('/').filter(|name| !name.is_empty()).map(str::to_owned).collect();
        let mut here = base.clone();
        let mut links = 0;
        while let Some(name) = names.pop() {
            if name == ".." {
                if here.len() > base.len() {
                    here.truncate(here.rfind('/').unwrap_or(0).max(base.len()));
                }
                continue;
            }
            let next = if here.is_empty() { name.clone() } else { format!("{here}/{name}") };
            let entry = self.tree.get(&next).ok_or(HostError::NotFound)?;
            match &entry.what {
                What::Link(target) if follow || !names.is_empty() => {
                    links += 1;
                    if links > LINKS {
                        return Err(HostError::Links);
                    }
                    if target.starts_with('/') {
                        here.clone_from(&base);
                    }
                    names.extend(target.rsplit('/').filter(|name| !name.is_empty()).map(str::to_owned));
                }
                _ => here = next,
            }
        }
        self.asked.borrow_mut().insert(here.clone());
        if let Some(error) = self.faults.get(&here) {
            return Err(error.clone());
        }
        let entry = self.tree.get(&here).ok_or(HostError::NotFound)?;
        Ok((here, entry))
    }
}

impl Host for Memory {
    fn stat(&self, view: View, path: &str) -> Result<Meta, HostError> {
        let (_, entry) = self.find(view, path, true)?;
        let kind = match entry.what {
            What::Directory => FileKind::Directory,
            What::File(_) => FileKind::File,
            What::Link(_) => FileKind::Symlink,
        };
        Ok(Meta { kind, mode: entry.mode, uid: entry.uid, gid: entry.gid })
    }

    fn read(&self, view: View, path: &str, limit: usize) -> Result<Vec<u8>, HostError> {
        match &self.find(view, path, true)?.1.what {
            What::File(bytes) if bytes.len() > limit => Err(HostError::TooLarge(limit)),
            What::File(bytes) => Ok(bytes.clone()),
            _ => Err(HostError::WrongKind),
        }
    }

    fn list(&self, view: View, path: &str) -> Result<Vec<String>, HostError> {
        let (here, entry) = self.find(view, path, true)?;
        if entry.what != What::Directory {
            return Err(HostError::WrongKind);
        }
        let prefix = format!("{here}/");
        let names = self.tree.keys().filter_map(|path| path.strip_prefix(&prefix));
        Ok(names.filter(|name| !name.contains('/')).map(str::to_owned).collect())
    }

    fn link(&self, view: View, path: &str) -> Result<Option<String>, HostError> {
        match &self.find(view, path, false)?.1.what {
            What::Link(target) => Ok(Some(target.clone())),
            _ => Ok(None),
        }
    }

    fn is_live(&self) -> bool {
        false
    }
}
