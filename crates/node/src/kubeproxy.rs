//! kube-proxy: with `--config` the file decides and most flags are ignored; without it the flags decide
//! (<https://kubernetes.io/docs/reference/command-line-tools-reference/kube-proxy/>).

use std::collections::BTreeMap;

use holdfast_inventory::node::{Component, Config, Fact, Setting, Source, SourceKind, Why};
use serde_json::Value;

use crate::component::{Located, Start, text_of};
use crate::cx::Cx;
use crate::flags::KUBE_PROXY;
use crate::kubelet::leaves;

/// Flags and the configuration's fields for the same thing.
const FIELDS: &[(&str, &str)] = &[
    ("bind-address", "bindAddress"),
    ("cluster-cidr", "clusterCIDR"),
    ("healthz-bind-address", "healthzBindAddress"),
    ("kubeconfig", "clientConnection.kubeconfig"),
    ("metrics-bind-address", "metricsBindAddress"),
    ("profiling", "enableProfiling"),
    ("proxy-mode", "mode"),
];

pub(crate) struct KubeProxy {
    pub(crate) component: Component,
    pub(crate) config_file: Option<Located>,
}

/// `given` is the configuration from kube-proxy's ConfigMap, when the user gave it.
pub(crate) fn gather(cx: &Cx<'_>, start: &Start, given: Option<&Value>) -> KubeProxy {
    let flags = start.flags(KUBE_PROXY);
    let mut unread = start.unread.clone();
    let config_file = text_of(&flags, "config").map(|path| start.locate(path));
    let config = match (&config_file, given) {
        (_, Some(value)) => configuration("given", value.clone(), SourceKind::Given),
        (Some(file), None) => read(cx, file),
        (None, None) => match &start.argv {
            Fact::Unknown { why, detail } => Fact::unknown(*why, detail.clone()),
            _ => Fact::absent("--config"),
        },
    };
    if let Fact::Unknown { detail, .. } = &config {
        unread.push(detail.clone());
    }
    let mut settings = BTreeMap::new();
    match &config {
        Fact::Value { value, source } => {
            for (path, value) in leaves("", &value.value) {
                // An empty text stands for the default.
                if value.as_str() == Some("") || ["apiVersion", "kind"].contains(&path.as_str()) {
                    continue;
                }
                settings.insert(path, Setting { value, source: source.clone() });
            }
        }
        _ => from_flags(&mut settings, &flags),
    }
    if unread.is_empty() && !start.argv.is_absent() {
        let source = Source::new(SourceKind::Default, "kube-proxy");
        let value = Value::String("127.0.0.1:10249".to_owned());
        settings.entry("metricsBindAddress".to_owned()).or_insert(Setting { value, source });
    }
    let component = Component {
        running: start.running.clone(),
        argv: start.shown_argv(),
        env: start.environment(cx, &[]),
        flags,
        config,
        settings,
        unread,
    };
    KubeProxy { component, config_file }
}

fn read(cx: &Cx<'_>, file: &Located) -> Fact<Config> {
    match cx.document(file.view, &file.path) {
        Ok(value) => configuration(&file.shown, value, SourceKind::Config),
        Err(fault) => {
            cx.gap(
                &file.shown,
                &fault.detail,
                "kube-proxy's settings are not known: give its ConfigMap with --kube-proxy-config",
            );
            match fault.why {
                Why::Missing => Fact::unknown(Why::Missing, fault.detail),
                _ => fault.fact(),
            }
        }
    }
}

fn configuration(path: &str, value: Value, kind: SourceKind) -> Fact<Config> {
    let config =
        Config { path: path.to_owned(), files: vec![path.to_owned()], value, overridden: BTreeMap::new() };
    Fact::value(config, kind, path)
}

/// Flags under the names of the configuration; those without one keep their own.
fn from_flags(settings: &mut BTreeMap<String, Setting>, flags: &BTreeMap<String, Setting>) {
    for (name, setting) in flags {
        let path = FIELDS.iter().find(|(flag, _)| flag == name).map_or(name.as_str(), |(_, path)| path);
        settings.insert(path.to_owned(), setting.clone());
    }
}
