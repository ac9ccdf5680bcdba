use holdfast_inventory::view::{ServiceAccount, Volume};
use holdfast_model::InputKind;
use holdfast_rbac::Identity;

use super::{ContainerCx, GrantCx, PodCx};
use crate::proof::Proof;

/// Where admission mounts the token of the service account.
const MOUNTED: &str = "/var/run/secrets/kubernetes.io/serviceaccount";

impl<'f, 's> PodCx<'f, 's> {
    /// The field by which the account's token gets into every container; `None` when it is turned off or, in a pod that
    /// was read from a cluster, when it is not there.
    pub(crate) fn token(&self) -> Option<Proof> {
        if self.is_live() {
            let mounted =
                self.containers().any(|c| c.container.volume_mounts.iter().any(|m| m.mount_path == MOUNTED));
            return mounted.then(|| self.automount_proof());
        }
        self.automounts().then(|| self.automount_proof())
    }

    fn automount_proof(&self) -> Proof {
        // An account that holds something is there to be used.
        let effort = if self.grants().is_empty() { 1 } else { 6 };
        let fix =
            self.set("Do not mount the account's token", "/automountServiceAccountToken", false, effort);
        let says = format!("the token of service account {} is mounted", self.class.account);
        self.proof("/serviceAccountName", says).value(self.class.account).fix(fix)
    }

    /// A pod that runs: what admission added to it is there to be seen.
    fn is_live(&self) -> bool {
        let cluster = self.facts.snapshot.cluster.input == InputKind::Cluster;
        cluster && self.class.source.kind() == "Pod"
    }

    /// Mounted by default: the pod says so, else the account, else yes.
    fn automounts(&self) -> bool {
        let account = || {
            let object = self.facts.snapshot.find("ServiceAccount", self.namespace(), self.class.account)?;
            object.view::<ServiceAccount<'_>>()?.automount_service_account_token
        };
        self.spec().automount_service_account_token.or_else(account).unwrap_or(true)
    }

    /// Volumes that hold a token the API server takes: projected, without another audience.
    pub(crate) fn token_volumes(&self) -> impl Iterator<Item = (usize, &'f Volume<'s>)> {
        let spec = self.spec();
        spec.volumes.iter().enumerate().filter(|(_, volume)| {
            volume.projected.as_ref().is_some_and(|p| {
                let tokens = p.sources.iter().filter_map(|s| s.service_account_token.as_ref());
                tokens.into_iter().any(|token| token.audience.as_deref().is_none_or(is_api_server))
            })
        })
    }

    /// What the pod's account holds, its groups' grants included.
    pub(crate) fn grants(&self) -> Vec<GrantCx<'f, 's>> {
        let facts = self.facts;
        let who = Identity::service_account(self.namespace(), self.class.account);
        let held =
            facts.rbac.bindings_for(&who).filter_map(|(_, b)| Some((facts.rbac.role(b.role?), b.scope)));
        held.map(|(role, scope)| GrantCx { facts, role, scope }).collect()
    }
}

impl ContainerCx<'_, '_> {
    /// The container can read the account's token.
    pub(crate) fn token(&self) -> Option<Proof> {
        let mounted = self.container.volume_mounts.iter().any(|m| m.mount_path == MOUNTED);
        if self.pod.is_live() && !mounted {
            return None;
        }
        self.pod.token()
    }
}

/// Names by which API servers are called in tokens.
fn is_api_server(audience: &str) -> bool {
    audience.is_empty()
        || audience == "api"
        || audience == "kubernetes"
        || audience.contains("kubernetes.default")
        || audience == "https://kubernetes.io"
}
