//! What a policy says in so many words, and who reads it.

use holdfast_inventory::view::NetworkPolicy;

use super::{Code, Found};
use crate::enforcer::Enforcer;
use crate::policy::Policy;

pub(super) fn policy(policy: &Policy<'_>, found: &mut Found) {
    if !matches!(policy.object.group(), "networking.k8s.io" | "extensions") {
        return;
    }
    let Some(view) = policy.object.view::<NetworkPolicy<'_>>() else { return };
    let spec = &view.spec;
    let has = |name: &str| spec.policy_types.iter().any(|t| *t == name);
    let ingress = spec.ingress.as_ref().is_some_and(|rules| !rules.is_empty());
    let egress = spec.egress.as_ref().is_some_and(|rules| !rules.is_empty());
    if spec.policy_types.is_empty() {
        let closed = if egress { "Ingress and Egress are" } else { "Ingress alone is" };
        let message = format!("does not say policyTypes: {closed} meant by default");
        return found.add(policy, "/spec", Code::PolicyTypesMissing, message);
    }
    if egress && !has("Egress") {
        found.add(
            policy,
            "/spec/egress",
            Code::EgressNotTyped,
            "has egress rules, and policyTypes leaves Egress out",
        );
    }
    if ingress && !has("Ingress") {
        found.add(
            policy,
            "/spec/ingress",
            Code::IngressNotTyped,
            "has ingress rules, and policyTypes leaves Ingress out",
        );
    }
}

/// Kinds that one network plugin alone reads, where another one is there.
pub(super) fn enforced(policy: &Policy<'_>, plugin: &Enforcer<'_>, found: &mut Found) {
    let group = policy.object.group();
    let readers: &[&str] = match group {
        "cilium.io" => &["cilium", "anetd"],
        _ if group.ends_with("projectcalico.org") => &["calico-node", "canal", "rke2-canal"],
        _ => return,
    };
    let there = match plugin {
        Enforcer::Enforces(name) => name.clone(),
        Enforcer::Ignores(set, _) => format!("{}/{}", set.namespace(), set.name()),
        Enforcer::Unknown => return,
    };
    let name = there.rsplit('/').next().unwrap_or_default();
    if !readers.contains(&name) {
        let message = format!("is read by {} alone, and the cluster runs {there}", readers.join(" or "));
        found.add(policy, "", Code::KindNotEnforced, message);
    }
}
