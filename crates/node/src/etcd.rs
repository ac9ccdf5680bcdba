//! etcd: a configuration file replaces flags and environment whole; without one, flags come before the environment
//! (<https://etcd.io/docs/v3.6/op-guide/configuration/>).

use std::collections::BTreeMap;

use holdfast_inventory::node::{Component, Config, Fact, Setting, Source, SourceKind};
use serde_json::Value;

use crate::component::{Located, Start, text_of};
use crate::cx::Cx;
use crate::flags::ETCD;

/// Sections of the file whose members are flags of another name.
const SECTIONS: &[(&str, &str)] = &[("client-transport-security", ""), ("peer-transport-security", "peer-")];
/// Switches that are off unless something sets them.
const OFF: &[&str] = &["auto-tls", "client-cert-auth", "peer-auto-tls", "peer-client-cert-auth"];

pub(crate) fn gather(cx: &Cx<'_>, start: &Start) -> Component {
    let flags = start.flags(ETCD);
    let env = start.environment(cx, &["ETCD_"]);
    let mut unread = start.unread.clone();
    if let Fact::Unknown { detail, .. } = &env {
        unread.push(detail.clone());
    }
    let named = text_of(&flags, "config-file").map(str::to_owned);
    let named = named.or_else(|| env.get().and_then(|env| env.get("ETCD_CONFIG_FILE")).cloned());
    let config_file = named.filter(|path| !path.is_empty()).map(|path| start.locate(&path));
    let mut settings = BTreeMap::new();
    let config = if let Some(file) = &config_file {
        from_file(cx, file, &mut settings, &mut unread)
    } else {
        from_environment(&env, &mut settings);
        settings.extend(flags.clone());
        Fact::absent("--config-file and ETCD_CONFIG_FILE")
    };
    if unread.is_empty() && !start.argv.is_absent() {
        for name in OFF {
            let source = Source::new(SourceKind::Default, "etcd");
            settings.entry((*name).to_owned()).or_insert(Setting { value: Value::Bool(false), source });
        }
    }
    Component {
        running: start.running.clone(),
        argv: start.shown_argv(),
        flags,
        env,
        config,
        settings,
        unread,
    }
}

/// `ETCD_CLIENT_CERT_AUTH` is `client-cert-auth`.
fn from_environment(env: &Fact<BTreeMap<String, String>>, settings: &mut BTreeMap<String, Setting>) {
    let Fact::Value { value: env, source } = env else { return };
    for (name, value) in env {
        let Some(name) = name.strip_prefix("ETCD_") else { continue };
        let name = name.to_ascii_lowercase().replace('_', "-");
        settings.insert(name.clone(), Setting { value: typed(&name, value), source: source.clone() });
    }
}

fn typed(name: &str, value: &str) -> Value {
    if ETCD.switches.contains(&name) {
        match crate::argv::boolean(value).as_str() {
            "true" => return Value::Bool(true),
            "false" => return Value::Bool(false),
            _ => {}
        }
    }
    Value::String(value.to_owned())
}

fn from_file(
    cx: &Cx<'_>,
    file: &Located,
    settings: &mut BTreeMap<String, Setting>,
    unread: &mut Vec<String>,
) -> Fact<Config> {
    let value = match cx.document(file.view, &file.path) {
        Ok(value) => value,
        Err(fault) => {
            cx.gap(&file.shown, &fault.detail, "etcd's settings are not known");
            unread.push(fault.detail.clone());
            return fault.fact();
        }
    };
    let source = Source::new(SourceKind::Config, file.shown.clone());
    for (name, member) in value.as_object().into_iter().flatten() {
        let section = SECTIONS.iter().find(|(section, _)| section == name);
        match (section, member) {
            (Some((_, prefix)), Value::Object(members)) => {
                for (name, value) in members {
                    let setting = Setting { value: value.clone(), source: source.clone() };
                    settings.insert(format!("{prefix}{name}"), setting);
                }
            }
            (_, Value::Null) => {}
            (_, value) => {
                settings.insert(name.clone(), Setting { value: value.clone(), source: source.clone() });
            }
        }
    }
    let config = Config {
        path: file.shown.clone(),
        files: vec![file.shown.clone()],
        value,
        overridden: BTreeMap::new(),
    };
    Fact::Value { value: config, source }
}
