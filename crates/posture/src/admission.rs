//! What stands at admission: webhooks and built-in policies that can refuse a pod, and the namespaces they cover.

use holdfast_inventory::view::{
    AdmissionPolicy, AdmissionPolicyBinding, LabelSelector, List, MatchResources, WebhookRule,
};
use holdfast_inventory::{Estate, Object, Typed, typed};
use rustc_hash::FxHashMap;

const GROUP: &[&str] = &["admissionregistration.k8s.io"];

/// Something that can refuse pods, with the namespace selectors that must all match.
#[derive(Debug)]
struct Gate<'s> {
    object: Object<'s>,
    namespaces: Vec<LabelSelector<'s>>,
}

/// Every gate for pods.
#[derive(Debug)]
pub(crate) struct Gates<'s>(Vec<Gate<'s>>);

impl<'s> Gates<'s> {
    pub(crate) fn new(estate: &Estate<'s>) -> Self {
        let mut gates = Vec::new();
        webhooks(estate, &mut gates);
        policies(estate, &mut gates);
        Self(gates)
    }

    /// The first gate that covers pods of the namespace.
    pub(crate) fn covering(&self, namespace: Object<'_>) -> Option<Object<'s>> {
        let label = |key: &str| match key {
            // Set by the API server on every namespace.
            "kubernetes.io/metadata.name" => Some(namespace.name()),
            key => namespace.label(key),
        };
        let covers = |gate: &&Gate<'_>| gate.namespaces.iter().all(|selector| selector.matches(label));
        self.0.iter().find(covers).map(|gate| gate.object)
    }
}

fn webhooks<'s>(estate: &Estate<'s>, gates: &mut Vec<Gate<'s>>) {
    let validating = estate.webhooks().iter().filter(|w| w.object.kind() == "ValidatingWebhookConfiguration");
    for Typed { object, view } in validating {
        for webhook in view.webhooks.iter().filter(|w| judges_pods(&w.rules)) {
            let namespaces = webhook.namespace_selector.iter().cloned().collect();
            gates.push(Gate { object: *object, namespaces });
        }
    }
}

fn policies<'s>(estate: &Estate<'s>, gates: &mut Vec<Gate<'s>>) {
    let policies: Vec<Typed<'s, AdmissionPolicy<'s>>> =
        typed(estate.snapshot, GROUP, &["ValidatingAdmissionPolicy"]);
    let policies: FxHashMap<&str, &MatchResources<'s>> =
        policies.iter().map(|p| (p.object.name(), &p.view.spec.match_constraints)).collect();
    let bindings: Vec<Typed<'s, AdmissionPolicyBinding<'s>>> =
        typed(estate.snapshot, GROUP, &["ValidatingAdmissionPolicyBinding"]);
    for Typed { object, view: AdmissionPolicyBinding { spec, .. } } in bindings {
        let denies = spec.validation_actions.iter().any(|action| *action == "Deny");
        let Some(constraints) = policies.get(spec.policy_name.as_str()) else { continue };
        if !denies || !judges_pods(&constraints.resource_rules) {
            continue;
        }
        let bound = spec.match_resources.as_ref().and_then(|m| m.namespace_selector.as_ref());
        let namespaces = constraints.namespace_selector.iter().chain(bound).cloned().collect();
        gates.push(Gate { object, namespaces });
    }
}

/// True when the rules cover the creation of pods.
pub(crate) fn judges_pods(rules: &List<WebhookRule<'_>>) -> bool {
    covers(rules, "", "pods", "CREATE")
}

/// True when one of the rules covers the operation on the resource of the group.
pub(crate) fn covers(rules: &List<WebhookRule<'_>>, group: &str, resource: &str, operation: &str) -> bool {
    rules.iter().any(|rule| {
        rule.operations.iter().any(|o| matches!(o.as_str(), "*") || *o == operation)
            && rule.api_groups.iter().any(|g| matches!(g.as_str(), "*") || *g == group)
            && rule.resources.iter().any(|r| matches!(r.as_str(), "*" | "*/*") || *r == resource)
    })
}
