//! The kubelet: configuration file, then drop-ins, then flags; or what it answers on `/configz`
//! (<https://kubernetes.io/docs/tasks/administer-cluster/kubelet-config-file/>).

use std::collections::BTreeMap;

use holdfast_inventory::node::{Component, Config, Fact, Setting, Source, SourceKind};
use serde_json::{Map, Value};

use crate::component::{Located, Start, text_of};
use crate::cx::Cx;
use crate::flags::KUBELET;
use crate::host::View;
use crate::text::ends;

/// One field of the configuration: its path, the flag that overrides it, its value without either a file or a flag, and
/// with a file that leaves it out. `null`: empty.
struct Field(&'static str, &'static str, &'static str, &'static str);

/// From the kubelet's reference page and `KubeletConfiguration` v1beta1
/// (<https://kubernetes.io/docs/reference/config-api/kubelet-config.v1beta1/>).
const FIELDS: &[Field] = &[
    Field("address", "address", "0.0.0.0", "0.0.0.0"),
    Field("authentication.anonymous.enabled", "anonymous-auth", "true", "false"),
    Field("authentication.webhook.enabled", "authentication-token-webhook", "false", "true"),
    Field("authentication.x509.clientCAFile", "client-ca-file", "null", "null"),
    Field("authorization.mode", "authorization-mode", "AlwaysAllow", "Webhook"),
    Field("containerRuntimeEndpoint", "container-runtime-endpoint", "null", "null"),
    Field("enableDebuggingHandlers", "enable-debugging-handlers", "true", "true"),
    Field("enableProfilingHandler", "", "true", "true"),
    Field("enableSystemLogHandler", "enable-system-log-handler", "true", "true"),
    Field("eventBurst", "event-burst", "100", "100"),
    Field("eventRecordQPS", "event-qps", "50", "50"),
    Field("failSwapOn", "fail-swap-on", "true", "true"),
    Field("healthzBindAddress", "healthz-bind-address", "127.0.0.1", "127.0.0.1"),
    Field("makeIPTablesUtilChains", "make-iptables-util-chains", "true", "true"),
    Field("podPidsLimit", "pod-max-pids", "-1", "-1"),
    Field("port", "port", "10250", "10250"),
    Field("protectKernelDefaults", "protect-kernel-defaults", "false", "false"),
    Field("readOnlyPort", "read-only-port", "10255", "0"),
    Field("rotateCertificates", "rotate-certificates", "false", "false"),
    Field("seccompDefault", "seccomp-default", "false", "false"),
    Field("serverTLSBootstrap", "rotate-server-certificates", "false", "false"),
    Field("staticPodPath", "pod-manifest-path", "null", "null"),
    Field("staticPodURL", "manifest-url", "null", "null"),
    Field("streamingConnectionIdleTimeout", "streaming-connection-idle-timeout", "4h0m0s", "4h0m0s"),
    Field("tlsCertFile", "tls-cert-file", "null", "null"),
    Field("tlsCipherSuites", "tls-cipher-suites", "null", "null"),
    Field("tlsMinVersion", "tls-min-version", "null", "null"),
    Field("tlsPrivateKeyFile", "tls-private-key-file", "null", "null"),
];

/// Fields that are text although they look like something else.
const LISTS: &[&str] = &["tlsCipherSuites"];

/// What the kubelet's parts are, besides the component itself.
pub(crate) struct Kubelet {
    pub(crate) component: Component,
    pub(crate) config_file: Option<Located>,
    /// The files of the drop-in directory that were merged.
    pub(crate) drop_ins: Vec<String>,
}

/// `default_config` and `default_dir` are where the platform's kubelet looks when no flag says so; `configz` is the
/// kubelet's answer, given as a document.
pub(crate) fn gather(
    cx: &Cx<'_>,
    start: &Start,
    defaults: (&[&str], Option<&str>),
    configz: Option<&Value>,
) -> Kubelet {
    let flags = start.flags(KUBELET);
    let mut unread = start.unread.clone();
    let known = start.argv.get().is_some();
    let config_file = config_file(cx, start, &flags, defaults.0, known);
    let directory = text_of(&flags, "config-dir")
        .map(|dir| start.locate(dir))
        .or_else(|| default_dir(cx, start, defaults.1));
    let merged = merge(cx, config_file.as_ref(), directory.as_ref(), known, &mut unread);
    let mut settings = BTreeMap::new();
    if let Some(config) = merged.config.get() {
        add_config(&mut settings, config, &merged.main);
    }
    if known {
        add_flags(&mut settings, &flags);
        if unread.is_empty() {
            add_defaults(&mut settings, config_file.is_some());
        }
    }
    if let Some(answer) = configz {
        settings.retain(|_, setting| setting.source.kind == SourceKind::Argv);
        add_configz(&mut settings, answer);
        unread.clear();
        add_defaults(&mut settings, true);
    }
    let env = start.environment(cx, &[]);
    let component = Component {
        running: start.running.clone(),
        argv: start.shown_argv(),
        flags,
        env,
        config: merged.config,
        settings,
        unread,
    };
    Kubelet { component, config_file, drop_ins: merged.drop_ins }
}

fn config_file(
    cx: &Cx<'_>,
    start: &Start,
    flags: &BTreeMap<String, Setting>,
    defaults: &[&str],
    known: bool,
) -> Option<Located> {
    match text_of(flags, "config") {
        Some(path) => Some(start.locate(path)),
        // Without --config the kubelet reads no file, whatever lies at the usual place.
        None if known => None,
        None => {
            let path = defaults.iter().find(|path| cx.exists(path))?;
            Some(Located { view: View::Host, path: (*path).to_owned(), shown: (*path).to_owned() })
        }
    }
}

fn default_dir(cx: &Cx<'_>, start: &Start, default: Option<&str>) -> Option<Located> {
    let path = default.filter(|path| start.argv.get().is_none() && cx.exists(path))?;
    Some(Located { view: View::Host, path: path.to_owned(), shown: path.to_owned() })
}

struct Merged {
    config: Fact<Config>,
    /// The main file's path.
    main: String,
    drop_ins: Vec<String>,
}

fn merge(
    cx: &Cx<'_>,
    file: Option<&Located>,
    directory: Option<&Located>,
    known: bool,
    unread: &mut Vec<String>,
) -> Merged {
    let mut merged = Merged { config: Fact::absent("--config"), main: String::new(), drop_ins: Vec::new() };
    let (mut value, mut files) = (Value::Null, Vec::new());
    let mut source = None;
    if let Some(file) = file {
        merged.main.clone_from(&file.shown);
        match cx.document(file.view, &file.path) {
            Ok(document) => {
                value = document;
                files.push(file.shown.clone());
                source = Some(Source::new(SourceKind::Config, file.shown.clone()));
            }
            Err(fault) => {
                cx.gap(&file.shown, &fault.detail, "the kubelet's settings are not known");
                unread.push(fault.detail.clone());
                merged.config = fault.fact();
            }
        }
    } else if !known {
        let why = "neither the kubelet's arguments nor a configuration file at a usual place were seen";
        unread.push(why.to_owned());
        merged.config = Fact::unknown(holdfast_inventory::node::Why::Missing, why);
    }
    let mut overridden = BTreeMap::new();
    if let Some(directory) = directory {
        for (path, document) in drop_ins(cx, directory, unread) {
            note("", &document, &path, &mut overridden);
            patch(&mut value, document);
            source.get_or_insert_with(|| Source::new(SourceKind::DropIn, path.clone()));
            files.push(path.clone());
            merged.drop_ins.push(path);
        }
    }
    if let Some(source) = source {
        let path = files.first().cloned().unwrap_or_default();
        merged.config = Fact::Value { value: Config { path, files, value, overridden }, source };
    }
    merged
}

/// Files that end in `.conf`, in the directory and below it, by path (`pkg/kubelet/kubeletconfig`).
fn drop_ins(cx: &Cx<'_>, directory: &Located, unread: &mut Vec<String>) -> Vec<(String, Value)> {
    let mut paths = Vec::new();
    below(cx, directory.view, &directory.path, 4, &mut paths, unread);
    paths.sort();
    let mut found = Vec::new();
    for path in paths {
        let shown =
            format!("{}{}", directory.shown.strip_suffix(directory.path.as_str()).unwrap_or_default(), path);
        match cx.document(directory.view, &path) {
            Ok(document) => found.push((shown, document)),
            Err(fault) => {
                cx.gap(&shown, &fault.detail, "what it changes in the kubelet's settings is not known");
                unread.push(fault.detail);
            }
        }
    }
    found
}

fn below(
    cx: &Cx<'_>,
    view: View,
    directory: &str,
    depth: usize,
    found: &mut Vec<String>,
    unread: &mut Vec<String>,
) {
    let names = match cx.host.list(view, directory) {
        Ok(names) => names,
        Err(error) => {
            let why = format!("{directory}: {error}");
            cx.gap(directory, &error.to_string(), "the kubelet's drop-ins are not known");
            return unread.push(why);
        }
    };
    for name in names {
        let path = format!("{}/{name}", directory.trim_end_matches('/'));
        if ends(&name, ".conf") {
            found.push(path);
        } else if depth > 0
            && cx
                .host
                .stat(view, &path)
                .is_ok_and(|meta| meta.kind == holdfast_inventory::node::FileKind::Directory)
        {
            below(cx, view, &path, depth - 1, found, unread);
        }
    }
}

/// JSON merge patch (RFC 7396): maps merge, everything else is replaced, null removes.
pub(crate) fn patch(target: &mut Value, change: Value) {
    let Value::Object(change) = change else {
        *target = change;
        return;
    };
    if !target.is_object() {
        *target = Value::Object(Map::new());
    }
    let Value::Object(members) = target else { return };
    for (name, value) in change {
        if value.is_null() {
            members.remove(&name);
        } else {
            patch(members.entry(name).or_insert(Value::Null), value);
        }
    }
}

/// Which leaves a drop-in sets, by dotted path.
fn note(prefix: &str, value: &Value, file: &str, overridden: &mut BTreeMap<String, String>) {
    for (path, _) in leaves(prefix, value) {
        if path != "apiVersion" && path != "kind" {
            overridden.insert(format!("/{}", path.replace('.', "/")), file.to_owned());
        }
    }
}

/// Every leaf by its dotted path; lists are leaves.
pub(crate) fn leaves(prefix: &str, value: &Value) -> Vec<(String, Value)> {
    match value {
        Value::Object(members) if !members.is_empty() => members
            .iter()
            .flat_map(|(name, member)| {
                let path = if prefix.is_empty() { name.clone() } else { format!("{prefix}.{name}") };
                leaves(&path, member)
            })
            .collect(),
        Value::Null => Vec::new(),
        value => vec![(prefix.to_owned(), value.clone())],
    }
}

fn add_config(settings: &mut BTreeMap<String, Setting>, config: &Config, main: &str) {
    for (path, value) in leaves("", &config.value) {
        if path == "apiVersion" || path == "kind" {
            continue;
        }
        let pointer = format!("/{}", path.replace('.', "/"));
        let source = match config.overridden.get(&pointer) {
            Some(file) => Source::new(SourceKind::DropIn, file.clone()),
            None => Source::new(SourceKind::Config, main),
        };
        settings.insert(path, Setting { value, source });
    }
}

fn add_flags(settings: &mut BTreeMap<String, Setting>, flags: &BTreeMap<String, Setting>) {
    for Field(path, flag, default, _) in FIELDS {
        if let Some(setting) = flags.get(*flag) {
            let value = typed(path, &setting.value, default);
            settings.insert((*path).to_owned(), Setting { value, source: setting.source.clone() });
        }
    }
    let Some(gates) = flags.get("feature-gates") else { return };
    for gate in gates.value.as_str().unwrap_or_default().split(',') {
        if let Some((name, value)) = gate.split_once('=') {
            let value = Value::Bool(crate::argv::boolean(value.trim()) == "true");
            let path = format!("featureGates.{}", name.trim());
            settings.insert(path, Setting { value, source: gates.source.clone() });
        }
    }
}

/// The value of a flag as the configuration would hold it.
fn typed(path: &str, value: &Value, default: &str) -> Value {
    let Value::String(text) = value else { return value.clone() };
    if LISTS.contains(&path) {
        let items = text.split(',').filter(|item| !item.is_empty());
        return Value::Array(items.map(|item| Value::String(item.trim().to_owned())).collect());
    }
    match (default.parse::<i64>(), text.parse::<i64>()) {
        (Ok(_), Ok(number)) => Value::from(number),
        _ => value.clone(),
    }
}

fn add_defaults(settings: &mut BTreeMap<String, Setting>, with_file: bool) {
    let place =
        if with_file { "kubelet with a configuration file" } else { "kubelet without a configuration file" };
    for Field(path, _, bare, filed) in FIELDS {
        let text = if with_file { *filed } else { *bare };
        let value = match text {
            "null" => continue,
            "true" => Value::Bool(true),
            "false" => Value::Bool(false),
            text => text.parse::<i64>().map_or_else(|_| Value::String(text.to_owned()), Value::from),
        };
        let source = Source::new(SourceKind::Default, place);
        settings.entry((*path).to_owned()).or_insert(Setting { value, source });
    }
}

fn add_configz(settings: &mut BTreeMap<String, Setting>, answer: &Value) {
    let config = answer.get("kubeletconfig").unwrap_or(answer);
    for (path, value) in leaves("", config) {
        if path != "apiVersion" && path != "kind" {
            settings.insert(path, Setting { value, source: Source::new(SourceKind::Configz, "/configz") });
        }
    }
}
