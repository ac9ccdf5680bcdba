//! The authorizer's rules once more, over raw JSON and as plainly as possible.

use std::collections::BTreeSet;

use holdfast_rbac::{Identity, Request, Resource, Target};
use serde_json::Value;

/// True when RBAC (or membership of `system:masters`) allows the request.
pub(crate) fn allowed(objects: &[Value], who: &Identity, request: &Request<'_>) -> bool {
    if who.groups.iter().any(|g| g == "system:masters") {
        return true;
    }
    let namespace = match request.target {
        Target::Resource(resource) => resource.namespace,
        Target::Url(_) => "",
    };
    objects.iter().any(|binding| {
        let here = text(&binding["metadata"]["namespace"]);
        let consulted = match text(&binding["kind"]) {
            "ClusterRoleBinding" => true,
            "RoleBinding" => !namespace.is_empty() && here == namespace,
            _ => false,
        };
        consulted
            && list(&binding["subjects"]).iter().any(|s| is(s, who, here))
            && rules(objects, &binding["roleRef"], here).iter().any(|rule| allows(rule, request))
    })
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn is(subject: &Value, who: &Identity, here: &str) -> bool {
    let name = text(&subject["name"]);
    match text(&subject["kind"]) {
        "User" => who.user.as_deref() == Some(name),
        "Group" => who.groups.iter().any(|g| g == name),
        "ServiceAccount" => {
            let written = text(&subject["namespace"]);
            let namespace = if written.is_empty() { here } else { written };
            !namespace.is_empty()
                && who.user.as_deref() == Some(&format!("system:serviceaccount:{namespace}:{name}"))
        }
        _ => false,
    }
}

fn rules<'o>(objects: &'o [Value], reference: &Value, here: &str) -> Vec<&'o Value> {
    let found = objects.iter().rev().find(|o| {
        o["kind"] == reference["kind"]
            && o["metadata"]["name"] == reference["name"]
            && match text(&reference["kind"]) {
                "ClusterRole" => true,
                _ => !here.is_empty() && text(&o["metadata"]["namespace"]) == here,
            }
    });
    let mut seen = BTreeSet::new();
    let mut all = Vec::new();
    collect(objects, found, &mut seen, &mut all);
    all
}

fn collect<'o>(
    objects: &'o [Value],
    role: Option<&'o Value>,
    seen: &mut BTreeSet<String>,
    all: &mut Vec<&'o Value>,
) {
    let Some(role) = role else { return };
    if !seen.insert(format!("{}/{}", text(&role["kind"]), text(&role["metadata"]["name"]))) {
        return;
    }
    all.extend(list(&role["rules"]));
    for selector in list(&role["aggregationRule"]["clusterRoleSelectors"]) {
        let wanted = selector["matchLabels"].as_object();
        for other in objects.iter().filter(|o| o["kind"] == "ClusterRole") {
            if wanted.into_iter().flatten().all(|(key, value)| other["metadata"]["labels"][key] == *value) {
                collect(objects, Some(other), seen, all);
            }
        }
    }
}

fn allows(rule: &Value, request: &Request<'_>) -> bool {
    let has = |field: &str, wanted: &str| list(&rule[field]).iter().any(|v| text(v) == wanted);
    if !has("verbs", "*") && !has("verbs", request.verb) {
        return false;
    }
    match request.target {
        Target::Resource(Resource { group, resource, subresource, name, .. }) => {
            let named = list(&rule["resourceNames"]).is_empty() || has("resourceNames", name);
            let matches = if subresource.is_empty() {
                has("resources", resource)
            } else {
                has("resources", &format!("{resource}/{subresource}"))
                    || has("resources", &format!("*/{subresource}"))
            };
            named && (has("apiGroups", "*") || has("apiGroups", group)) && (has("resources", "*") || matches)
        }
        Target::Url(path) => {
            list(&rule["nonResourceURLs"]).iter().map(text).any(|url| match url.strip_suffix('*') {
                Some(prefix) => path.starts_with(prefix.trim_end_matches('*')),
                None => path == url,
            })
        }
    }
}
