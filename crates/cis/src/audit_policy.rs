//! Does an audit policy log what an investigation needs first?
//!
//! Rules are matched as the API server does: the first rule that fits the request decides its level
//! (<https://kubernetes.io/docs/tasks/debug/debug-cluster/audit/>). A rule limited to users, groups or namespaces is
//! passed over when it logs, and when it does not log only if it names callers of the system itself.

use serde_json::Value as Json;

use crate::values::items;

/// Group, resource and verb of what must be logged at least as metadata.
static WANTED: &[(&str, &str, &str)] = &[
    ("", "secrets", "get"),
    ("", "secrets", "update"),
    ("", "configmaps", "update"),
    ("authentication.k8s.io", "tokenreviews", "create"),
    ("", "pods", "create"),
    ("apps", "deployments", "update"),
    ("", "pods/exec", "create"),
    ("", "pods/portforward", "create"),
    ("", "pods/proxy", "get"),
    ("", "services/proxy", "get"),
];

/// What no rule logs, `get secrets`.
pub(crate) fn misses(rules: &Json) -> Vec<String> {
    let rules: Vec<&Json> = rules.as_array().into_iter().flatten().collect();
    let missed = WANTED.iter().filter(|wanted| !logged(&rules, wanted));
    missed.map(|(_, resource, verb)| format!("{verb} {resource}")).collect()
}

fn logged(rules: &[&Json], wanted: &(&str, &str, &str)) -> bool {
    let deciding = rules.iter().find(|rule| is_general(rule) && fits(rule, wanted));
    deciding.and_then(|rule| rule.get("level")).and_then(Json::as_str).is_some_and(|level| level != "None")
}

/// True when the rule is not limited to some callers or namespaces.
fn is_general(rule: &Json) -> bool {
    ["users", "userGroups", "namespaces"]
        .iter()
        .all(|key| rule.get(*key).is_none_or(|list| items(list).is_empty()))
}

fn fits(rule: &Json, (group, resource, verb): &(&str, &str, &str)) -> bool {
    let verbs = rule.get("verbs").map(items).unwrap_or_default();
    if !verbs.is_empty() && !verbs.iter().any(|v| v == verb || v == "*") {
        return false;
    }
    let resources = rule.get("resources").and_then(Json::as_array);
    let paths = rule.get("nonResourceURLs").map(items).unwrap_or_default();
    match resources {
        None => paths.is_empty(),
        Some(list) if list.is_empty() => paths.is_empty(),
        Some(list) => list.iter().any(|entry| covers(entry, group, resource)),
    }
}

fn covers(entry: &Json, group: &str, resource: &str) -> bool {
    if entry.get("group").and_then(Json::as_str).unwrap_or_default() != group {
        return false;
    }
    if entry.get("resourceNames").is_some_and(|names| !items(names).is_empty()) {
        return false;
    }
    let names = entry.get("resources").map(items).unwrap_or_default();
    let sub = resource.split_once('/');
    names.is_empty()
        || names.iter().any(|name| {
            name == resource
                || name == "*"
                || sub.is_some_and(|(parent, sub)| {
                    *name == format!("*/{sub}") || *name == format!("{parent}/*")
                })
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn the_first_rule_that_fits_decides() {
        let all = json!([{"level": "Metadata"}]);
        assert!(misses(&all).is_empty());
        let quiet = json!([{"level": "None", "resources": [{"group": "", "resources": ["secrets"]}]}, {"level": "Metadata"}]);
        assert_eq!(misses(&quiet), ["get secrets", "update secrets"]);
        let for_proxy = json!([{"level": "None", "users": ["system:kube-proxy"]}, {"level": "Request"}]);
        assert!(misses(&for_proxy).is_empty());
        assert_eq!(misses(&json!([])).len(), WANTED.len());
        assert_eq!(misses(&Json::Null).len(), WANTED.len());
        let paths = json!([{"level": "Metadata", "nonResourceURLs": ["/api*"]}]);
        assert_eq!(misses(&paths).len(), WANTED.len());
        let core = json!([{"level": "Metadata", "resources": [{"group": "", "resources": ["*"]}]}]);
        assert_eq!(misses(&core), ["create tokenreviews", "update deployments"]);
        let parents = json!([{"level": "Metadata", "resources": [{"group": "", "resources": ["pods"]}]}]);
        assert!(misses(&parents).contains(&"create pods/exec".to_owned()));
    }
}
