use holdfast_inventory::Snapshot;
use holdfast_rbac::{Named, Request, Resource, Target, named};

/// What is asked, in the words of rules.
pub(super) struct Question {
    verb: String,
    /// Set when a path is asked about.
    path: Option<String>,
    named: Named,
    namespace: String,
    name: String,
    /// What was assumed.
    pub(super) notes: Vec<String>,
}

impl Question {
    /// Reads `VERB RESOURCE[.GROUP][/SUB] [NAME]`, in a namespace or (empty) across the cluster.
    pub(super) fn new(
        snapshot: &Snapshot,
        verb: &str,
        what: &str,
        name: Option<&str>,
        namespace: &str,
    ) -> Self {
        let crds = snapshot.of_kind("CustomResourceDefinition").map(holdfast_inventory::Object::name);
        let mut question = Self {
            verb: verb.to_ascii_lowercase(),
            path: what.starts_with('/').then(|| what.to_owned()),
            named: named(what, crds),
            namespace: namespace.to_owned(),
            name: name.unwrap_or_default().to_owned(),
            notes: Vec::new(),
        };
        if question.path.is_none() {
            question.settle(namespace);
        }
        question
    }

    fn settle(&mut self, namespace: &str) {
        let Named { group, resource, namespaced, told, .. } = &self.named;
        if !told {
            self.notes.push(format!(
                "{resource} is not known: the core API group is assumed; write {resource}.GROUP for another"
            ));
        }
        if group.is_empty() && resource == "namespaces" {
            // The API server takes the name of a namespace as the namespace of the request.
            self.namespace.clone_from(&self.name);
        } else if *namespaced == Some(false) && !namespace.is_empty() {
            self.notes.push(format!("{resource} are not in namespaces: -n {namespace} does not matter"));
            self.namespace.clear();
        }
        self.notes.extend(self.further());
        if matches!(self.verb.as_str(), "create" | "deletecollection")
            && self.named.subresource.is_empty()
            && !self.name.is_empty()
        {
            self.notes.push(format!(
                "the API server does not know the name when it authorizes {}: it is left out",
                self.verb
            ));
            self.name.clear();
        }
    }

    /// The authorizer is not the last word on roles and bindings.
    fn further(&self) -> Option<String> {
        let verb = match self.named.resource.as_str() {
            "roles" | "clusterroles" => "escalate",
            "rolebindings" | "clusterrolebindings" => "bind",
            _ => return None,
        };
        let writes = matches!(self.verb.as_str(), "create" | "update" | "patch" | "*");
        (writes && self.named.group == "rbac.authorization.k8s.io").then(|| {
            format!(
                "the API server also wants whoever writes {} to hold the rights in it, or {verb} on the role",
                self.named.resource
            )
        })
    }

    pub(super) fn request(&self) -> Request<'_> {
        let target = match &self.path {
            Some(path) => Target::Url(path),
            None => Target::Resource(Resource {
                group: &self.named.group,
                resource: &self.named.resource,
                subresource: &self.named.subresource,
                namespace: &self.namespace,
                name: &self.name,
            }),
        };
        Request { verb: &self.verb, target }
    }
}

/// `get pods/exec.GROUP named x in namespace shop`.
impl std::fmt::Display for Question {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if let Some(path) = &self.path {
            return write!(f, "{} {path}", self.verb);
        }
        let Named { group, resource, subresource, .. } = &self.named;
        write!(f, "{} {resource}", self.verb)?;
        if !group.is_empty() {
            write!(f, ".{group}")?;
        }
        if !subresource.is_empty() {
            write!(f, "/{subresource}")?;
        }
        if !self.name.is_empty() {
            write!(f, " {}", self.name)?;
        }
        match (self.namespace.is_empty(), self.named.namespaced) {
            (false, _) if resource != "namespaces" => write!(f, " in namespace {}", self.namespace),
            (true, Some(true)) => write!(f, " in every namespace"),
            _ => Ok(()),
        }
    }
}
