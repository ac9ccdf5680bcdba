//! Where the pod templates of an object are: by table for built-in kinds, by shape for any other.

use crate::json;
use crate::kinds::is_builtin_group;

/// JSON pointers of one pod template inside an object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TemplatePath {
    /// The pod spec (holds `containers`).
    pub spec: String,
    /// The object around it (holds `metadata` and `spec`), when there is one. Empty pointer: the whole object.
    pub template: Option<String>,
}

impl TemplatePath {
    fn around(template: &str) -> Self {
        Self { spec: format!("{template}/spec"), template: Some(template.to_owned()) }
    }
}

/// Deepest nesting at which a template is looked for in a custom resource.
const DEPTH: usize = 12;
/// Most templates taken from one object.
const MOST: usize = 64;

/// Finds every pod template of an object.
pub fn templates(group: &str, kind: &str, object: &[u8]) -> Vec<TemplatePath> {
    match (is_builtin_group(group), kind) {
        (true, "Pod") => vec![TemplatePath::around("")],
        (
            true,
            "Deployment" | "ReplicaSet" | "StatefulSet" | "DaemonSet" | "ReplicationController" | "Job",
        ) => vec![TemplatePath::around("/spec/template")],
        (true, "CronJob") => vec![TemplatePath::around("/spec/jobTemplate/spec/template")],
        (true, "PodTemplate") => vec![TemplatePath::around("/template")],
        (true, _) => Vec::new(),
        (false, _) => search(object),
    }
}

/// A pod spec is an object with a `containers` array whose items have a `name` or an `image`.
fn search(object: &[u8]) -> Vec<TemplatePath> {
    let mut found = Vec::new();
    let mut pointer = String::new();
    if !contains(object, b"\"containers\":[") {
        return found;
    }
    walk(object, &mut pointer, 0, &mut found);
    found
}

fn walk(value: &[u8], pointer: &mut String, depth: usize, found: &mut Vec<TemplatePath>) {
    if depth > DEPTH || found.len() >= MOST || !contains(value, b"\"containers\":[") {
        return;
    }
    let here = pointer.len();
    match value.first() {
        Some(b'{') => {
            let mut is_spec = false;
            let _ = json::members(value, |key, member| {
                is_spec |= key == b"containers" && holds_containers(member);
                true
            });
            if is_spec {
                let template = pointer.strip_suffix("/spec").map(ToOwned::to_owned);
                found.push(TemplatePath { spec: pointer.clone(), template });
                return;
            }
            let _ = json::members(value, |key, member| {
                if let Ok(key) = std::str::from_utf8(key) {
                    pointer.push('/');
                    pointer.push_str(&json::escape(key));
                    walk(member, pointer, depth + 1, found);
                    pointer.truncate(here);
                }
                true
            });
        }
        Some(b'[') => {
            let mut index = 0usize;
            let _ = json::items(value, |item| {
                pointer.push('/');
                pointer.push_str(&index.to_string());
                walk(item, pointer, depth + 1, found);
                pointer.truncate(here);
                index += 1;
                true
            });
        }
        _ => {}
    }
}

fn holds_containers(value: &[u8]) -> bool {
    let mut all = false;
    let _ = json::items(value, |item| {
        all = json::at(item, "/image")
            .or_else(|| json::at(item, "/name"))
            .is_some_and(|v| v.starts_with(b"\""));
        all
    });
    all
}

fn contains(haystack: &[u8], needle: &[u8]) -> bool {
    haystack.windows(needle.len()).any(|w| w == needle)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn specs(group: &str, kind: &str, object: &str) -> Vec<String> {
        templates(group, kind, object.as_bytes()).into_iter().map(|t| t.spec).collect()
    }

    #[test]
    fn finds_templates_by_table_and_by_shape() {
        let cases: &[(&str, &str, &str, &[&str])] = &[
            ("", "Pod", "{}", &["/spec"]),
            ("batch", "CronJob", "{}", &["/spec/jobTemplate/spec/template/spec"]),
            ("", "Service", r#"{"spec":{"containers":[{"name":"x"}]}}"#, &[]),
            (
                "argoproj.io",
                "Rollout",
                r#"{"spec":{"template":{"spec":{"containers":[{"name":"a","image":"b"}]}}}}"#,
                &["/spec/template/spec"],
            ),
            (
                "ray.io",
                "RayCluster",
                r#"{"spec":{"head":{"template":{"spec":{"containers":[{"image":"b"}]}}},"workers":[{"template":{"spec":{"containers":[{"image":"b"}]}}}]}}"#,
                &["/spec/head/template/spec", "/spec/workers/0/template/spec"],
            ),
            ("apps.kruise.io", "SidecarSet", r#"{"spec":{"containers":[{"name":"s"}]}}"#, &["/spec"]),
            ("x.dev", "Odd", r#"{"spec":{"containers":["a","b"]}}"#, &[]),
        ];
        for (group, kind, object, expected) in cases {
            assert_eq!(specs(group, kind, object), *expected, "{group} {kind}");
        }
    }
}
