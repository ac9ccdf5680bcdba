//! Corrected configurations for what failed. They are proposals: whoever runs the cluster applies them.

use std::collections::BTreeMap;

use holdfast_inventory::node::{NodeFacts, PlatformKind};
use serde_json::{Map, Value as Json, json};

use crate::answer::Outcome;
use crate::assess::Judged;
use crate::values;

/// One file to review and apply.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hardened {
    /// Without directories.
    pub name: String,
    pub text: String,
    /// Where it belongs and what to do then.
    pub how: String,
}

/// A sound start for an audit policy: metadata for everything, bodies only where they hold no secrets.
const AUDIT_POLICY: &str = include_str!("../hardened/audit-policy.yaml");
/// Encryption of secrets; the key is for the administrator to make.
const ENCRYPTION: &str = include_str!("../hardened/encryption.yaml");

/// Component, the container's name in its static pod, the key of K3s and RKE2.
const STATIC: &[(&str, &str, &str)] = &[
    ("apiserver", "kube-apiserver", "kube-apiserver-arg"),
    ("controllerManager", "kube-controller-manager", "kube-controller-manager-arg"),
    ("scheduler", "kube-scheduler", "kube-scheduler-arg"),
    ("etcd", "etcd", "etcd-arg"),
];

/// What is to be set on a component: setting and value.
type Wanted = BTreeMap<&'static str, Vec<(&'static str, &'static str)>>;

/// Corrected configurations for the failures on this node.
pub fn harden(judged: &Judged, node: &NodeFacts) -> Vec<Hardened> {
    let wanted = wanted(judged, node);
    let kind = node.platform.get().map(|p| p.kind);
    let mut files = Vec::new();
    if let Some(settings) = wanted.get("kubelet") {
        files.push(kubelet(node, settings, kind));
    }
    let bundled = matches!(kind, Some(PlatformKind::K3s | PlatformKind::Rke2));
    if bundled {
        files.extend(drop_in(&wanted, node, kind));
    } else {
        for (component, container, _) in STATIC {
            if let Some(settings) = wanted.get(component) {
                files.push(static_pod(node, component, container, settings));
            }
        }
    }
    let failed = |slugs: &[&str]| failures(judged, node).any(|slug| slugs.contains(&slug));
    if failed(&["audit-policy-missing", "audit-policy-thin", "apiserver-audit-log-off"]) {
        let how = "to the path of --audit-policy-file, mounted into the API server read-only".to_owned();
        files.push(Hardened { name: "audit-policy.yaml".to_owned(), text: AUDIT_POLICY.to_owned(), how });
    }
    if failed(&["apiserver-encryption-off", "apiserver-encryption-weak"]) {
        let how = "to the path of --encryption-provider-config with mode 600, after putting a key of yours into it; then \
                   rewrite all secrets: kubectl get secrets -A -o json | kubectl replace -f -"
            .to_owned();
        files.push(Hardened { name: "encryption.yaml".to_owned(), text: ENCRYPTION.to_owned(), how });
    }
    files
}

fn failures<'j>(judged: &'j Judged, node: &'j NodeFacts) -> impl Iterator<Item = &'static str> + 'j {
    let name = node.node.get().map_or("", String::as_str);
    let here = judged
        .answers
        .iter()
        .filter(move |a| a.subject.resource.kind == "Node" && a.subject.resource.name == name);
    here.filter(|a| a.outcome == Outcome::Fail).map(|a| a.control.slug)
}

fn wanted(judged: &Judged, node: &NodeFacts) -> Wanted {
    let mut wanted = Wanted::new();
    for control in failures(judged, node).filter_map(crate::catalogue::control) {
        for (component, setting, value) in control.set {
            let list = wanted.entry(component).or_default();
            if !list.contains(&(setting, value)) {
                list.push((setting, value));
            }
        }
    }
    wanted
}

fn kubelet(node: &NodeFacts, settings: &[(&str, &str)], kind: Option<PlatformKind>) -> Hardened {
    let component = node.component("kubelet");
    let config = component.config.get();
    let start = json!({"apiVersion": "kubelet.config.k8s.io/v1beta1", "kind": "KubeletConfiguration"});
    let mut value = config.map_or(start, |c| c.value.clone());
    let mut flags = Vec::new();
    for (setting, text) in settings {
        match setting.strip_prefix("--") {
            Some(flag) => flags.push(format!("remove --{flag} from the arguments")),
            None => put(&mut value, setting, typed(text)),
        }
    }
    let place = config.map_or("/var/lib/kubelet/config.yaml", |c| c.path.as_str());
    let restart = match kind {
        Some(PlatformKind::K3s) => "k3s",
        Some(PlatformKind::Rke2) => "rke2-server or rke2-agent",
        _ => "kubelet",
    };
    let more = if flags.is_empty() { String::new() } else { format!("; {}", flags.join("; ")) };
    // JSON is YAML; the kubelet reads both.
    let text = serde_json::to_string_pretty(&value).unwrap_or_default() + "\n";
    Hardened {
        name: "kubelet-config.yaml".to_owned(),
        text,
        how: format!("to {place}, then restart {restart}{more}"),
    }
}

/// Sets a dotted path, making the maps on the way.
fn put(value: &mut Json, path: &str, new: Json) {
    let mut here = value;
    let mut parts = path.split('.').peekable();
    while let Some(part) = parts.next() {
        if !here.is_object() {
            *here = Json::Object(Map::new());
        }
        let Some(map) = here.as_object_mut() else { return };
        if parts.peek().is_none() {
            map.insert(part.to_owned(), new);
            return;
        }
        here = map.entry(part).or_insert_with(|| Json::Object(Map::new()));
    }
}

/// `true`, a number, a list of suites, or text.
fn typed(text: &str) -> Json {
    if let Ok(number) = text.parse::<i64>() {
        json!(number)
    } else if text.contains(',') {
        json!(values::items(&json!(text)))
    } else {
        text.parse::<bool>().map_or_else(|_| json!(text), |yes| json!(yes))
    }
}

/// The arguments as they should be: name and value, in the order they stand.
fn arguments(node: &NodeFacts, component: &str, settings: &[(&str, &str)]) -> Vec<(String, Option<String>)> {
    let mut list: Vec<(String, Option<String>)> = Vec::new();
    let argv = node.component(component).argv.get().cloned().unwrap_or_default();
    for word in argv.iter().skip(1) {
        match word.trim_start_matches('-').split_once('=') {
            Some((name, value)) => list.push((name.to_owned(), Some(value.to_owned()))),
            None if word.starts_with('-') => list.push((word.trim_start_matches('-').to_owned(), None)),
            None => {
                if let Some((_, value @ None)) = list.last_mut() {
                    *value = Some(word.clone());
                }
            }
        }
    }
    for (name, text) in settings {
        let old = list.iter().rev().find(|(n, _)| n == name).and_then(|(_, v)| v.clone()).unwrap_or_default();
        let new = changed(&old, text);
        let at = list.iter().position(|(n, _)| n == name);
        list.retain(|(n, _)| n != name);
        if !new.is_empty() {
            let at = at.unwrap_or(list.len()).min(list.len());
            list.insert(at, ((*name).to_owned(), Some(new)));
        }
    }
    list
}

/// `+X` adds to a list, `-X` takes out of it, anything else replaces; nothing removes.
fn changed(old: &str, text: &str) -> String {
    let mut list = values::items(&json!(old));
    if let Some(added) = text.strip_prefix('+') {
        if !list.iter().any(|word| word == added) {
            list.push(added.to_owned());
        }
        list.join(",")
    } else if let Some(removed) = text.strip_prefix('-') {
        list.retain(|word| word != removed);
        list.join(",")
    } else {
        text.to_owned()
    }
}

/// A patch as `kubeadm --patches` takes it: the whole command, since lists of arguments cannot be merged.
fn static_pod(node: &NodeFacts, component: &str, container: &str, settings: &[(&str, &str)]) -> Hardened {
    let mut command = vec![json!(container)];
    command.extend(arguments(node, component, settings).into_iter().map(|(name, value)| match value {
        Some(value) => json!(format!("--{name}={value}")),
        None => json!(format!("--{name}")),
    }));
    let patch = json!({"spec": {"containers": [{"name": container, "command": command}]}});
    let text = serde_json::to_string_pretty(&patch).unwrap_or_default() + "\n";
    let how = format!(
        "kubeadm upgrade node --patches DIR; or write the command into the static pod manifest of {container} by hand. \
         Files that arguments name must exist and be mounted first"
    );
    Hardened { name: format!("{container}+strategic.yaml"), text, how }
}

/// The drop-in of K3s or RKE2 that hands the arguments on.
fn drop_in(wanted: &Wanted, node: &NodeFacts, kind: Option<PlatformKind>) -> Option<Hardened> {
    let mut lines = Vec::new();
    for (component, _, key) in STATIC {
        let Some(settings) = wanted.get(component) else { continue };
        lines.push(format!("{key}+:"));
        for (name, value) in arguments(node, component, settings) {
            if settings.iter().any(|(n, _)| *n == name) {
                lines.push(format!("  - {}", json!(format!("{name}={}", value.unwrap_or_default()))));
            }
        }
    }
    let name = if kind == Some(PlatformKind::Rke2) { "rke2" } else { "k3s" };
    let how =
        format!("to /etc/rancher/{name}/config.yaml.d/90-hardened.yaml on every server, then restart {name}");
    (!lines.is_empty()).then(|| Hardened {
        name: "90-hardened.yaml".to_owned(),
        text: lines.join("\n") + "\n",
        how,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_grow_and_shrink_and_values_are_replaced() {
        for (old, text, expected) in [
            ("A,B", "+C", "A,B,C"),
            ("A,B", "+B", "A,B"),
            ("", "+C", "C"),
            ("A,B", "-A", "B"),
            ("A", "-A", ""),
            ("x", "y", "y"),
            ("x", "", ""),
        ] {
            assert_eq!(changed(old, text), expected, "{old} {text}");
        }
    }

    #[test]
    fn paths_are_made_and_values_have_types() {
        let mut value = json!({"authentication": {"anonymous": {"enabled": true}}});
        put(&mut value, "authentication.anonymous.enabled", typed("false"));
        put(&mut value, "podPidsLimit", typed("4096"));
        put(&mut value, "a.b", typed("5m"));
        put(&mut value, "tlsCipherSuites", typed("X,Y"));
        let expected = json!({
            "authentication": {"anonymous": {"enabled": false}}, "podPidsLimit": 4096, "a": {"b": "5m"},
            "tlsCipherSuites": ["X", "Y"],
        });
        assert_eq!(value, expected);
    }
}
