//! Which containers probes are asked of.

use crate::prelude::*;

/// True for containers that should run as long as the pod does: those that end by themselves need no probes,
/// and the API allows debug containers none.
pub(crate) fn apply(c: &ContainerCx<'_, '_>) -> bool {
    let always = |policy: Option<&str>| policy.is_none_or(|p| p == "Always");
    match c.list {
        ContainerList::EphemeralContainers => false,
        ContainerList::InitContainers if c.container.restart_policy.as_deref() != Some("Always") => false,
        ContainerList::InitContainers | ContainerList::Containers => {
            let pod = c.pod;
            !matches!(pod.object.kind(), "Job" | "CronJob") && always(pod.spec().restart_policy.as_deref())
        }
    }
}
