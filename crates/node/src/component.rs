//! How a component is started, whatever starts it, and where the paths it names lie.

use std::collections::BTreeMap;

use holdfast_inventory::node::{Component, Fact, Process, Setting, Source, SourceKind, Why};
use serde_json::Value;

use crate::argv::{self, Rules};
use crate::cx::Cx;
use crate::host::View;
use crate::manifest::{StaticPod, StaticPods};
use crate::process::{self, Proc, Processes};
use crate::text::{absolute, conceal_words};
use crate::unit::Service;

/// What starts a component.
pub(crate) struct Start {
    pub(crate) running: Fact<Process>,
    pub(crate) argv: Fact<Vec<String>>,
    pub(crate) process: Option<Proc>,
    pub(crate) pod: Option<StaticPod>,
    pub(crate) service: Option<Service>,
    pub(crate) unread: Vec<String>,
}

/// A path a component names, and where it lies.
pub(crate) struct Located {
    pub(crate) view: View,
    /// As it is read in the view.
    pub(crate) path: String,
    /// As a path of the host.
    pub(crate) shown: String,
}

pub(crate) fn start(
    cx: &Cx<'_>,
    processes: &Processes,
    pods: &StaticPods,
    programs: &[&str],
    service: Option<Service>,
) -> Start {
    let found = processes.named(cx, programs);
    let instances = u32::try_from(found.len()).unwrap_or(u32::MAX);
    // A program of the host comes before one that some container runs under the same name.
    let preferred =
        if service.is_some() { found.iter().position(|p| p.contained != Some(true)) } else { None };
    let process = found.into_iter().nth(preferred.unwrap_or(0));
    let pod = pods.running(programs).cloned();
    let mut unread = Vec::new();
    let running = match &process {
        Some(process) => {
            Fact::value(as_fact(process, instances), SourceKind::Kernel, format!("/proc/{}", process.pid))
        }
        None => not_running(processes, programs),
    };
    let argv = arguments(process.as_ref(), pod.as_ref(), service.as_ref());
    let argv = argv.unwrap_or_else(|| match (&running, pods.unread.first()) {
        (_, Some(why)) => Fact::unknown(Why::Malformed, why.clone()),
        (Fact::Unknown { why, detail }, _) => Fact::unknown(*why, detail.clone()),
        _ => Fact::absent(looked(programs)),
    });
    if let Fact::Unknown { detail, .. } = &argv {
        unread.push(detail.clone());
    }
    // What the manifest or unit says is told, but the process may have been started otherwise.
    if process.is_none() && argv.get().is_some() && !processes.missing {
        unread.extend(processes.unseen.clone());
    }
    if process.is_none() && pod.is_none() {
        unread.extend(service.iter().flat_map(|service| service.unread.clone()));
    }
    Start { running, argv, process, pod, service, unread }
}

fn looked(programs: &[&str]) -> String {
    format!("{} in /proc, static pods and units", programs.join(", "))
}

fn not_running(processes: &Processes, programs: &[&str]) -> Fact<Process> {
    match &processes.unseen {
        Some(why) if processes.missing => Fact::unknown(Why::NotGiven, why.clone()),
        Some(why) => Fact::unknown(Why::Permission, why.clone()),
        None if processes.missing => Fact::unknown(Why::NotGiven, "the tree holds no processes"),
        None => Fact::absent(looked(programs)),
    }
}

fn as_fact(process: &Proc, instances: u32) -> Process {
    Process {
        pid: process.pid,
        uid: process.uid,
        gid: process.gid,
        exe: process.exe.clone(),
        contained: process.contained,
        embedded_in: None,
        instances,
    }
}

fn arguments(
    process: Option<&Proc>,
    pod: Option<&StaticPod>,
    service: Option<&Service>,
) -> Option<Fact<Vec<String>>> {
    if let Some(process) = process {
        return Some(Fact::value(process.argv.clone(), SourceKind::Argv, format!("pid {}", process.pid)));
    }
    if let Some(pod) = pod {
        return Some(Fact::value(pod.argv.clone(), SourceKind::Manifest, pod.path.clone()));
    }
    let service = service.filter(|service| !service.unit.exec_start.is_empty())?;
    let file = service.unit.files.last().cloned().unwrap_or_default();
    Some(Fact::value(service.unit.exec_start.clone(), SourceKind::Unit, file))
}

impl Start {
    /// Where a path that the component names lies: on the host through the manifest's mounts, else in its own root when
    /// it runs in a container, else on the host.
    pub(crate) fn locate(&self, path: &str) -> Located {
        let base = self.process.as_ref().and_then(|process| process.cwd.as_deref()).unwrap_or("/");
        let path = absolute(base, path);
        if let Some(host) = self.pod.as_ref().and_then(|pod| pod.on_host(&path)) {
            return Located { view: View::Host, shown: host.clone(), path: host };
        }
        match &self.process {
            Some(Proc { pid, contained: Some(true), .. }) => {
                let shown = format!("/proc/{pid}/root{path}");
                Located { view: View::Process(*pid), path, shown }
            }
            _ => Located { view: View::Host, shown: path.clone(), path },
        }
    }

    /// The value of every flag, with its source.
    pub(crate) fn flags(&self, rules: Rules) -> BTreeMap<String, Setting> {
        match &self.argv {
            Fact::Value { value, source } => settings(value, rules, source),
            Fact::Absent { .. } | Fact::Unknown { .. } => BTreeMap::new(),
        }
    }

    /// The environment's variables of those prefixes: the process' own, else the manifest's or the unit's.
    pub(crate) fn environment(&self, cx: &Cx<'_>, prefixes: &[&str]) -> Fact<BTreeMap<String, String>> {
        let ours = |all: &BTreeMap<String, String>| -> BTreeMap<String, String> {
            let mine = all.iter().filter(|(name, _)| prefixes.iter().any(|prefix| name.starts_with(prefix)));
            mine.map(|(name, value)| (name.clone(), concealed(name, value))).collect()
        };
        if let Some(process) = &self.process {
            let path = format!("/proc/{}/environ", process.pid);
            return match process::environment(cx, process.pid, prefixes) {
                Ok(found) => {
                    Fact::value(ours(&found), SourceKind::Environment, format!("pid {}", process.pid))
                }
                Err(error) => {
                    cx.gap(&path, &error.to_string(), "settings in the environment are not known");
                    Fact::unknown(error.why(), format!("{path}: {error}"))
                }
            };
        }
        if let Some(pod) = &self.pod {
            return Fact::value(ours(&pod.env), SourceKind::Manifest, pod.path.clone());
        }
        if let Some(service) = &self.service {
            let file = service.unit.files.first().cloned().unwrap_or_default();
            return Fact::value(ours(&service.environment), SourceKind::Unit, file);
        }
        match &self.argv {
            Fact::Unknown { why, detail } => Fact::unknown(*why, detail.clone()),
            _ => Fact::absent("it does not run here"),
        }
    }

    /// The arguments without credentials, as they may be shown.
    pub(crate) fn shown_argv(&self) -> Fact<Vec<String>> {
        self.argv.clone().map(|words| conceal_words(&words))
    }

    /// A component that is what its flags say.
    pub(crate) fn component(self, cx: &Cx<'_>, rules: Rules, env: &[&str]) -> Component {
        let flags = self.flags(rules);
        let env = self.environment(cx, env);
        let mut unread = self.unread.clone();
        if let Fact::Unknown { detail, .. } = &env {
            unread.push(detail.clone());
        }
        Component {
            argv: self.shown_argv(),
            running: self.running,
            settings: flags.clone(),
            flags,
            env,
            config: Fact::absent("it has no configuration file"),
            unread,
        }
    }
}

fn concealed(name: &str, value: &str) -> String {
    holdfast_inventory::read::conceal::text(name, value).unwrap_or_else(|| value.to_owned())
}

/// The flags of a command line as settings; credentials in values are replaced.
pub(crate) fn settings(argv: &[String], rules: Rules, source: &Source) -> BTreeMap<String, Setting> {
    let safe = conceal_words(argv);
    let arguments = safe.get(1..).unwrap_or_default();
    argv::parse(arguments, rules)
        .into_iter()
        .map(|(name, value)| {
            let value = typed(&name, value, rules);
            (name, Setting { value, source: source.clone() })
        })
        .collect()
}

fn typed(name: &str, value: String, rules: Rules) -> Value {
    match value.as_str() {
        "true" if rules.switches.contains(&name) => Value::Bool(true),
        "false" if rules.switches.contains(&name) => Value::Bool(false),
        _ => Value::String(value),
    }
}

/// Text of a flag or setting.
pub(crate) fn text_of<'s>(settings: &'s BTreeMap<String, Setting>, name: &str) -> Option<&'s str> {
    settings.get(name).and_then(|setting| setting.value.as_str()).filter(|text| !text.is_empty())
}
