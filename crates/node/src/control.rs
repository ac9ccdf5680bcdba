//! API server, controller manager and scheduler: what their flags say, or the configuration OpenShift gives them instead.

use std::collections::BTreeMap;

use holdfast_inventory::node::{Component, Config, Fact, Setting, Source, SourceKind};

use crate::argv::Rules;
use crate::component::{self, Located, Start, text_of};
use crate::cx::Cx;
use crate::openshift;

/// Flags of OpenShift's components that name the file with all the others.
const OPENSHIFT: &[&str] = &["openshift-config"];

pub(crate) fn gather(cx: &Cx<'_>, start: &Start, program: &str, rules: Rules) -> Component {
    let mut flags = start.flags(rules);
    let mut unread = start.unread.clone();
    let mut config = Fact::absent("it has no configuration file");
    if let Some(path) = OPENSHIFT.iter().find_map(|flag| text_of(&flags, flag)) {
        let file = start.locate(path);
        match cx.document(file.view, &file.path) {
            Ok(value) => {
                let source = Source::new(SourceKind::Config, file.shown.clone());
                let mut all = component::settings(&openshift::arguments(&value), rules, &source);
                all.extend(std::mem::take(&mut flags));
                flags = all;
                config = found(file.shown, value);
            }
            Err(fault) => {
                cx.gap(&file.shown, &fault.detail, "what the file sets is not known");
                unread.push(fault.detail.clone());
                config = fault.fact();
            }
        }
    }
    let mut settings = flags.clone();
    if program == "kube-scheduler"
        && let Some(path) = text_of(&flags, "config")
    {
        let file = start.locate(path);
        config = scheduler(cx, &file, &mut settings, &mut unread);
    }
    let env = start.environment(cx, &[]);
    Component {
        running: start.running.clone(),
        argv: start.shown_argv(),
        settings,
        flags,
        env,
        config,
        unread,
    }
}

/// Flags of the scheduler that its configuration file decides when there is one, and the file's fields
/// (<https://kubernetes.io/docs/reference/config-api/kube-scheduler-config.v1/>).
const SCHEDULER: &[(&str, &str)] = &[
    ("contention-profiling", "/enableContentionProfiling"),
    ("kubeconfig", "/clientConnection/kubeconfig"),
    ("leader-elect", "/leaderElection/leaderElect"),
    ("profiling", "/enableProfiling"),
];

fn scheduler(
    cx: &Cx<'_>,
    file: &Located,
    settings: &mut BTreeMap<String, Setting>,
    unread: &mut Vec<String>,
) -> Fact<Config> {
    // --kubeconfig is read when the file names none.
    settings.retain(|name, _| name == "kubeconfig" || !SCHEDULER.iter().any(|(flag, _)| flag == name));
    match cx.document(file.view, &file.path) {
        Ok(value) => {
            let source = Source::new(SourceKind::Config, file.shown.clone());
            for (flag, pointer) in SCHEDULER {
                if let Some(value) = value.pointer(pointer).filter(|value| value.as_str() != Some("")) {
                    let setting = Setting { value: value.clone(), source: source.clone() };
                    settings.insert((*flag).to_owned(), setting);
                }
            }
            found(file.shown.clone(), value)
        }
        Err(fault) => {
            cx.gap(&file.shown, &fault.detail, "what the file sets is not known");
            unread.push(fault.detail.clone());
            fault.fact()
        }
    }
}

fn found(path: String, value: serde_json::Value) -> Fact<Config> {
    let config = Config { path: path.clone(), files: vec![path.clone()], value, overridden: BTreeMap::new() };
    Fact::value(config, SourceKind::Config, path)
}
