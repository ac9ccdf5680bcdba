//! Makes an object fit its typed views, so that reading a view later cannot fail.

use std::fmt::Write as _;

use serde::Deserialize;

use crate::json;
use crate::read::Marks;
use crate::snapshot::Problem;
use crate::strict::Strict;
use crate::templates::templates;
use crate::view::{
    AdminPolicy, AdmissionPolicy, AdmissionPolicyBinding, AllowedRepos, ApiService, Autoscaler, Binding,
    ConfigMap, Controller, Head, Ingress, LimitRange, NetworkPolicy, Node, OpenShiftRoute, PersistentVolume,
    PodDisruptionBudget, PodSpec, PodTemplate, ReferenceGrant, Role, Route, RuntimeClass, Secret,
    SecurityContextConstraints, Service, ServiceAccount, ServiceMonitor, StorageClass, UserDefinedNetwork,
    VirtualMachine, VirtualService, WebhookConfiguration,
};

/// Most wrong fields repaired in one object; what is left after that is dropped with the object's spec.
const MOST: usize = 32;

pub(crate) struct Conformed {
    pub(crate) json: Vec<u8>,
    pub(crate) marks: Marks,
    pub(crate) problems: Vec<Problem>,
}

/// Replaces values of the wrong type by `null` until every view of the object can be read.
pub(crate) fn conform(mut json: Vec<u8>, mut marks: Marks) -> Conformed {
    let mut problems = Vec::new();
    while let Some(problem) = misfit(&json) {
        let at = if problems.len() < MOST { problem.pointer.as_str() } else { "/spec" };
        let Some(repaired) = without(&json, at) else { break };
        marks.replace_with_leaf(&json, at);
        json = repaired;
        problems.push(problem);
        if problems.len() > MOST {
            break;
        }
    }
    Conformed { json, marks, problems }
}

/// The first field that does not fit a view of the object.
fn misfit(json: &[u8]) -> Option<Problem> {
    let Some(head) = strictly::<Head<'_>>(json) else { return problem_of::<Head<'_>>(json, "") };
    let group = head.api_version.split_once('/').map_or("", |(group, _)| group);
    let kind = head.kind.as_str();
    for path in templates(group, kind, json) {
        let wrong = match &path.template {
            Some(pointer) => fits::<PodTemplate<'_>>(json, pointer),
            None => fits::<PodSpec<'_>>(json, &path.spec),
        };
        if wrong.is_some() {
            return wrong;
        }
    }
    misfit_of_kind(group, kind, json)
}

fn misfit_of_kind(group: &str, kind: &str, json: &[u8]) -> Option<Problem> {
    match (group, kind) {
        ("", "Service") => fits::<Service<'_>>(json, ""),
        ("", "ServiceAccount") => fits::<ServiceAccount<'_>>(json, ""),
        ("", "Node") => fits::<Node<'_>>(json, ""),
        ("", "ConfigMap") => fits::<ConfigMap<'_>>(json, ""),
        ("", "Secret") => fits::<Secret<'_>>(json, ""),
        ("", "LimitRange") => fits::<LimitRange<'_>>(json, ""),
        ("", "PersistentVolume") => fits::<PersistentVolume<'_>>(json, ""),
        ("node.k8s.io", "RuntimeClass") => fits::<RuntimeClass<'_>>(json, ""),
        ("storage.k8s.io", "StorageClass") => fits::<StorageClass<'_>>(json, ""),
        ("rbac.authorization.k8s.io", "Role" | "ClusterRole") => fits::<Role<'_>>(json, ""),
        ("rbac.authorization.k8s.io", "RoleBinding" | "ClusterRoleBinding") => fits::<Binding<'_>>(json, ""),
        ("networking.k8s.io" | "extensions", "Ingress") => fits::<Ingress<'_>>(json, ""),
        ("networking.k8s.io" | "extensions", "NetworkPolicy") | ("k8s.cni.cncf.io", "MultiNetworkPolicy") => {
            fits::<NetworkPolicy<'_>>(json, "")
        }
        ("policy", "PodDisruptionBudget") => fits::<PodDisruptionBudget<'_>>(json, ""),
        ("autoscaling", "HorizontalPodAutoscaler") => fits::<Autoscaler<'_>>(json, ""),
        ("apiregistration.k8s.io", "APIService") => fits::<ApiService<'_>>(json, ""),
        ("security.openshift.io", "SecurityContextConstraints") => {
            fits::<SecurityContextConstraints<'_>>(json, "")
        }
        ("admissionregistration.k8s.io", kind) => match kind {
            "ValidatingWebhookConfiguration" | "MutatingWebhookConfiguration" => {
                fits::<WebhookConfiguration<'_>>(json, "")
            }
            "ValidatingAdmissionPolicy" => fits::<AdmissionPolicy<'_>>(json, ""),
            "ValidatingAdmissionPolicyBinding" => fits::<AdmissionPolicyBinding<'_>>(json, ""),
            _ => None,
        },
        ("policy.networking.k8s.io", _) => fits::<AdminPolicy<'_>>(json, ""),
        // The group before OVN-Kubernetes took the kinds over is still seen in manifests.
        ("k8s.ovn.org" | "nmstate.io", "UserDefinedNetwork" | "ClusterUserDefinedNetwork") => {
            fits::<UserDefinedNetwork<'_>>(json, "")
        }
        ("kubevirt.io", "VirtualMachine") => fits::<VirtualMachine<'_>>(json, ""),
        ("networking.istio.io", "VirtualService") => fits::<VirtualService<'_>>(json, ""),
        ("route.openshift.io", "Route") => fits::<OpenShiftRoute<'_>>(json, ""),
        ("monitoring.coreos.com", "ServiceMonitor") => fits::<ServiceMonitor<'_>>(json, ""),
        ("constraints.gatekeeper.sh", "K8sAllowedRepos") => fits::<AllowedRepos<'_>>(json, ""),
        ("gateway.networking.k8s.io", "ReferenceGrant") => fits::<ReferenceGrant<'_>>(json, ""),
        ("gateway.networking.k8s.io", kind) if kind.ends_with("Route") => fits::<Route<'_>>(json, ""),
        ("apps" | "apps.openshift.io" | "batch" | "extensions", _) => fits::<Controller<'_>>(json, ""),
        _ => None,
    }
}

fn fits<'a, T: Deserialize<'a>>(json: &'a [u8], pointer: &str) -> Option<Problem> {
    let part = json::at(json, pointer)?;
    match strictly::<T>(part) {
        Some(_) => None,
        None => problem_of::<T>(part, pointer),
    }
}

fn strictly<'a, T: Deserialize<'a>>(json: &'a [u8]) -> Option<T> {
    T::deserialize(Strict(&mut serde_json::Deserializer::from_slice(json))).ok()
}

/// Reads again with the path kept, which costs more and is only done for objects that do not fit.
fn problem_of<'a, T: Deserialize<'a>>(part: &'a [u8], base: &str) -> Option<Problem> {
    let mut from = serde_json::Deserializer::from_slice(part);
    let error = serde_path_to_error::deserialize::<_, T>(Strict(&mut from)).err()?;
    let mut pointer = base.to_owned();
    for segment in error.path() {
        use serde_path_to_error::Segment;
        match segment {
            Segment::Seq { index } => {
                let _ = write!(pointer, "/{index}");
            }
            Segment::Map { key } | Segment::Enum { variant: key } => {
                pointer.push('/');
                pointer.push_str(&json::escape(key));
            }
            Segment::Unknown => {}
        }
    }
    Some(Problem { pointer, message: in_words(&error.inner().to_string()) })
}

/// What was expected and what came, without the value itself: it may be a secret.
fn in_words(error: &str) -> String {
    let error = error.split(" at line ").next().unwrap_or(error);
    let parts = error.strip_prefix("invalid type: ").and_then(|rest| rest.rsplit_once(", expected "));
    match parts {
        Some((found, expected)) => {
            let kind = found.split([' ', '`', '"']).next().unwrap_or_default();
            let kind = if kind == "sequence" { "list" } else { kind };
            let expected = if expected.starts_with("struct ") { "an object" } else { expected };
            format!("expected {expected}, got a value of type {kind}")
        }
        None => error.split(['`', '"']).next().unwrap_or(error).trim_end().to_owned(),
    }
}

/// The object with the value at `pointer` replaced by `null`.
fn without(json: &[u8], pointer: &str) -> Option<Vec<u8>> {
    let value = json::at(json, pointer)?;
    if pointer.is_empty() || value == b"null" {
        return None;
    }
    let start = (value.as_ptr() as usize).checked_sub(json.as_ptr() as usize)?;
    let end = start.checked_add(value.len())?;
    Some([json.get(..start)?, b"null", json.get(end..)?].concat())
}
