//! What every part of the gatherer works with: the host, what was asked, and the list of gaps.

use std::cell::RefCell;

use holdfast_inventory::node::{Fact, FileFact, SourceKind, Stat, Why};
use holdfast_inventory::read::{self, Limits};
use holdfast_model::Gap;
use serde_json::Value;

use crate::host::{Host, HostError, View};
use crate::names::Names;
use crate::text;

/// Bytes of one configuration file, manifest, unit or certificate.
pub(crate) const FILE: usize = 1024 * 1024;

pub(crate) struct Cx<'h> {
    pub(crate) host: &'h dyn Host,
    pub(crate) names: Names,
    gaps: RefCell<Vec<Gap>>,
}

impl<'h> Cx<'h> {
    pub(crate) fn new(host: &'h dyn Host) -> Self {
        let mut names = Names::read(host);
        let gaps = std::mem::take(&mut names.gaps);
        Self { host, names, gaps: RefCell::new(gaps) }
    }

    /// Notes something that should have been read and could not be.
    pub(crate) fn gap(&self, what: &str, why: &str, effect: &str) {
        let gap = Gap::new(what, why, effect);
        let mut gaps = self.gaps.borrow_mut();
        if !gaps.contains(&gap) {
            gaps.push(gap);
        }
    }

    pub(crate) fn into_gaps(self) -> Vec<Gap> {
        let mut gaps = self.gaps.into_inner();
        gaps.sort();
        gaps
    }

    /// Whether something is there, or may be: what cannot be looked at is found out when it is read.
    pub(crate) fn exists(&self, path: &str) -> bool {
        !matches!(self.host.stat(View::Host, path), Err(HostError::NotFound))
    }

    /// Text of a file on the host; nothing when it is not there, and a gap when it cannot be read.
    pub(crate) fn text(&self, path: &str, effect: &str) -> Option<String> {
        match self.host.read(View::Host, path, FILE) {
            Ok(bytes) => Some(String::from_utf8_lossy(&bytes).into_owned()),
            Err(HostError::NotFound) => None,
            Err(error) => {
                self.gap(path, &error.to_string(), effect);
                None
            }
        }
    }

    /// The names in a directory; none when it is not there, and a gap when it cannot be read.
    pub(crate) fn list(&self, path: &str, effect: &str) -> Vec<String> {
        match self.host.list(View::Host, path) {
            Ok(names) => names,
            Err(HostError::NotFound) => Vec::new(),
            Err(error) => {
                self.gap(path, &error.to_string(), effect);
                Vec::new()
            }
        }
    }

    /// The first document of a YAML or JSON file, credentials replaced.
    pub(crate) fn document(&self, view: View, path: &str) -> Result<Value, Unread> {
        let bytes = self.host.read(view, path, FILE).map_err(|error| Unread::host(path, &error))?;
        let limits = Limits { yaml_bytes: FILE, ..Limits::default() };
        let documents = read::values(&bytes, &limits)
            .map_err(|error| Unread { why: Why::Malformed, detail: format!("{path}: {error}") })?;
        let mut value = documents.into_iter().next().unwrap_or(Value::Null);
        text::conceal("", &mut value);
        Ok(value)
    }

    pub(crate) fn stat(&self, path: &str) -> Fact<Stat> {
        self.stat_in(View::Host, path)
    }

    pub(crate) fn stat_in(&self, view: View, path: &str) -> Fact<Stat> {
        match self.host.stat(view, path) {
            Ok(meta) => {
                let target = self.host.link(view, path).ok().flatten();
                let names = (self.names.user(meta.uid), self.names.group(meta.gid));
                let (Some(owner), Some(group)) = names else {
                    return Fact::unknown(
                        Why::Permission,
                        format!("{path}: the name of its owner could not be read"),
                    );
                };
                let stat = Stat {
                    kind: meta.kind,
                    mode: meta.mode,
                    octal: format!("{:04o}", meta.mode),
                    uid: meta.uid,
                    gid: meta.gid,
                    owner,
                    group,
                    target,
                };
                Fact::value(stat, SourceKind::File, path)
            }
            Err(HostError::NotFound) => Fact::absent(path),
            Err(error) => {
                self.gap(path, &error.to_string(), "its mode and owner are not known");
                Fact::unknown(error.why(), format!("{path}: {error}"))
            }
        }
    }

    pub(crate) fn file(&self, path: &str) -> FileFact {
        FileFact { path: path.to_owned(), stat: self.stat(path) }
    }
}

/// Why a document has no value.
pub(crate) struct Unread {
    pub(crate) why: Why,
    pub(crate) detail: String,
}

impl Unread {
    pub(crate) fn host(path: &str, error: &HostError) -> Self {
        Self { why: error.why(), detail: format!("{path}: {error}") }
    }

    pub(crate) fn fact<T>(self) -> Fact<T> {
        Fact::unknown(self.why, self.detail)
    }
}
