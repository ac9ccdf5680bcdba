use std::sync::OnceLock;

use holdfast_inventory::view::{
    Container, PodSecurityContext, PodSpec, PodTemplate, SecurityContext, Volume, VolumeMount,
};
use holdfast_inventory::{Estate, Knowledge, Object, PodFacts, Snapshot};
use holdfast_model::Settings;
use holdfast_rbac::Index;

use crate::rbac::Accounts;

/// What every check may look at besides its subject.
#[derive(Debug)]
pub struct Cx<'s> {
    pub estate: Estate<'s>,
    pub settings: &'s Settings,
    rbac: OnceLock<Index<'s>>,
    accounts: OnceLock<Accounts<'s>>,
}

impl<'s> Cx<'s> {
    pub fn new(snapshot: &'s Snapshot, settings: &'s Settings) -> Self {
        Self { estate: Estate::new(snapshot), settings, rbac: OnceLock::new(), accounts: OnceLock::new() }
    }

    /// Roles and bindings, ready to be asked; built on first use.
    pub fn rbac(&self) -> &Index<'s> {
        self.rbac.get_or_init(|| Index::build(&self.estate))
    }

    /// What the accounts of pods may do; worked out on first use.
    pub(crate) fn accounts(&self) -> &Accounts<'s> {
        self.accounts.get_or_init(|| Accounts::build(self.snapshot(), self.rbac()))
    }

    pub fn snapshot(&self) -> &'s Snapshot {
        self.estate.snapshot
    }

    /// True when every object of the kind is known.
    pub fn complete(&self, kind: &str) -> bool {
        self.snapshot().knowledge(kind) == Knowledge::Complete
    }

    /// True when the input is files, so that objects may exist that were not given.
    pub fn from_files(&self) -> bool {
        self.snapshot().cluster.input == holdfast_model::InputKind::Files
    }

    /// The server's version as `(major, minor)`, if known.
    pub fn version(&self) -> Option<(u32, u32)> {
        let text = self.snapshot().cluster.version.as_deref()?.trim_start_matches('v');
        let mut parts = text.split(['.', '-', '+']);
        Some((parts.next()?.parse().ok()?, parts.next()?.trim_end_matches('+').parse().ok()?))
    }

    /// The effective value of a namespace label; `None` when the Namespace object is not known.
    pub fn namespace(&self, name: &str) -> Option<Object<'s>> {
        self.snapshot().find("Namespace", "", name)
    }
}

/// One object under judgement.
#[derive(Clone, Copy, Debug)]
pub struct ObjectCx<'c, 's> {
    pub cx: &'c Cx<'s>,
    pub object: Object<'s>,
}

/// One pod or pod template under judgement.
#[derive(Debug)]
pub struct PodCx<'c, 's> {
    pub cx: &'c Cx<'s>,
    /// The Pod or the controller that holds the template.
    pub object: Object<'s>,
    pub facts: &'s PodFacts,
    pub template: PodTemplate<'s>,
}

/// Which of the three lists a container stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ContainerList {
    Containers,
    InitContainers,
    EphemeralContainers,
}

impl ContainerList {
    /// The JSON field.
    pub fn field(self) -> &'static str {
        match self {
            Self::Containers => "containers",
            Self::InitContainers => "initContainers",
            Self::EphemeralContainers => "ephemeralContainers",
        }
    }
}

/// One container under judgement.
#[derive(Clone, Copy, Debug)]
pub struct ContainerCx<'c, 's> {
    pub pod: &'c PodCx<'c, 's>,
    pub container: &'c Container<'s>,
    pub list: ContainerList,
    pub index: usize,
}

impl<'s> PodCx<'_, 's> {
    pub fn spec(&self) -> &PodSpec<'s> {
        &self.template.spec
    }

    pub fn namespace(&self) -> &'s str {
        self.object.namespace()
    }

    /// A label of the pod (of the template, for controllers).
    pub fn label(&self, key: &str) -> Option<&'s str> {
        self.facts.label(self.cx.snapshot(), key)
    }

    /// An annotation of the pod (of the template, for controllers).
    pub fn annotation(&self, key: &str) -> Option<&str> {
        self.template.metadata.annotations.value(key).map(holdfast_inventory::view::Str::as_str)
    }

    /// The service account as it runs: `default` when none is named.
    pub fn service_account(&self) -> &'s str {
        self.facts.service_account(self.cx.snapshot())
    }

    /// A field of the pod's security context.
    pub fn security<T>(&self, field: impl FnOnce(&PodSecurityContext<'s>) -> Option<T>) -> Option<T> {
        self.spec().security_context.as_ref().and_then(field)
    }

    /// Containers of all three lists.
    pub fn containers(&self) -> impl Iterator<Item = ContainerCx<'_, 's>> {
        use ContainerList::{Containers, EphemeralContainers, InitContainers};
        let spec = self.spec();
        let lists = [
            (InitContainers, &spec.init_containers),
            (Containers, &spec.containers),
            (EphemeralContainers, &spec.ephemeral_containers),
        ];
        lists.into_iter().flat_map(move |(list, containers)| {
            containers.iter().enumerate().map(move |(index, container)| ContainerCx {
                pod: self,
                container,
                list,
                index,
            })
        })
    }

    pub fn volume(&self, name: &str) -> Option<&Volume<'s>> {
        self.spec().volumes.iter().find(|v| v.name == name)
    }

    /// True when the pod says it runs on Windows: Linux-only settings are not asked of it.
    pub fn is_windows(&self) -> bool {
        self.spec().os.as_ref().is_some_and(|os| os.name == "windows")
    }
}

impl<'c, 's> ContainerCx<'c, 's> {
    pub fn name(&self) -> &str {
        &self.container.name
    }

    pub fn cx(&self) -> &'c Cx<'s> {
        self.pod.cx
    }

    /// The image reference as written; empty when absent.
    pub fn image(&self) -> &str {
        self.container.image.as_deref().unwrap_or_default()
    }

    /// A field of the container's own security context.
    pub fn security<T>(&self, field: impl FnOnce(&SecurityContext<'s>) -> Option<T>) -> Option<T> {
        self.container.security_context.as_ref().and_then(field)
    }

    pub fn is_privileged(&self) -> bool {
        self.security(|s| s.privileged) == Some(true)
    }

    /// The user as it runs, if set: the container's word over the pod's.
    pub fn run_as_user(&self) -> Option<i64> {
        self.security(|s| s.run_as_user).or_else(|| self.pod.security(|s| s.run_as_user))
    }

    pub fn run_as_group(&self) -> Option<i64> {
        self.security(|s| s.run_as_group).or_else(|| self.pod.security(|s| s.run_as_group))
    }

    /// The container's word over the pod's.
    pub fn run_as_non_root(&self) -> Option<bool> {
        self.security(|s| s.run_as_non_root).or_else(|| self.pod.security(|s| s.run_as_non_root))
    }

    /// True when `capabilities.add` has the name (with or without `CAP_`, any case).
    pub fn adds_capability(&self, name: &str) -> bool {
        self.added_capabilities().any(|c| c.eq_ignore_ascii_case(name))
    }

    /// Added capabilities without a `CAP_` prefix.
    pub fn added_capabilities(&self) -> impl Iterator<Item = &'c str> {
        let capabilities = self.container.security_context.as_ref().and_then(|s| s.capabilities.as_ref());
        capabilities.into_iter().flat_map(|c| c.add.iter()).map(|c| bare_capability(c))
    }

    /// Dropped capabilities without a `CAP_` prefix.
    pub fn dropped_capabilities(&self) -> impl Iterator<Item = &'c str> {
        let capabilities = self.container.security_context.as_ref().and_then(|s| s.capabilities.as_ref());
        capabilities.into_iter().flat_map(|c| c.drop.iter()).map(|c| bare_capability(c))
    }

    pub fn drops_all(&self) -> bool {
        self.dropped_capabilities().any(|c| c.eq_ignore_ascii_case("ALL"))
    }

    /// Mounts with the volume they mount; mounts of unknown volumes are left out.
    pub fn mounts(&self) -> impl Iterator<Item = (usize, &'c VolumeMount<'s>, &'c Volume<'s>)> {
        let pod = self.pod;
        self.container
            .volume_mounts
            .iter()
            .enumerate()
            .filter_map(move |(at, mount)| pod.volume(&mount.name).map(|volume| (at, mount, volume)))
    }
}

/// Container runtimes accept `NET_ADMIN` and `CAP_NET_ADMIN` alike.
fn bare_capability(name: &str) -> &str {
    match name.get(..4) {
        Some(prefix) if prefix.eq_ignore_ascii_case("CAP_") => name.get(4..).unwrap_or_default(),
        _ => name,
    }
}
