//! The questions about a node.

use holdfast_cel::Answer;
use holdfast_inventory::node::{Component, Fact, NodeFacts, SourceKind, Stat, Why};
use serde_json::{Value as Json, json};

use crate::audit_policy;
use crate::facts::Scene;
use crate::values;

/// Admission plugins that are on without being asked for, in the releases the tables cover (1.25 to 1.35).
/// Source: `kube-apiserver --help`, `--enable-admission-plugins`.
static DEFAULT_PLUGINS: &[&str] = &[
    "CertificateApproval",
    "CertificateSigning",
    "CertificateSubjectRestriction",
    "DefaultIngressClass",
    "DefaultStorageClass",
    "DefaultTolerationSeconds",
    "LimitRanger",
    "MutatingAdmissionWebhook",
    "NamespaceLifecycle",
    "PersistentVolumeClaimResize",
    "PodSecurity",
    "Priority",
    "ResourceQuota",
    "RuntimeClass",
    "ServiceAccount",
    "StorageObjectInUseProtection",
    "TaintNodesByCondition",
    "ValidatingAdmissionPolicy",
    "ValidatingAdmissionWebhook",
];

impl Scene {
    pub(crate) fn ask_node(&self, function: &str, first: &str, second: &str) -> Answer {
        let Some(node) = self.node.clone() else { return self.not_held("no facts of a node were given") };
        match function {
            "setting" => self.settled(&node, first, second),
            "given" => self.given(&node, first, second),
            "flag" => self.told(format!("{first} --{second}"), component(&node, first).flag(second)),
            "gate" => self.gate(&node, first, second),
            "modes" => self.modes(&node, first, second),
            "owned" => self.owned(&node, first, second),
            "config" => self.config(&node, first, second),
            "plugin" => self.plugin(&node, first),
            "authorizers" => self.authorizers(&node),
            "encryption_provider" => self.encryption_provider(&node, first),
            "audit_misses" => self.audit_misses(&node),
            "own_etcd_ca" => self.own_etcd_ca(&node),
            other => Answer::Wrong(format!("no fact is called {other}")),
        }
    }

    fn settled(&self, node: &NodeFacts, name: &str, setting: &str) -> Answer {
        self.told(format!("{name} {setting}"), component(node, name).setting(setting))
    }

    /// What somebody set; the component's own default does not count.
    fn given(&self, node: &NodeFacts, name: &str, setting: &str) -> Answer {
        let fact = match component(node, name).setting(setting) {
            Fact::Value { source, .. } if source.kind == SourceKind::Default => {
                Fact::absent("only the default holds")
            }
            other => other,
        };
        self.told(format!("{name} {setting}"), fact)
    }

    /// Writes down what was seen and answers with it.
    fn told(&self, what: String, fact: Fact<Json>) -> Answer {
        match fact {
            Fact::Value { value, source } => {
                let place = match source.kind {
                    SourceKind::Default => "default".to_owned(),
                    SourceKind::Argv => format!("arguments of {}", source.place),
                    _ => source.place,
                };
                self.note(what, Some(values::plain(&value)), Some(place));
                Answer::Value(value)
            }
            Fact::Absent { looked } => {
                self.note(what, None, Some(looked));
                Answer::Value(Json::Null)
            }
            Fact::Unknown { why, detail } => self.unknown(&what, why, &detail),
        }
    }

    fn unknown(&self, what: &str, why: Why, detail: &str) -> Answer {
        let text = format!("{what}: {detail}");
        if why == Why::NotGiven { self.not_held(text) } else { Answer::Unknown(text) }
    }

    fn gate(&self, node: &NodeFacts, name: &str, gate: &str) -> Answer {
        let one = format!("featureGates.{gate}");
        for setting in [one.as_str(), "featureGates", "feature-gates"] {
            match component(node, name).setting(setting) {
                Fact::Value { value, source } => {
                    let on = if setting == one { value.as_bool() } else { values::gate(&value, gate) };
                    if let Some(on) = on {
                        self.note(format!("{name} {gate}"), Some(on.to_string()), Some(source.place));
                        return Answer::Value(json!(on));
                    }
                }
                Fact::Absent { .. } => {}
                Fact::Unknown { why, detail } => {
                    return self.unknown(&format!("{name} {setting}"), why, &detail);
                }
            }
        }
        Answer::Value(Json::Null)
    }

    fn modes(&self, node: &NodeFacts, role: &str, most: &str) -> Answer {
        let Some(most_bits) = values::mode(most) else {
            return Answer::Wrong(format!("not a mode: {most:?}"));
        };
        self.files(node, role, |stat| stat.mode & 0o7777 & !most_bits == 0, |stat| stat.octal.clone())
    }

    fn owned(&self, node: &NodeFacts, role: &str, owner: &str) -> Answer {
        let text = |stat: &Stat| format!("{}:{}", stat.owner, stat.group);
        let fine = |stat: &Stat| {
            // Without an entry in the host's own tables root is still root.
            let root = owner == "root:root" && stat.uid == 0 && stat.gid == 0;
            root || text(stat) == owner
        };
        self.files(node, role, fine, text)
    }

    /// True when every file of the role is fine. One that is not settles it; one that could not be read makes it unknown.
    fn files(
        &self,
        node: &NodeFacts,
        role: &str,
        fine: impl Fn(&Stat) -> bool,
        text: impl Fn(&Stat) -> String,
    ) -> Answer {
        let list = match node.files(role) {
            Fact::Value { value, .. } => value,
            // The role plays no part here: the judge has asked before, or another role has the files.
            Fact::Absent { looked } => {
                self.note(role.to_owned(), None, Some(looked));
                return Answer::Value(json!(true));
            }
            Fact::Unknown { why, detail } => return self.unknown(role, why, &detail),
        };
        let (mut wrong, mut unread) = (false, None);
        let mut good = 0_usize;
        for file in &list {
            match &file.stat {
                Fact::Value { value, .. } if fine(value) => {
                    good += 1;
                    if good <= 3 {
                        self.note(file.path.clone(), Some(text(value)), None);
                    }
                }
                Fact::Value { value, .. } => {
                    wrong = true;
                    self.note(file.path.clone(), Some(text(value)), None);
                }
                Fact::Absent { looked } => self.note(file.path.clone(), None, Some(looked.clone())),
                Fact::Unknown { why, detail } => {
                    unread = unread.or(Some((*why, format!("{}: {detail}", file.path))));
                }
            }
        }
        match (wrong, unread) {
            (true, _) => Answer::Value(json!(false)),
            (false, Some((why, detail))) => self.unknown(role, why, &detail),
            (false, None) => Answer::Value(json!(true)),
        }
    }

    fn config(&self, node: &NodeFacts, kind: &str, pointer: &str) -> Answer {
        match node.configs.get(kind) {
            Some(Fact::Value { value, .. }) => {
                let found = value.value.pointer(pointer).cloned().unwrap_or_default();
                let shown = (!found.is_null()).then(|| values::plain(&found));
                self.note(format!("{kind} configuration {pointer}"), shown, Some(value.path.clone()));
                Answer::Value(found)
            }
            Some(Fact::Unknown { why, detail }) => {
                self.unknown(&format!("{kind} configuration"), *why, detail)
            }
            Some(Fact::Absent { .. }) | None => Answer::Value(Json::Null),
        }
    }

    /// Disabling wins, as in the API server.
    fn plugin(&self, node: &NodeFacts, plugin: &str) -> Answer {
        let server = component(node, "apiserver");
        if server.running.is_absent() && server.argv.get().is_none() {
            return self.not_held("the API server does not run on this node");
        }
        let mut lists = Vec::new();
        for setting in ["enable-admission-plugins", "disable-admission-plugins"] {
            match self.told(format!("apiserver {setting}"), server.setting(setting)) {
                Answer::Value(value) => lists.push(values::items(&value)),
                other => return other,
            }
        }
        let has = |at: usize| {
            lists.get(at).is_some_and(|list: &Vec<String>| list.iter().any(|name| name == plugin))
        };
        Answer::Value(json!(!has(1) && (has(0) || DEFAULT_PLUGINS.contains(&plugin))))
    }

    fn authorizers(&self, node: &NodeFacts) -> Answer {
        match node.configs.get("authorization") {
            Some(Fact::Value { value, .. }) => {
                let list = value.value.pointer("/authorizers").and_then(Json::as_array);
                let types = list.into_iter().flatten().filter_map(|a| a.get("type").and_then(Json::as_str));
                let types: Vec<&str> = types.collect();
                self.note("authorizers", Some(types.join(",")), Some(value.path.clone()));
                Answer::Value(json!(types))
            }
            Some(Fact::Unknown { why, detail }) => self.unknown("authorization configuration", *why, detail),
            _ => match self.settled(node, "apiserver", "authorization-mode") {
                Answer::Value(value) => Answer::Value(json!(values::items(&value))),
                other => other,
            },
        }
    }

    /// The provider that writes a resource: the first of the first block that covers it; null without any.
    fn encryption_provider(&self, node: &NodeFacts, resource: &str) -> Answer {
        let value = match self.config(node, "encryption", "/resources") {
            Answer::Value(value) => value,
            other => return other,
        };
        let covers = |block: &&Json| {
            let names = block.get("resources").map(values::items).unwrap_or_default();
            names.iter().any(|name| name == resource || name == "*.*" || name == "*.")
        };
        let block = value.as_array().into_iter().flatten().find(covers);
        let first = block.and_then(|b| b.pointer("/providers/0")).and_then(Json::as_object);
        let name = first.and_then(|provider| provider.keys().next().cloned());
        self.note(format!("provider that encrypts {resource}"), name.clone(), None);
        Answer::Value(name.map_or(Json::Null, Json::String))
    }

    fn audit_misses(&self, node: &NodeFacts) -> Answer {
        match self.config(node, "audit", "/rules") {
            Answer::Value(rules) => {
                let missed = audit_policy::misses(&rules);
                for miss in &missed {
                    self.note(
                        format!("audit of {miss}"),
                        None,
                        Some("no rule of the policy logs it".to_owned()),
                    );
                }
                Answer::Value(json!(missed.len()))
            }
            other => other,
        }
    }

    /// True when etcd trusts an authority that the API server does not trust for clients.
    fn own_etcd_ca(&self, node: &NodeFacts) -> Answer {
        let etcd = match self.settled(node, "etcd", "trusted-ca-file") {
            Answer::Value(Json::String(path)) if !path.is_empty() => path,
            Answer::Value(_) => return Answer::Value(json!(false)),
            other => return other,
        };
        let server = component(node, "apiserver");
        if server.running.is_absent() && server.argv.get().is_none() {
            return self
                .not_held("the API server does not run on this node; its authority is not known here");
        }
        let clients = match self.settled(node, "apiserver", "client-ca-file") {
            Answer::Value(Json::String(path)) => path,
            Answer::Value(_) => return Answer::Value(json!(true)),
            other => return other,
        };
        let same_file = etcd == clients;
        let seen = |path: &str| node.certificates.get(path).and_then(Fact::get);
        let same_certificate = match (seen(&etcd), seen(&clients)) {
            (Some(a), Some(b)) => a == b,
            _ => false,
        };
        Answer::Value(json!(!same_file && !same_certificate))
    }
}

/// The component as it is known; one nobody looked for is unknown in every respect.
pub(crate) fn component(node: &NodeFacts, name: &str) -> Component {
    node.component(name)
}
