//! Service accounts of pods.

use crate::prelude::*;
use crate::refs;

/// The pod's own field that keeps the API token out.
pub(crate) const AUTOMOUNT: &str = "/automountServiceAccountToken";

/// Pods the kubelet made from its own files: they have no account, whatever is written in them.
pub(crate) fn is_mirror(p: &PodCx<'_, '_>) -> bool {
    p.object.kind() == "Pod" && p.annotation("kubernetes.io/config.mirror").is_some()
}

/// Whether the API token is kept out of the pod: by its own word or, when it says nothing, by its account's.
pub(crate) fn opts_out(p: &PodCx<'_, '_>) -> bool {
    match p.spec().automount_service_account_token {
        Some(mounted) => !mounted,
        None => refs::find(p.cx, p.object, "ServiceAccount", p.service_account())
            .is_some_and(|account| account.view_at(AUTOMOUNT) == Some(false)),
    }
}
