/// One request as the API server hands it to its authorizers. Empty strings stand for what the request does not have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Request<'q> {
    /// `get`, `list`, `create`, `impersonate` ...
    pub verb: &'q str,
    pub target: Target<'q>,
}

/// What the request is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target<'q> {
    Resource(Resource<'q>),
    /// A path that is no resource, `/metrics`.
    Url(&'q str),
}

/// A resource request. `create`, plain `list`, `watch` and `deletecollection` carry no name; subresources do (`pods/exec`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Resource<'q> {
    /// Empty for the core group.
    pub group: &'q str,
    pub resource: &'q str,
    pub subresource: &'q str,
    /// Empty for cluster-scoped resources and for requests over all namespaces.
    pub namespace: &'q str,
    pub name: &'q str,
}

impl<'q> Request<'q> {
    /// A request for a resource, `pods` or `pods/exec`, across the cluster and without a name.
    pub fn resource(verb: &'q str, group: &'q str, resource: &'q str) -> Self {
        let (resource, subresource) = resource.split_once('/').unwrap_or((resource, ""));
        Self {
            verb,
            target: Target::Resource(Resource { group, resource, subresource, ..Resource::default() }),
        }
    }

    /// A request for a path that is no resource.
    pub fn url(verb: &'q str, path: &'q str) -> Self {
        Self { verb, target: Target::Url(path) }
    }

    /// The same in one namespace. Paths have none.
    #[must_use]
    pub fn in_namespace(mut self, namespace: &'q str) -> Self {
        if let Target::Resource(resource) = &mut self.target {
            resource.namespace = namespace;
        }
        self
    }

    /// The same for one object. Paths have no name.
    #[must_use]
    pub fn named(mut self, name: &'q str) -> Self {
        if let Target::Resource(resource) = &mut self.target {
            resource.name = name;
        }
        self
    }

    pub(crate) fn namespace(&self) -> &'q str {
        match self.target {
            Target::Resource(resource) => resource.namespace,
            Target::Url(_) => "",
        }
    }
}
