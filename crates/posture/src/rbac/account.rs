//! The accounts that pods run as: which they are, what they may do, and whether the pod gets their token.

use holdfast_inventory::view::{List, ServiceAccount, Volume};
use holdfast_inventory::{Object, PodFacts, Snapshot};
use holdfast_rbac::{Identity, Index};
use rustc_hash::FxHashMap;
use serde::Deserialize;

use super::power::{Power, Reason, power};
use crate::prelude::*;

/// The service accounts of an estate, by namespace and name.
#[derive(Debug)]
pub(crate) struct Accounts<'s> {
    by_name: FxHashMap<(&'s str, &'s str), Account>,
}

#[derive(Debug, Default)]
pub(crate) struct Account {
    pub(crate) power: Power,
    /// Places in [`Snapshot::pods`] of those that run as the account.
    pods: Vec<u32>,
}

impl<'s> Accounts<'s> {
    pub(crate) fn build(snapshot: &'s Snapshot, index: &Index<'_>) -> Self {
        let mut by_name: FxHashMap<(&str, &str), Account> = FxHashMap::default();
        for (at, facts) in (0..).zip(snapshot.pods()) {
            let key = (facts.object(snapshot).namespace(), facts.service_account(snapshot));
            by_name.entry(key).or_default().pods.push(at);
        }
        for account in snapshot.of_kind("ServiceAccount") {
            by_name.entry((account.namespace(), account.name())).or_default();
        }
        for ((namespace, name), account) in &mut by_name {
            account.power = power(index, &Identity::service_account(namespace, name));
        }
        Self { by_name }
    }

    pub(crate) fn get(&self, namespace: &'s str, name: &'s str) -> Option<&Account> {
        self.by_name.get(&(namespace, name))
    }
}

impl Account {
    /// The pods and pod templates that run as the account.
    pub(crate) fn pods<'s>(&self, snapshot: &'s Snapshot) -> impl Iterator<Item = &'s PodFacts> {
        self.pods.iter().filter_map(|at| snapshot.pods().get(*at as usize))
    }
}

/// The fields of a pod spec that decide whether it gets a token.
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default, bound(deserialize = "'de: 'a"))]
struct TokenFields<'a> {
    automount_service_account_token: Option<bool>,
    volumes: List<Volume<'a>>,
}

/// True when the pod gets a token for the API server: mounted unless the pod, or else its account, says no;
/// or asked for by a projected volume.
pub(crate) fn mounts_token(snapshot: &Snapshot, facts: &PodFacts) -> bool {
    let object = facts.object(snapshot);
    let spec: TokenFields<'_> = object.view_at(facts.spec_pointer()).unwrap_or_default();
    if spec.volumes.iter().any(projects_token) {
        return true;
    }
    spec.automount_service_account_token.unwrap_or_else(|| {
        let account = snapshot.find("ServiceAccount", object.namespace(), facts.service_account(snapshot));
        let account: Option<ServiceAccount<'_>> = account.and_then(Object::view);
        account.and_then(|a| a.automount_service_account_token).unwrap_or(true)
    })
}

/// A token for another audience is refused by the API server.
fn projects_token(volume: &Volume<'_>) -> bool {
    let sources = volume.projected.iter().flat_map(|projected| projected.sources.iter());
    let mut tokens = sources.filter_map(|source| source.service_account_token.as_ref());
    tokens.any(|token| token.audience.as_deref().unwrap_or_default().is_empty())
}

/// Judges a pod by what its account may do, if it gets the account's token.
pub(crate) fn account_hit(
    pod: &PodCx<'_, '_>,
    says: &str,
    of: impl FnOnce(&Power) -> Option<&Reason>,
) -> Verdict {
    let (cx, name) = (pod.cx, pod.service_account());
    let Some(account) = cx.accounts().get(pod.namespace(), name) else { return Verdict::NotApplicable };
    match of(&account.power) {
        Some(_) if !mounts_token(cx.snapshot(), pod.facts) => Verdict::Pass,
        Some(reason) => {
            let message = format!("runs as {name}, which {says}: {}", reason.says);
            let hit = Hit::at("/serviceAccountName", message).value(name);
            reason.facts.iter().fold(hit, |hit, fact| hit.fact(fact.clone())).into()
        }
        None => unknown(cx, &account.power).unwrap_or(Verdict::Pass),
    }
}

/// Files without the account's bindings or roles cannot show that it holds nothing.
pub(crate) fn unknown(cx: &Cx<'_>, power: &Power) -> Option<Verdict> {
    if !cx.from_files() {
        return None;
    }
    if cx.rbac().bindings().is_empty() {
        return Some(Verdict::NotAssessed("there are no role bindings among the files"));
    }
    power.unresolved.then_some(Verdict::NotAssessed("a role bound to the account is not among the files"))
}
