use crate::intern::Sym;
use crate::object::Object;
use crate::snapshot::Snapshot;
use crate::templates::TemplatePath;
use crate::view::{PodSpec, PodTemplate};

/// Labels that controllers put on pods of one rollout or one number: a template in a file cannot carry them, and they
/// select no workload as a whole.
pub static SET_BY_CONTROLLERS: &[&str] = &[
    "apps.kubernetes.io/pod-index",
    "batch.kubernetes.io/controller-uid",
    "batch.kubernetes.io/job-completion-index",
    "batch.kubernetes.io/job-name",
    "controller-revision-hash",
    "controller-uid",
    "job-name",
    "pod-template-generation",
    "pod-template-hash",
    "rollouts-pod-template-hash",
    "statefulset.kubernetes.io/pod-name",
];

/// What other objects refer to in a pod or pod template: labels, ports, account. Small enough to keep for every pod.
#[derive(Debug)]
pub struct PodFacts {
    pub(crate) object: u32,
    pub(crate) path: PathKind,
    pub(crate) labels: Box<[(Sym, Sym)]>,
    pub(crate) service_account: Sym,
    pub(crate) ports: Box<[PortFact]>,
    pub host_network: bool,
}

/// Template paths are one of a few constants for built-in kinds; only custom resources need their own.
#[derive(Debug)]
pub(crate) enum PathKind {
    Pod,
    Template,
    CronJob,
    Other(Box<TemplatePath>),
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct PortFact {
    pub(crate) name: Sym,
    pub(crate) port: i64,
    pub(crate) udp: bool,
    pub(crate) sctp: bool,
}

/// A declared container port.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Port<'s> {
    /// Empty when unnamed.
    pub name: &'s str,
    pub port: i64,
    pub udp: bool,
    pub sctp: bool,
}

impl PodFacts {
    pub fn object<'s>(&self, snapshot: &'s Snapshot) -> Object<'s> {
        Object::new(snapshot, self.object)
    }

    /// JSON pointer of the pod spec inside the object.
    pub fn spec_pointer(&self) -> &str {
        match &self.path {
            PathKind::Pod => "/spec",
            PathKind::Template => "/spec/template/spec",
            PathKind::CronJob => "/spec/jobTemplate/spec/template/spec",
            PathKind::Other(path) => &path.spec,
        }
    }

    /// JSON pointer of the object with `metadata` and `spec` around the pod spec, if there is one.
    pub fn template_pointer(&self) -> Option<&str> {
        match &self.path {
            PathKind::Pod => Some(""),
            PathKind::Template => Some("/spec/template"),
            PathKind::CronJob => Some("/spec/jobTemplate/spec/template"),
            PathKind::Other(path) => path.template.as_deref(),
        }
    }

    /// True for templates of custom resources, of which one object may hold several.
    pub fn is_custom(&self) -> bool {
        matches!(self.path, PathKind::Other(_))
    }

    /// Reads the template: metadata (empty when it has none) and spec.
    pub fn template<'s>(&self, snapshot: &'s Snapshot) -> Option<PodTemplate<'s>> {
        let object = self.object(snapshot);
        match self.template_pointer() {
            Some(pointer) => object.view_at(pointer),
            None => object
                .view_at::<PodSpec<'s>>(self.spec_pointer())
                .map(|spec| PodTemplate { metadata: crate::view::Metadata::default(), spec }),
        }
    }

    pub fn label<'s>(&self, snapshot: &'s Snapshot, key: &str) -> Option<&'s str> {
        let key = snapshot.strings.find(key)?;
        self.labels.iter().find(|(k, _)| *k == key).map(|(_, v)| snapshot.text(*v))
    }

    pub fn labels<'s>(&self, snapshot: &'s Snapshot) -> impl Iterator<Item = (&'s str, &'s str)> {
        self.labels.iter().map(move |(k, v)| (snapshot.text(*k), snapshot.text(*v)))
    }

    /// The service account as it runs: `default` when none is named.
    pub fn service_account<'s>(&self, snapshot: &'s Snapshot) -> &'s str {
        snapshot.text(self.service_account)
    }

    pub fn ports<'s>(&self, snapshot: &'s Snapshot) -> impl Iterator<Item = Port<'s>> {
        self.ports.iter().map(move |p| Port {
            name: snapshot.text(p.name),
            port: p.port,
            udp: p.udp,
            sctp: p.sctp,
        })
    }
}
