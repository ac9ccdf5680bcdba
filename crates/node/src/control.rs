//! API server, controller manager and scheduler: what their flags say, or the configuration OpenShift gives them instead.

use std::collections::BTreeMap;

use holdfast_inventory::node::{Component, Config, Fact, Source, SourceKind};

use crate::argv::Rules;
use crate::component::{Start, settings, text_of};
use crate::cx::Cx;
use crate::openshift;

/// Flags of OpenShift's components that name the file with all the others.
const OPENSHIFT: &[&str] = &["openshift-config"];

pub(crate) fn gather(cx: &Cx<'_>, start: &Start, rules: Rules) -> Component {
    let mut flags = start.flags(rules);
    let mut unread = start.unread.clone();
    let mut config = Fact::absent("it has no configuration file");
    if let Some(path) = OPENSHIFT.iter().find_map(|flag| text_of(&flags, flag)) {
        let file = start.locate(path);
        match cx.document(file.view, &file.path) {
            Ok(value) => {
                let source = Source::new(SourceKind::Config, file.shown.clone());
                let mut all = settings(&openshift::arguments(&value), rules, &source);
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
    let env = start.environment(cx, &[]);
    Component {
        running: start.running.clone(),
        argv: start.shown_argv(),
        settings: flags.clone(),
        flags,
        env,
        config,
        unread,
    }
}

fn found(path: String, value: serde_json::Value) -> Fact<Config> {
    let config = Config { path: path.clone(), files: vec![path.clone()], value, overridden: BTreeMap::new() };
    Fact::value(config, SourceKind::Config, path)
}
