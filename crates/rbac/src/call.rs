use std::borrow::Cow;

use crate::index::Scope;
use crate::permission::{Permission, Place, Thing};
use crate::request::{Request, Resource, Target};

/// A request that was made, as its authorization was asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Call<'a> {
    pub(crate) verb: Cow<'a, str>,
    pub(crate) on: On<'a>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum On<'a> {
    Resource {
        group: &'a str,
        resource: &'a str,
        subresource: Cow<'a, str>,
        namespace: &'a str,
        name: &'a str,
    },
    Url(Cow<'a, str>),
}

/// A call that is kept. Empty strings stand for what it does not have.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Used {
    pub verb: String,
    /// Set for calls to a path; then all that follows is empty.
    pub path: Option<String>,
    pub group: String,
    pub resource: String,
    pub subresource: String,
    pub namespace: String,
    pub name: String,
}

impl Call<'_> {
    pub(crate) fn keep(&self) -> Used {
        let (path, group, resource, subresource, namespace, name) = match &self.on {
            On::Url(path) => (Some(path.to_string()), "", "", "", "", ""),
            On::Resource { group, resource, subresource, namespace, name } => {
                (None, *group, *resource, subresource.as_ref(), *namespace, *name)
            }
        };
        Used {
            verb: self.verb.to_string(),
            path,
            group: group.to_owned(),
            resource: resource.to_owned(),
            subresource: subresource.to_owned(),
            namespace: namespace.to_owned(),
            name: name.to_owned(),
        }
    }

    /// Writes what tells the call from others, each part with its length.
    pub(crate) fn key(&self, to: &mut String) {
        let (path, group, resource, subresource, namespace, name) = match &self.on {
            On::Url(path) => (path.as_ref(), "", "", "", "", ""),
            On::Resource { group, resource, subresource, namespace, name } => {
                ("", *group, *resource, subresource.as_ref(), *namespace, *name)
            }
        };
        for part in [self.verb.as_ref(), path, group, resource, subresource, namespace, name] {
            key_part(part, to);
        }
    }
}

/// `3:get`, so that no two lists of parts run together.
pub(crate) fn key_part(part: &str, to: &mut String) {
    use std::fmt::Write as _;
    let _ = write!(to, "{}:{part}", part.len());
}

impl Used {
    pub fn request(&self) -> Request<'_> {
        let target = match &self.path {
            Some(path) => Target::Url(path),
            None => Target::Resource(Resource {
                group: &self.group,
                resource: &self.resource,
                subresource: &self.subresource,
                namespace: &self.namespace,
                name: &self.name,
            }),
        };
        Request { verb: &self.verb, target }
    }

    /// The permission that allows exactly this.
    pub fn permission(&self) -> Permission<'_> {
        let place = match &self.path {
            Some(path) => Place { scope: Scope::Cluster, thing: Thing::Url(path) },
            None => Place {
                scope: if self.namespace.is_empty() {
                    Scope::Cluster
                } else {
                    Scope::Namespace(&self.namespace)
                },
                thing: Thing::Resource {
                    group: &self.group,
                    resource: &self.resource,
                    subresource: &self.subresource,
                    name: Some(self.name.as_str()).filter(|name| !name.is_empty()),
                },
            },
        };
        Permission { place, verb: &self.verb }
    }
}

/// `get pods/log web-1 in shop`, `get /metrics`.
impl std::fmt::Display for Used {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Permission { place, verb } = self.permission();
        write!(f, "{verb} {}", place.thing)?;
        if !self.name.is_empty() {
            write!(f, " {}", self.name)?;
        }
        if self.namespace.is_empty() { Ok(()) } else { write!(f, " in {}", self.namespace) }
    }
}
