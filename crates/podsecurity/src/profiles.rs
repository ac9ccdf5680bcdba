//! Seccomp and AppArmor profiles at the baseline level: by annotation where that counted, by field since there are fields.

use holdfast_inventory::view::Profile;

use crate::baseline::setters;
use crate::checks::Found;
use crate::subject::Subject;
use crate::words::{plural, quote, quoted, set};

pub(crate) const APP_ARMOR: &str = "container.apparmor.security.beta.kubernetes.io/";
const SECCOMP_POD: &str = "seccomp.security.alpha.kubernetes.io/pod";
const SECCOMP_CONTAINER: &str = "container.seccomp.security.alpha.kubernetes.io/";

/// Whether a seccomp or AppArmor profile type is one of the confined ones.
pub(crate) fn confined(profile: &Profile<'_>) -> bool {
    profile.kind == "RuntimeDefault" || profile.kind == "Localhost"
}

/// Until 1.18, by annotation.
pub(crate) fn seccomp_annotations(pod: Subject<'_, '_>) -> Found {
    let names = |name: &str| pod.containers().any(|c| c.name() == name);
    let counts = |key: &str| key == SECCOMP_POD || key.strip_prefix(SECCOMP_CONTAINER).is_some_and(names);
    let allowed = |v: &str| v == "runtime/default" || v == "docker/default" || v.starts_with("localhost/");
    let wrong = pod.metadata.annotations.iter().filter(|(key, value)| counts(key) && !allowed(value));
    let (found, fields): (Vec<String>, Vec<String>) =
        wrong.map(|(key, value)| (format!("{key}={}", quote(value)), annotation_field(key))).unzip();
    if found.is_empty() {
        return None;
    }
    let found = set(found.iter().map(String::as_str).collect());
    let noun = plural("annotation", "annotations", found.len());
    Some(("seccompProfile", format!("forbidden {noun} {}", found.join(", ")), fields))
}

fn annotation_field(key: &str) -> String {
    format!("../metadata/annotations/{}", holdfast_inventory::json::escape(key))
}

/// Since 1.19, by field.
pub(crate) fn seccomp_profile(pod: Subject<'_, '_>) -> Found {
    const FIELD: &str = "/securityContext/seccompProfile/type";
    let own = pod.security(|s| s.seccomp_profile.as_ref()).filter(|p| !confined(p));
    let (mut names, mut fields) = (Vec::new(), Vec::new());
    let mut values: Vec<&str> = own.iter().map(|p| p.kind.as_str()).collect();
    for c in pod.containers() {
        if let Some(profile) = c.security(|s| s.seccomp_profile.as_ref()).filter(|p| !confined(p)) {
            names.push(c.name());
            fields.push(c.at(FIELD));
            values.push(profile.kind.as_str());
        }
    }
    let (who, fields) = setters(own.is_some(), FIELD, &names, fields)?;
    let values = quoted(&set(values));
    Some((
        "seccompProfile",
        format!("{who} must not set securityContext.seccompProfile.type to {values}"),
        fields,
    ))
}

pub(crate) fn app_armor_profile(pod: Subject<'_, '_>) -> Found {
    const FIELD: &str = "/securityContext/appArmorProfile/type";
    let own = pod.security(|s| s.app_armor_profile.as_ref()).filter(|p| !confined(p));
    let (mut names, mut fields) = (Vec::new(), Vec::new());
    let mut values: Vec<&str> = own.iter().map(|p| p.kind.as_str()).collect();
    for c in pod.containers() {
        if let Some(profile) = c.security(|s| s.app_armor_profile.as_ref()).filter(|p| !confined(p)) {
            names.push(c.name());
            fields.push(c.at(FIELD));
            values.push(profile.kind.as_str());
        }
    }
    let allowed = |v: &str| v.is_empty() || v == "runtime/default" || v.starts_with("localhost/");
    let written = pod.metadata.annotations.iter().filter(|(k, v)| k.starts_with(APP_ARMOR) && !allowed(v));
    let (mut annotations, mut places): (Vec<String>, Vec<String>) =
        written.map(|(k, v)| (format!("{}={}", k.as_str(), quote(v)), annotation_field(k))).unzip();
    annotations.sort_unstable();
    fields.append(&mut places);
    let noun =
        (!annotations.is_empty()).then(|| plural("annotation", "annotations", annotations.len()).to_owned());
    let who = setters(own.is_some(), FIELD, &names, fields.clone());
    let (who, fields) = match (who, noun) {
        (None, None) => return None,
        (Some((who, fields)), None) => (who, fields),
        (None, Some(noun)) => (noun, fields),
        (Some((who, fields)), Some(noun)) => (format!("{who} and {noun}"), fields),
    };
    let mut values: Vec<String> = set(values).into_iter().map(ToOwned::to_owned).collect();
    values.append(&mut annotations);
    let reason = plural("forbidden AppArmor profile", "forbidden AppArmor profiles", values.len());
    Some((reason, format!("{who} must not set AppArmor profile type to {}", quoted(&values)), fields))
}
