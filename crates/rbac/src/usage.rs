use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashSet;

use crate::call::{Call, Used, key_part};
use crate::identity::Identity;
use crate::impersonation::As;

/// Most distinct calls kept of one log; beyond that, the log is not what one cluster's accounts do.
const MOST_CALLS: usize = 2_000_000;

/// What everybody in a log did.
#[derive(Debug, Default)]
pub struct Usage {
    pub users: BTreeMap<String, UserUsage>,
    /// True when there were more distinct calls than are kept: then something is missing.
    pub full: bool,
    seen: FxHashSet<Box<str>>,
    key: String,
}

/// What one user did.
#[derive(Clone, Debug, Default)]
pub struct UserUsage {
    /// The groups the user was in at every call.
    pub groups: Vec<String>,
    /// Each different call once.
    pub calls: BTreeSet<Used>,
    /// Roles and bindings the user wrote.
    pub writes: BTreeSet<RoleWrite>,
    /// Calls in all.
    pub count: u64,
}

/// A role or binding that was written: that takes the rights in it, or a special verb.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RoleWrite {
    /// The rules of a role.
    Rules {
        /// Empty for a ClusterRole.
        namespace: String,
        name: String,
    },
    /// A binding to a role.
    Binding {
        /// Empty for a ClusterRoleBinding.
        namespace: String,
        /// True for a Role, and its name; `None` when the log does not hold the body of the request.
        role: Option<(bool, String)>,
    },
}

impl Usage {
    pub(crate) fn note(&mut self, who: &As<'_>, call: &Call<'_>) {
        let user = entry(&mut self.users, who);
        user.count += 1;
        self.key.clear();
        key_part(who.user, &mut self.key);
        call.key(&mut self.key);
        if self.seen.contains(self.key.as_str()) {
            return;
        }
        if self.seen.len() >= MOST_CALLS {
            self.full = true;
            return;
        }
        self.seen.insert(self.key.as_str().into());
        user.calls.insert(call.keep());
    }

    pub(crate) fn note_write(&mut self, who: &As<'_>, write: RoleWrite) {
        entry(&mut self.users, who).writes.insert(write);
    }
}

/// The entry of a user, with the groups of this call.
fn entry<'u>(users: &'u mut BTreeMap<String, UserUsage>, who: &As<'_>) -> &'u mut UserUsage {
    let new = || UserUsage { groups: who.groups.to_vec(), ..UserUsage::default() };
    let user = users.entry(who.user.to_owned()).or_insert_with(new);
    user.groups.retain(|group| who.groups.contains(group));
    user
}

impl UserUsage {
    /// The user with the groups that are sure.
    pub fn identity(&self, name: &str) -> Identity {
        Identity { user: Some(name.to_owned()), groups: self.groups.clone() }
    }
}
