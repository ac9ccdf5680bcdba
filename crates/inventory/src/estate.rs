use std::sync::OnceLock;

use serde::Deserialize;

use crate::object::Object;
use crate::snapshot::Snapshot;
use crate::view::{
    Autoscaler, Binding, ConfigMap, Ingress, NetworkPolicy, Node, Plain, PodDisruptionBudget, Role, Route,
    Secret, Service, ServiceAccount, WebhookConfiguration,
};

/// An object together with its typed view.
#[derive(Debug)]
pub struct Typed<'s, T> {
    pub object: Object<'s>,
    pub view: T,
}

/// The kinds that other objects are judged against, read once on first use and kept.
///
/// Pods and controllers are not here: there are too many; see [`Snapshot::pods`].
#[derive(Debug)]
pub struct Estate<'s> {
    pub snapshot: &'s Snapshot,
    services: OnceLock<Vec<Typed<'s, Service<'s>>>>,
    service_accounts: OnceLock<Vec<Typed<'s, ServiceAccount<'s>>>>,
    ingresses: OnceLock<Vec<Typed<'s, Ingress<'s>>>>,
    routes: OnceLock<Vec<Typed<'s, Route<'s>>>>,
    network_policies: OnceLock<Vec<Typed<'s, NetworkPolicy<'s>>>>,
    namespaces: OnceLock<Vec<Typed<'s, Plain<'s>>>>,
    nodes: OnceLock<Vec<Typed<'s, Node<'s>>>>,
    roles: OnceLock<Vec<Typed<'s, Role<'s>>>>,
    bindings: OnceLock<Vec<Typed<'s, Binding<'s>>>>,
    config_maps: OnceLock<Vec<Typed<'s, ConfigMap<'s>>>>,
    secrets: OnceLock<Vec<Typed<'s, Secret<'s>>>>,
    budgets: OnceLock<Vec<Typed<'s, PodDisruptionBudget<'s>>>>,
    autoscalers: OnceLock<Vec<Typed<'s, Autoscaler<'s>>>>,
    webhooks: OnceLock<Vec<Typed<'s, WebhookConfiguration<'s>>>>,
}

impl<'s> Estate<'s> {
    pub fn new(snapshot: &'s Snapshot) -> Self {
        Self {
            snapshot,
            services: OnceLock::new(),
            service_accounts: OnceLock::new(),
            ingresses: OnceLock::new(),
            routes: OnceLock::new(),
            network_policies: OnceLock::new(),
            namespaces: OnceLock::new(),
            nodes: OnceLock::new(),
            roles: OnceLock::new(),
            bindings: OnceLock::new(),
            config_maps: OnceLock::new(),
            secrets: OnceLock::new(),
            budgets: OnceLock::new(),
            autoscalers: OnceLock::new(),
            webhooks: OnceLock::new(),
        }
    }

    pub fn services(&self) -> &[Typed<'s, Service<'s>>] {
        self.services.get_or_init(|| typed(self.snapshot, &[""], &["Service"]))
    }

    pub fn service_accounts(&self) -> &[Typed<'s, ServiceAccount<'s>>] {
        self.service_accounts.get_or_init(|| typed(self.snapshot, &[""], &["ServiceAccount"]))
    }

    pub fn ingresses(&self) -> &[Typed<'s, Ingress<'s>>] {
        self.ingresses
            .get_or_init(|| typed(self.snapshot, &["networking.k8s.io", "extensions"], &["Ingress"]))
    }

    /// Gateway API routes of every kind.
    pub fn routes(&self) -> &[Typed<'s, Route<'s>>] {
        const KINDS: &[&str] = &["HTTPRoute", "GRPCRoute", "TCPRoute", "TLSRoute", "UDPRoute"];
        self.routes.get_or_init(|| typed(self.snapshot, &["gateway.networking.k8s.io"], KINDS))
    }

    pub fn network_policies(&self) -> &[Typed<'s, NetworkPolicy<'s>>] {
        self.network_policies
            .get_or_init(|| typed(self.snapshot, &["networking.k8s.io", "extensions"], &["NetworkPolicy"]))
    }

    pub fn namespaces(&self) -> &[Typed<'s, Plain<'s>>] {
        self.namespaces.get_or_init(|| typed(self.snapshot, &[""], &["Namespace"]))
    }

    pub fn nodes(&self) -> &[Typed<'s, Node<'s>>] {
        self.nodes.get_or_init(|| typed(self.snapshot, &[""], &["Node"]))
    }

    /// Roles and ClusterRoles.
    pub fn roles(&self) -> &[Typed<'s, Role<'s>>] {
        self.roles
            .get_or_init(|| typed(self.snapshot, &["rbac.authorization.k8s.io"], &["Role", "ClusterRole"]))
    }

    /// RoleBindings and ClusterRoleBindings.
    pub fn bindings(&self) -> &[Typed<'s, Binding<'s>>] {
        const KINDS: &[&str] = &["RoleBinding", "ClusterRoleBinding"];
        self.bindings.get_or_init(|| typed(self.snapshot, &["rbac.authorization.k8s.io"], KINDS))
    }

    pub fn config_maps(&self) -> &[Typed<'s, ConfigMap<'s>>] {
        self.config_maps.get_or_init(|| typed(self.snapshot, &[""], &["ConfigMap"]))
    }

    pub fn secrets(&self) -> &[Typed<'s, Secret<'s>>] {
        self.secrets.get_or_init(|| typed(self.snapshot, &[""], &["Secret"]))
    }

    pub fn budgets(&self) -> &[Typed<'s, PodDisruptionBudget<'s>>] {
        self.budgets.get_or_init(|| typed(self.snapshot, &["policy"], &["PodDisruptionBudget"]))
    }

    pub fn autoscalers(&self) -> &[Typed<'s, Autoscaler<'s>>] {
        self.autoscalers.get_or_init(|| typed(self.snapshot, &["autoscaling"], &["HorizontalPodAutoscaler"]))
    }

    /// Validating and mutating webhook configurations.
    pub fn webhooks(&self) -> &[Typed<'s, WebhookConfiguration<'s>>] {
        const KINDS: &[&str] = &["ValidatingWebhookConfiguration", "MutatingWebhookConfiguration"];
        self.webhooks.get_or_init(|| typed(self.snapshot, &["admissionregistration.k8s.io"], KINDS))
    }
}

/// Every object of the kinds in the groups, with its view, in the order read.
pub fn typed<'s, T: Deserialize<'s>>(
    snapshot: &'s Snapshot,
    groups: &[&str],
    kinds: &[&str],
) -> Vec<Typed<'s, T>> {
    let objects = kinds.iter().flat_map(|kind| snapshot.of_kind(kind));
    objects
        .filter(|object| groups.contains(&object.group()))
        .filter_map(|object| object.view().map(|view| Typed { object, view }))
        .collect()
}
