//! Static pods: what a manifest starts, and where the container's paths lie on the host.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::cx::Cx;
use crate::host::{HostError, View};
use crate::process::is_one_of;
use crate::text::absolute;

/// One container of a static pod manifest.
#[derive(Clone, Debug)]
pub(crate) struct StaticPod {
    /// The manifest's path on the host.
    pub(crate) path: String,
    pub(crate) argv: Vec<String>,
    pub(crate) env: BTreeMap<String, String>,
    pub(crate) image: Option<String>,
    /// Path in the container, path on the host; longest first.
    mounts: Vec<(String, String)>,
}

impl StaticPod {
    /// The host's path of a path in the container, when a host directory or file is mounted there.
    pub(crate) fn on_host(&self, path: &str) -> Option<String> {
        let path = absolute("/", path);
        self.mounts.iter().find_map(|(inside, host)| {
            let rest = path.strip_prefix(inside.as_str())?;
            let whole = inside == "/" || rest.is_empty() || rest.starts_with('/');
            whole.then(|| absolute("/", &format!("{host}/{rest}")))
        })
    }
}

/// Every container of every manifest in the directories, and the manifests that could not be read.
pub(crate) struct StaticPods {
    pub(crate) containers: Vec<StaticPod>,
    pub(crate) files: Vec<String>,
    /// Manifests that could not be understood: any component may be in them.
    pub(crate) unread: Vec<String>,
}

impl StaticPods {
    pub(crate) fn read(cx: &Cx<'_>, directories: &[String]) -> Self {
        let mut pods = Self { containers: Vec::new(), files: Vec::new(), unread: Vec::new() };
        for directory in directories {
            let names = match cx.host.list(View::Host, directory) {
                Ok(names) => names,
                Err(HostError::NotFound) => continue,
                Err(error) => {
                    cx.gap(directory, &error.to_string(), "the static pods in it are not known");
                    pods.unread.push(format!("{directory}: {error}"));
                    continue;
                }
            };
            for name in names {
                // The kubelet reads every file whose name does not begin with a dot.
                let path = format!("{}/{name}", directory.trim_end_matches('/'));
                let file = cx.host.stat(View::Host, &path);
                let directory =
                    matches!(&file, Ok(meta) if meta.kind == holdfast_inventory::node::FileKind::Directory);
                if !name.starts_with('.') && !directory && !pods.files.contains(&path) {
                    pods.files.push(path.clone());
                    pods.add(cx, &path);
                }
            }
        }
        pods
    }

    fn add(&mut self, cx: &Cx<'_>, path: &str) {
        match cx.document(View::Host, path) {
            Ok(pod) => self.containers.extend(containers(path, &pod)),
            Err(unread) => {
                cx.gap(path, &unread.detail, "the static pod in it is not known");
                self.unread.push(unread.detail);
            }
        }
    }

    /// The container that starts one of the programs.
    pub(crate) fn running(&self, programs: &[&str]) -> Option<&StaticPod> {
        self.containers.iter().find(|container| {
            is_one_of(&container.argv, programs)
            // Shells wrap the program: `sh -c "exec etcd ..."` and `hyperkube kube-apiserver` after a sleep.
            || container.argv.iter().any(|word| starts_in_shell(word, programs))
        })
    }
}

fn starts_in_shell(word: &str, programs: &[&str]) -> bool {
    word.contains(' ')
        && programs.iter().any(|program| {
            word.split(|c: char| c.is_whitespace() || c == ';')
                .any(|part| crate::text::base_name(part) == *program)
        })
}

fn containers(path: &str, pod: &Value) -> Vec<StaticPod> {
    let spec = pod.get("spec").unwrap_or(&Value::Null);
    let volumes = host_volumes(spec);
    list(spec, "containers")
        .iter()
        .map(|container| StaticPod {
            path: path.to_owned(),
            argv: argv(container),
            env: environment(container),
            image: text(container, "image"),
            mounts: mounts(container, &volumes),
        })
        .collect()
}

/// `command` and `args`; a shell's script is taken apart into words so that the program in it is seen.
fn argv(container: &Value) -> Vec<String> {
    let words = |name: &str| list(container, name).iter().filter_map(Value::as_str).map(str::to_owned);
    let whole: Vec<String> = words("command").chain(words("args")).collect();
    match whole.as_slice() {
        [shell, flag, script, ..] if is_shell(shell) && flag.starts_with('-') && flag.ends_with('c') => {
            let words = crate::unit::words(script);
            match words.iter().position(|word| word == "exec") {
                Some(at) => words.into_iter().skip(at + 1).collect(),
                None if words.len() > 1 => words,
                None => whole,
            }
        }
        _ => whole,
    }
}

fn is_shell(word: &str) -> bool {
    matches!(crate::text::base_name(word), "sh" | "bash" | "ash" | "dash")
}

fn environment(container: &Value) -> BTreeMap<String, String> {
    let entries = list(container, "env").iter();
    entries.filter_map(|entry| Some((text(entry, "name")?, text(entry, "value")?))).collect()
}

fn host_volumes(spec: &Value) -> BTreeMap<String, String> {
    let volumes = list(spec, "volumes").iter();
    volumes
        .filter_map(|volume| Some((text(volume, "name")?, text(volume.get("hostPath")?, "path")?)))
        .collect()
}

fn mounts(container: &Value, volumes: &BTreeMap<String, String>) -> Vec<(String, String)> {
    let mut mounts: Vec<(String, String)> = list(container, "volumeMounts")
        .iter()
        .filter_map(|mount| {
            let host = volumes.get(&text(mount, "name")?)?;
            let inside = absolute("/", &text(mount, "mountPath")?);
            let below = text(mount, "subPath").unwrap_or_default();
            Some((inside, absolute("/", &format!("{host}/{below}"))))
        })
        .collect();
    mounts.sort_by_key(|(inside, _)| std::cmp::Reverse(inside.len()));
    mounts
}

fn list<'v>(value: &'v Value, name: &str) -> &'v [Value] {
    value.get(name).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

fn text(value: &Value, name: &str) -> Option<String> {
    value.get(name).and_then(Value::as_str).map(str::to_owned)
}
