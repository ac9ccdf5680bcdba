//! Names of users and groups, from the host's own files.

use std::collections::BTreeMap;

use holdfast_model::Gap;

use crate::cx::FILE;
use crate::host::{Host, HostError, View};

/// Names by id; none when the file could not be read.
type Table = Option<BTreeMap<u32, String>>;

/// Users and groups of a host as its `/etc/passwd` and `/etc/group` name them.
pub struct Names {
    users: Table,
    groups: Table,
    /// What could not be read of them.
    pub gaps: Vec<Gap>,
}

impl Names {
    /// Reads both files; one that is not there names nobody, one that cannot be read is a gap.
    pub fn read(host: &dyn Host) -> Self {
        let mut gaps = Vec::new();
        let users = table(host, "/etc/passwd", &mut gaps);
        let groups = table(host, "/etc/group", &mut gaps);
        Self { users, groups, gaps }
    }

    /// The name, or the number as text when the host has no name for it; 0 is `root` everywhere. Nothing when the
    /// host's names could not be read.
    #[must_use]
    pub fn user(&self, id: u32) -> Option<String> {
        name(&self.users, id)
    }

    /// As [`Names::user`], of a group.
    #[must_use]
    pub fn group(&self, id: u32) -> Option<String> {
        name(&self.groups, id)
    }
}

fn name(table: &Table, id: u32) -> Option<String> {
    if id == 0 {
        return Some("root".to_owned());
    }
    let table = table.as_ref()?;
    Some(table.get(&id).cloned().unwrap_or_else(|| id.to_string()))
}

/// `name:password:id:...`; the first entry of an id counts.
fn table(host: &dyn Host, path: &str, gaps: &mut Vec<Gap>) -> Table {
    let bytes = match host.read(View::Host, path, FILE) {
        Ok(bytes) => bytes,
        Err(HostError::NotFound) => Vec::new(),
        Err(error) => {
            gaps.push(Gap::new(path, error.to_string(), "owners other than root are not known by name"));
            return None;
        }
    };
    let text = String::from_utf8_lossy(&bytes);
    let mut table = BTreeMap::new();
    for line in text.lines() {
        let mut fields = line.split(':');
        if let (Some(name), Some(_), Some(id)) = (fields.next(), fields.next(), fields.next())
            && let Ok(id) = id.trim().parse()
        {
            table.entry(id).or_insert_with(|| name.to_owned());
        }
    }
    Some(table)
}
