//! Facts made from the short notation of the catalogue's examples.

use std::collections::BTreeMap;
use std::sync::Arc;

use holdfast_cis::ClusterFacts;
use holdfast_inventory::node::{
    COMPONENTS, Cloud, Component, Config, Fact, FileFact, FileKind, NodeFacts, Process, Setting, Source,
    SourceKind, Stat, role,
};
use holdfast_inventory::{Builder, Snapshot, read::Limits};
use holdfast_model::{Cluster, InputKind};
use serde_json::Value;

/// What one example holds.
pub(crate) struct Example {
    pub(crate) node: NodeFacts,
    pub(crate) cluster: Option<Arc<ClusterFacts>>,
    pub(crate) cloud: Option<Arc<Cloud>>,
}

/// A node on which everything runs and nothing is set.
pub(crate) fn node() -> NodeFacts {
    let mut node = NodeFacts::unread();
    node.node = Fact::value("cp-1".to_owned(), SourceKind::Given, "test");
    for name in COMPONENTS {
        node.components.insert((*name).to_owned(), running(name));
    }
    for role in role::ALL {
        node.files.insert((*role).to_owned(), Fact::absent("no such file"));
    }
    for kind in ["admission", "audit", "authentication", "authorization", "encryption"] {
        node.configs.insert(kind.to_owned(), Fact::absent("no flag names one"));
    }
    node
}

fn running(name: &str) -> Component {
    let process = Process {
        pid: 7,
        uid: Some(0),
        gid: Some(0),
        exe: None,
        contained: Some(true),
        embedded_in: None,
        instances: 1,
    };
    Component {
        running: Fact::value(process, SourceKind::Kernel, "pid 7"),
        argv: Fact::value(vec![name.to_owned()], SourceKind::Argv, "pid 7"),
        flags: BTreeMap::new(),
        env: Fact::absent("none"),
        config: Fact::absent("none"),
        settings: BTreeMap::new(),
        unread: Vec::new(),
    }
}

pub(crate) fn example(table: &toml::Table) -> Example {
    let mut example = Example { node: node(), cluster: None, cloud: None };
    for (key, value) in table {
        let json = serde_json::to_value(value).unwrap();
        match key.split_once(['.', ':']) {
            None if key == "cluster" => {
                example.cluster = Some(cluster(value.as_str().unwrap(), InputKind::Cluster));
            }
            None => example.cloud = Some(Arc::new(cloud(json))),
            Some(("files", role)) => {
                let files = vec![file(&format!("/test/{role}"), value.as_str().unwrap())];
                example.node.files.insert(role.to_owned(), Fact::value(files, SourceKind::File, "/test"));
            }
            Some(("config", kind)) => {
                let config = Config {
                    path: "/test/config.yaml".to_owned(),
                    files: vec!["/test/config.yaml".to_owned()],
                    value: json,
                    overridden: BTreeMap::new(),
                };
                example
                    .node
                    .configs
                    .insert(kind.to_owned(), Fact::value(config, SourceKind::Config, "/test/config.yaml"));
            }
            Some(("flag", name)) => {
                let (component, flag) = name.split_once('.').unwrap();
                set(&mut example.node, component, flag, json, true);
            }
            Some((component, setting)) => set(&mut example.node, component, setting, json, false),
        }
    }
    example
}

fn set(node: &mut NodeFacts, component: &str, name: &str, value: Value, flag: bool) {
    let component = node.components.get_mut(component).unwrap_or_else(|| panic!("no component {component}"));
    let list = if flag { &mut component.flags } else { &mut component.settings };
    list.insert(name.to_owned(), Setting { value, source: Source::new(SourceKind::Argv, "pid 7") });
}

/// `600 root:root`.
pub(crate) fn file(path: &str, text: &str) -> FileFact {
    let (mode, owner) = text.split_once(' ').unwrap();
    let (user, group) = owner.split_once(':').unwrap();
    let id = |name: &str| if name == "root" { 0 } else { 65_534 };
    let stat = Stat {
        kind: FileKind::File,
        mode: u32::from_str_radix(mode, 8).unwrap(),
        octal: mode.to_owned(),
        uid: id(user),
        gid: id(group),
        owner: user.to_owned(),
        group: group.to_owned(),
        target: None,
    };
    FileFact { path: path.to_owned(), stat: Fact::value(stat, SourceKind::File, path) }
}

fn cloud(description: Value) -> Cloud {
    Cloud { provider: "test".to_owned(), cluster: "test".to_owned(), version: None, description }
}

/// Every kind the cluster facts look at.
const KINDS: &[&str] = &[
    "Pod",
    "Namespace",
    "ServiceAccount",
    "NetworkPolicy",
    "ClusterRole",
    "Role",
    "ClusterRoleBinding",
    "RoleBinding",
    "DaemonSet",
    "Node",
    "ValidatingWebhookConfiguration",
    "MutatingWebhookConfiguration",
    "ClusterPolicy",
];

pub(crate) fn snapshot(yaml: &str, input: InputKind, complete: &[&str]) -> Snapshot {
    let mut builder =
        Builder::new(Cluster { input, name: "test".to_owned(), version: Some("v1.35.0".to_owned()) });
    builder.read(&mut yaml.as_bytes(), "test.yaml", &Limits::default());
    for kind in complete {
        builder.complete(kind);
    }
    let snapshot = builder.finish();
    assert!(snapshot.gaps.is_empty(), "{:?}", snapshot.gaps);
    snapshot
}

pub(crate) fn cluster(yaml: &str, input: InputKind) -> Arc<ClusterFacts> {
    Arc::new(ClusterFacts::of(&snapshot(yaml, input, KINDS)))
}
