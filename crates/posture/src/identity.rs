//! Users and groups containers run as.

use crate::prelude::*;

/// Accounts of a node lie below, those of images mostly too.
const HIGHEST_SHARED_ID: i64 = 10_000;

/// Fails a container whose user or group is left open or is a number that the node may use as well.
pub(crate) fn judge_low(c: &ContainerCx<'_, '_>, field: &str, id: Option<i64>, own: bool) -> Verdict {
    if c.pod.is_windows() {
        return Verdict::NotApplicable;
    }
    // In a user namespace the node sees other numbers than the container.
    if c.pod.spec().host_users == Some(false) || id.is_some_and(|id| id > HIGHEST_SHARED_ID) {
        return Verdict::Pass;
    }
    let pointer = format!("/securityContext/{field}");
    match id {
        Some(id) => {
            let message = format!("{field} {id} is a number that accounts of the node may have too");
            inherited(Hit::at(pointer, message), field, id, own).into()
        }
        None => Hit::at(
            pointer,
            format!("sets no {field}: it is whatever the image says, often an id of the node"),
        )
        .into(),
    }
}

/// Shows the value where it was written: in the container, or in the pod's security context.
pub(crate) fn inherited(hit: Hit, field: &str, value: impl ToString, own: bool) -> Hit {
    if own {
        hit.value(value)
    } else {
        hit.fact(format!("the pod's securityContext sets {field} to {}", value.to_string()))
    }
}
