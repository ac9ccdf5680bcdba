//! Workloads that run code nobody vouches for: agents, generated code, customers' jobs.

use crate::context::PodCx;

/// API groups of the Agent Sandbox project, <https://agent-sandbox.sigs.k8s.io>, and of its OpenKruise counterpart.
static GROUPS: &[&str] = &["agents.x-k8s.io", "extensions.agents.x-k8s.io", "agents.kruise.io"];

/// True for sandbox resources, the pods made from them, and what is labelled `holdfast.dev/trust: untrusted`.
pub(crate) fn is_untrusted(pod: &PodCx<'_, '_>) -> bool {
    const TRUST: &str = "holdfast.dev/trust";
    GROUPS.contains(&pod.object.group())
        || pod.label(TRUST) == Some("untrusted")
        || pod.object.label(TRUST) == Some("untrusted")
        || pod.object.owner_name().is_some_and(|(kind, _)| kind == "Sandbox")
}
