use std::collections::BTreeMap;
use std::fmt::Write as _;

use holdfast_inventory::read::Limits;
use holdfast_inventory::{Builder, Estate};
use holdfast_model::{Cluster, InputKind};

use crate::call::Used;
use crate::identity::account_of;
use crate::index::{Index, Scope};
use crate::permission::Thing;
use crate::rewrite::Plan;
use crate::summary::Line;

/// Roles and bindings that give each user what it needs and no more, as YAML.
pub fn manifests(plans: &[Plan<'_>]) -> String {
    let mut text = String::new();
    let mut names = BTreeMap::new();
    for plan in plans {
        let mut scopes: BTreeMap<Scope<'_>, Vec<&Line<'_>>> = BTreeMap::new();
        for line in &plan.needed {
            scopes.entry(line.scope).or_default().push(line);
        }
        let name = role_name(plan.user, &mut names);
        for (scope, lines) in scopes {
            role(&name, scope, &lines, &mut text);
            binding(&name, scope, plan.user, &mut text);
        }
    }
    text
}

/// The calls that the manifests, together with the default bindings, would deny: none, or the rewriting is wrong. The
/// manifests are read back as they will be by whoever applies them.
pub fn denied<'p>(plans: &'p [Plan<'_>], manifests: &str) -> Vec<(&'p str, &'p Used)> {
    let cluster = Cluster { input: InputKind::Cluster, name: String::new(), version: None };
    let mut builder = Builder::new(cluster);
    builder.read(&mut manifests.as_bytes(), "", &Limits::default());
    let snapshot = builder.finish();
    let estate = Estate::new(&snapshot);
    let index = Index::build(&estate);
    let denied = |plan: &Plan<'_>, call: &Used| {
        !plan.superuser
            && index.can(&plan.who, &call.request()).is_none()
            && !plan.kept.covers(&call.permission())
    };
    let mut all = Vec::new();
    for plan in plans {
        all.extend(plan.usage.calls.iter().filter(|call| denied(plan, call)).map(|call| (plan.user, call)));
    }
    all
}

/// A name for the roles of a user; a number tells users apart that a name of an object cannot.
fn role_name(user: &str, taken: &mut BTreeMap<String, u32>) -> String {
    let plain = match account_of(user) {
        Some((namespace, name)) => format!("{namespace}:{name}"),
        None => format!("user:{user}"),
    };
    let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, ':' | '.' | '_' | '-' | '@');
    let plain: String = plain.chars().take(200).map(|c| if allowed(c) { c } else { '-' }).collect();
    let count = taken.entry(plain.clone()).or_default();
    *count += 1;
    if *count == 1 { format!("least-privilege:{plain}") } else { format!("least-privilege:{plain}:{count}") }
}

fn role(name: &str, scope: Scope<'_>, lines: &[&Line<'_>], to: &mut String) {
    let (kind, namespace) = match scope {
        Scope::Cluster => ("ClusterRole", None),
        Scope::Namespace(namespace) => ("Role", Some(namespace)),
    };
    head(kind, name, namespace, to);
    let _ = writeln!(to, "rules:");
    for line in lines {
        rules(line, to);
    }
}

/// One rule for each API group of the line: a rule for two would mean each resource in both.
fn rules(line: &Line<'_>, to: &mut String) {
    if !line.urls.is_empty() {
        let _ = writeln!(to, "  - nonResourceURLs: {}", list(line.urls.iter().copied()));
        let _ = writeln!(to, "    verbs: {}", list(line.verbs.iter().copied()));
    }
    let mut groups: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for thing in &line.resources {
        if let Thing::Resource { group, resource, subresource, .. } = thing {
            let sub = if subresource.is_empty() { String::new() } else { format!("/{subresource}") };
            groups.entry(group).or_default().push(format!("{resource}{sub}"));
        }
    }
    for (group, resources) in groups {
        let _ = writeln!(to, "  - apiGroups: {}", list([group].into_iter()));
        let _ = writeln!(to, "    resources: {}", list(resources.iter().map(String::as_str)));
        if !line.names.is_empty() {
            let _ = writeln!(to, "    resourceNames: {}", list(line.names.iter().copied()));
        }
        let _ = writeln!(to, "    verbs: {}", list(line.verbs.iter().copied()));
    }
}

fn binding(name: &str, scope: Scope<'_>, user: &str, to: &mut String) {
    let (kind, role, namespace) = match scope {
        Scope::Cluster => ("ClusterRoleBinding", "ClusterRole", None),
        Scope::Namespace(namespace) => ("RoleBinding", "Role", Some(namespace)),
    };
    head(kind, name, namespace, to);
    let _ = writeln!(
        to,
        "roleRef: {{apiGroup: rbac.authorization.k8s.io, kind: {role}, name: {}}}",
        quoted(name)
    );
    let _ = writeln!(to, "subjects:");
    let _ = match account_of(user) {
        Some((namespace, name)) => {
            writeln!(
                to,
                "  - {{kind: ServiceAccount, name: {}, namespace: {}}}",
                quoted(name),
                quoted(namespace)
            )
        }
        None => {
            writeln!(to, "  - {{apiGroup: rbac.authorization.k8s.io, kind: User, name: {}}}", quoted(user))
        }
    };
}

fn head(kind: &str, name: &str, namespace: Option<&str>, to: &mut String) {
    let _ = writeln!(to, "---\napiVersion: rbac.authorization.k8s.io/v1\nkind: {kind}\nmetadata:");
    let _ = writeln!(to, "  name: {}", quoted(name));
    if let Some(namespace) = namespace {
        let _ = writeln!(to, "  namespace: {}", quoted(namespace));
    }
}

fn list<'w>(words: impl Iterator<Item = &'w str>) -> String {
    format!("[{}]", words.map(quoted).collect::<Vec<_>>().join(", "))
}

/// In double quotes, where YAML reads what JSON writes; characters that YAML does not print are escaped too.
fn quoted(text: &str) -> String {
    let mut quoted = String::new();
    for c in serde_json::Value::from(text).to_string().chars() {
        match c {
            '\u{7f}'..='\u{9f}' | '\u{2028}' | '\u{2029}' | '\u{feff}' => {
                let _ = write!(quoted, "\\u{:04x}", u32::from(c));
            }
            c => quoted.push(c),
        }
    }
    quoted
}
