use holdfast_inventory::view::{Container, Metadata, PodSecurityContext, PodSpec, SecurityContext};

/// The pod under evaluation.
#[derive(Clone, Copy)]
pub(crate) struct Subject<'p, 's> {
    pub(crate) metadata: &'p Metadata<'s>,
    pub(crate) spec: &'p PodSpec<'s>,
}

/// A container and the JSON pointer of it inside the pod spec.
pub(crate) struct Placed<'p, 's> {
    pub(crate) container: &'p Container<'s>,
    list: &'static str,
    index: usize,
}

impl<'p, 's> Placed<'p, 's> {
    pub(crate) fn name(&self) -> &'p str {
        &self.container.name
    }

    pub(crate) fn security<T>(&self, field: impl FnOnce(&'p SecurityContext<'s>) -> Option<T>) -> Option<T> {
        self.container.security_context.as_ref().and_then(field)
    }

    /// Pointer of a field of the container, relative to the pod spec.
    pub(crate) fn at(&self, field: &str) -> String {
        format!("/{}/{}{field}", self.list, self.index)
    }
}

impl<'p, 's> Subject<'p, 's> {
    /// Init, plain and ephemeral containers, in upstream's order.
    pub(crate) fn containers(self) -> impl Iterator<Item = Placed<'p, 's>> {
        let spec = self.spec;
        let lists = [
            ("initContainers", &spec.init_containers),
            ("containers", &spec.containers),
            ("ephemeralContainers", &spec.ephemeral_containers),
        ];
        lists.into_iter().flat_map(|(list, containers)| {
            containers.iter().enumerate().map(move |(index, container)| Placed { container, list, index })
        })
    }

    pub(crate) fn security<T>(
        self,
        field: impl FnOnce(&'p PodSecurityContext<'s>) -> Option<T>,
    ) -> Option<T> {
        self.spec.security_context.as_ref().and_then(field)
    }

    pub(crate) fn is_windows(self) -> bool {
        self.spec.os.as_ref().is_some_and(|os| os.name == "windows")
    }

    /// A pod in a user namespace of its own: some rules do not bind it since 1.35 (KEP-127).
    pub(crate) fn has_user_namespace(self) -> bool {
        self.spec.host_users == Some(false)
    }
}
