use crate::releases::{NEWEST, retired};
use crate::schema::{Known, lookup};

use crate::prelude::*;

pub(super) static CHECK: Check = Check {
    id: "api-version-deprecated",
    title: "API version is deprecated or no longer served",
    severity: Severity::Low,
    confidence: Confidence::High,
    fix: "Change apiVersion to the version named in the message and adapt the fields that changed.",
    techniques: &[],
    aliases: &["trivy:KSV-0107", "kube-linter:no-extensions-v1beta", "kube-score:stable-version"],
    page: include_str!("api_version_deprecated.md"),
    needs: &[],
    judge: Judge::Every(judge),
};

fn judge(o: &ObjectCx<'_, '_>) -> Verdict {
    let object = o.object;
    let Some(entry) = retired(object.api_version(), object.kind()) else {
        return if lookup(object) == Known::Foreign { Verdict::NotApplicable } else { Verdict::Pass };
    };
    // Without a server to ask, the newest release decides: that is where the next upgrade leads.
    let (major, minor) = o.cx.version().unwrap_or(NEWEST);
    if (major, minor) < (1, entry.deprecated) {
        return Verdict::Pass;
    }
    let (api, kind) = (entry.api, object.kind());
    let what = if (major, minor) >= (1, entry.removed) {
        format!("{api} {kind} is not served since Kubernetes 1.{}", entry.removed)
    } else {
        format!(
            "{api} {kind} is deprecated since Kubernetes 1.{} and goes with 1.{}",
            entry.deprecated, entry.removed
        )
    };
    let message = match entry.instead {
        "" => format!("{what}; the kind was given up"),
        instead => format!("{what}; use {instead}"),
    };
    let hit = Hit::at("/apiVersion", message).value(api);
    if SAME_FIELDS.contains(&entry.instead) {
        hit.set("/apiVersion", entry.instead).into()
    } else {
        hit.into()
    }
}

/// API versions whose objects look as they did in the beta before.
static SAME_FIELDS: &[&str] = &[
    "batch/v1",
    "coordination.k8s.io/v1",
    "rbac.authorization.k8s.io/v1",
    "scheduling.k8s.io/v1",
    "storage.k8s.io/v1",
];
