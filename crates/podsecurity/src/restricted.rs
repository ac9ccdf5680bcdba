//! The rules the restricted level adds. Each says since which version it holds where that is not 1.0.

use crate::baseline::{added_beyond, setters};
use crate::checks::Found;
use crate::profiles::{confined, seccomp_profile};
use crate::subject::Subject;
use crate::words::{containers, plural, quoted, set};

/// Since 1.8.
pub(crate) fn privilege_escalation(pod: Subject<'_, '_>) -> Found {
    let wrong = pod.containers().filter(|c| c.security(|s| s.allow_privilege_escalation) != Some(false));
    let (names, fields): (Vec<&str>, Vec<String>) =
        wrong.map(|c| (c.name(), c.at("/securityContext/allowPrivilegeEscalation"))).unzip();
    if names.is_empty() {
        return None;
    }
    let detail = format!("{} must set securityContext.allowPrivilegeEscalation=false", containers(&names));
    Some(("allowPrivilegeEscalation != false", detail, fields))
}

/// Since 1.25 pods that say they run on Windows are not asked.
pub(crate) fn privilege_escalation_1_25(pod: Subject<'_, '_>) -> Found {
    if pod.is_windows() { None } else { privilege_escalation(pod) }
}

/// Since 1.22.
pub(crate) fn capabilities(pod: Subject<'_, '_>) -> Found {
    let keeps = pod.containers().filter(|c| {
        !c.security(|s| s.capabilities.as_ref())
            .is_some_and(|caps| caps.drop.iter().any(|name| *name == "ALL"))
    });
    let (keeping, mut fields): (Vec<&str>, Vec<String>) =
        keeps.map(|c| (c.name(), c.at("/securityContext/capabilities/drop"))).unzip();
    let (adding, added, more) = added_beyond(pod, &["NET_BIND_SERVICE"]);
    fields.extend(more);
    let mut details = Vec::new();
    if !keeping.is_empty() {
        details
            .push(format!("{} must set securityContext.capabilities.drop=[\"ALL\"]", containers(&keeping)));
    }
    if !adding.is_empty() {
        let added = quoted(&added);
        details.push(format!(
            "{} must not include {added} in securityContext.capabilities.add",
            containers(&adding)
        ));
    }
    if details.is_empty() { None } else { Some(("unrestricted capabilities", details.join("; "), fields)) }
}

pub(crate) fn capabilities_1_25(pod: Subject<'_, '_>) -> Found {
    if pod.is_windows() { None } else { capabilities(pod) }
}

const ALLOWED_VOLUMES: &[&str] = &[
    "configMap",
    "csi",
    "downwardAPI",
    "emptyDir",
    "ephemeral",
    "image",
    "persistentVolumeClaim",
    "projected",
    "secret",
];

/// Names of other sources; anything else is `unknown`, as upstream says it.
const OTHER_VOLUMES: &[&str] = &[
    "hostPath",
    "gcePersistentDisk",
    "awsElasticBlockStore",
    "gitRepo",
    "nfs",
    "iscsi",
    "glusterfs",
    "rbd",
    "flexVolume",
    "cinder",
    "cephfs",
    "flocker",
    "fc",
    "azureFile",
    "vsphereVolume",
    "quobyte",
    "azureDisk",
    "photonPersistentDisk",
    "portworxVolume",
    "scaleIO",
    "storageos",
];

pub(crate) fn volumes(pod: Subject<'_, '_>) -> Found {
    let (mut names, mut kinds, mut fields) = (Vec::new(), Vec::new(), Vec::new());
    for (at, volume) in pod.spec.volumes.iter().enumerate() {
        let has = |kind: &&&str| volume.sources.iter().any(|source| *source == ***kind);
        // A volume without a source becomes an emptyDir when the API server sets defaults.
        if volume.sources.is_empty() || ALLOWED_VOLUMES.iter().any(|kind| has(&kind)) {
            continue;
        }
        let kind = OTHER_VOLUMES.iter().find(has).copied().unwrap_or("unknown");
        names.push(volume.name.as_str());
        kinds.push(kind);
        fields.push(format!("/volumes/{at}"));
    }
    if names.is_empty() {
        return None;
    }
    let kinds = set(kinds);
    let who = format!("{} {}", plural("volume", "volumes", names.len()), quoted(&names));
    let verb = plural("uses", "use", names.len());
    let noun = plural("restricted volume type", "restricted volume types", kinds.len());
    Some(("restricted volume types", format!("{who} {verb} {noun} {}", quoted(&kinds)), fields))
}

pub(crate) fn non_root(pod: Subject<'_, '_>) -> Found {
    const REASON: &str = "runAsNonRoot != true";
    const FIELD: &str = "/securityContext/runAsNonRoot";
    let own = pod.security(|s| s.run_as_non_root);
    let saying = |wanted: Option<bool>| {
        let which = pod.containers().filter(move |c| c.security(|s| s.run_as_non_root) == wanted);
        which.map(|c| (c.name(), c.at(FIELD))).unzip::<&str, String, Vec<_>, Vec<_>>()
    };
    let (names, fields) = saying(Some(false));
    if let Some((who, fields)) = setters(own == Some(false), FIELD, &names, fields) {
        return Some((REASON, format!("{who} must not set securityContext.runAsNonRoot=false"), fields));
    }
    let (names, fields) = if own == Some(true) { return None } else { saying(None) };
    if names.is_empty() {
        return None;
    }
    Some((
        REASON,
        format!("pod or {} must set securityContext.runAsNonRoot=true", containers(&names)),
        fields,
    ))
}

/// Since 1.35 root inside a user namespace is not root outside.
pub(crate) fn non_root_1_35(pod: Subject<'_, '_>) -> Found {
    if pod.has_user_namespace() { None } else { non_root(pod) }
}

/// Since 1.23.
pub(crate) fn user(pod: Subject<'_, '_>) -> Found {
    const FIELD: &str = "/securityContext/runAsUser";
    let wrong = pod.containers().filter(|c| c.security(|s| s.run_as_user) == Some(0));
    let (names, fields): (Vec<&str>, Vec<String>) = wrong.map(|c| (c.name(), c.at(FIELD))).unzip();
    let own = pod.security(|s| s.run_as_user) == Some(0);
    let (who, fields) = setters(own, FIELD, &names, fields)?;
    Some(("runAsUser=0", format!("{who} must not set runAsUser=0"), fields))
}

pub(crate) fn user_1_35(pod: Subject<'_, '_>) -> Found {
    if pod.has_user_namespace() { None } else { user(pod) }
}

/// Since 1.19.
pub(crate) fn seccomp(pod: Subject<'_, '_>) -> Found {
    if let Some(found) = seccomp_profile(pod) {
        return Some(found);
    }
    if pod.security(|s| s.seccomp_profile.as_ref()).is_some_and(confined) {
        return None;
    }
    let unset = pod.containers().filter(|c| c.security(|s| s.seccomp_profile.as_ref()).is_none());
    let (names, fields): (Vec<&str>, Vec<String>) =
        unset.map(|c| (c.name(), c.at("/securityContext/seccompProfile/type"))).unzip();
    if names.is_empty() {
        return None;
    }
    let who = containers(&names);
    let detail = format!(
        "pod or {who} must set securityContext.seccompProfile.type to \"RuntimeDefault\" or \"Localhost\""
    );
    Some(("seccompProfile", detail, fields))
}

pub(crate) fn seccomp_1_25(pod: Subject<'_, '_>) -> Found {
    if pod.is_windows() { None } else { seccomp(pod) }
}
