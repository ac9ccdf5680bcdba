//! Files by the part they play, at the place a process names or the platform's default.

use std::collections::BTreeMap;

use holdfast_inventory::node::{Component, Fact, FileFact, FileKind, SourceKind, role};

use crate::component::{Located, Start, text_of};
use crate::cx::Cx;
use crate::host::View;
use crate::layout::Layout;
use crate::manifest::StaticPods;
use crate::runtime;
use crate::text::absolute;

type Files = BTreeMap<String, Fact<Vec<FileFact>>>;

/// What is known of a component when its files are looked for.
pub(crate) struct Part<'p> {
    pub(crate) component: &'p Component,
    pub(crate) start: &'p Start,
}

impl Part<'_> {
    /// Where the path that a setting names lies.
    fn named(&self, setting: &str) -> Option<Located> {
        text_of(&self.component.settings, setting)
            .or_else(|| text_of(&self.component.flags, setting))
            .map(|path| self.start.locate(path.trim_start_matches("file://")))
    }
}

/// The files one component names, else the platform's.
pub(crate) fn one(cx: &Cx<'_>, part: &Part<'_>, settings: &[&str], defaults: &[&str]) -> Fact<Vec<FileFact>> {
    let named: Vec<Located> = settings.iter().filter_map(|setting| part.named(setting)).collect();
    if !named.is_empty() {
        let place = settings.join(", ");
        return Fact::value(named.iter().map(|file| located(cx, file)).collect(), SourceKind::Argv, place);
    }
    match (usual(cx, defaults), part.component.unread.first()) {
        // Something that was not read may name another place.
        (Fact::Absent { .. }, Some(why)) => {
            Fact::unknown(holdfast_inventory::node::Why::Missing, why.clone())
        }
        (Fact::Absent { .. }, None) if defaults.is_empty() => {
            Fact::absent(format!("--{}", settings.join(", --")))
        }
        (fact, _) => fact,
    }
}

pub(crate) fn located(cx: &Cx<'_>, file: &Located) -> FileFact {
    FileFact { path: file.shown.clone(), stat: cx.stat_in(file.view, &file.path) }
}

/// Those of the paths that are there.
pub(crate) fn usual(cx: &Cx<'_>, paths: &[&str]) -> Fact<Vec<FileFact>> {
    let found: Vec<FileFact> =
        paths.iter().map(|path| cx.file(path)).filter(|file| !file.stat.is_absent()).collect();
    if found.is_empty() {
        let looked = if paths.is_empty() { "this platform has none".to_owned() } else { paths.join(", ") };
        return Fact::absent(looked);
    }
    Fact::value(found, SourceKind::File, paths.join(", "))
}

/// The manifest that starts the component.
pub(crate) fn manifest(cx: &Cx<'_>, pods: &StaticPods, programs: &[&str]) -> Fact<Vec<FileFact>> {
    match (pods.running(programs), pods.unread.first()) {
        (Some(pod), _) => Fact::value(vec![cx.file(&pod.path)], SourceKind::Manifest, pod.path.clone()),
        (None, Some(why)) => Fact::unknown(holdfast_inventory::node::Why::Malformed, why.clone()),
        (None, None) => Fact::absent(format!("no static pod runs {}", programs.join(", "))),
    }
}

/// Directories and everything in them that is no directory.
pub(crate) fn trees(cx: &Cx<'_>, directories: &[String]) -> Fact<Vec<FileFact>> {
    let mut found = Vec::new();
    for directory in directories {
        let entry = cx.file(directory);
        if entry.stat.is_absent() {
            continue;
        }
        found.push(entry);
        match cx.host.list(View::Host, directory) {
            Ok(names) => {
                let files =
                    names.iter().map(|name| cx.file(&format!("{}/{name}", directory.trim_end_matches('/'))));
                found.extend(
                    files.filter(|file| file.stat.get().is_none_or(|stat| stat.kind != FileKind::Directory)),
                );
            }
            Err(error) => {
                cx.gap(directory, &error.to_string(), "the files in it are not known");
                return Fact::unknown(error.why(), format!("{directory}: {error}"));
            }
        }
    }
    if found.is_empty() {
        return Fact::absent(directories.join(", "));
    }
    Fact::value(found, SourceKind::File, directories.join(", "))
}

/// What lies in directories, without them: the mode that benchmarks demand of the files would close a directory to its
/// readers.
pub(crate) fn contents(cx: &Cx<'_>, directories: &[String]) -> Fact<Vec<FileFact>> {
    let (mut value, source) = match trees(cx, directories) {
        Fact::Value { value, source } => (value, source),
        other => return other,
    };
    value.retain(|file| file.stat.get().is_none_or(|stat| stat.kind != FileKind::Directory));
    if value.is_empty() { Fact::absent(directories.join(", ")) } else { Fact::Value { value, source } }
}

/// Files that several components and the platform decide.
pub(crate) fn add_runtime(
    cx: &Cx<'_>,
    kubelet: &Part<'_>,
    runtimes: &[(&'static str, &Component)],
    files: &mut Files,
) {
    let mut configs = Vec::new();
    for (name, component) in runtimes {
        let Some((_, _, default, _)) = runtime::RUNTIMES.iter().find(|(known, ..)| known == name) else {
            continue;
        };
        if component.argv.get().is_some() {
            configs.push(runtime::config(component).unwrap_or(default).to_owned());
        }
    }
    let paths: Vec<&str> = if configs.is_empty() {
        runtime::RUNTIMES.iter().map(|(_, _, config, _)| *config).collect()
    } else {
        configs.iter().map(String::as_str).collect()
    };
    files.insert(role::RUNTIME_CONFIG.to_owned(), usual(cx, &paths));
    let endpoint = text_of(&kubelet.component.settings, "containerRuntimeEndpoint")
        .or_else(|| text_of(&kubelet.component.flags, "container-runtime-endpoint"))
        .map(|endpoint| absolute("/", endpoint.trim_start_matches("unix://")));
    let socket = if let Some(path) = &endpoint {
        Fact::value(vec![cx.file(path)], SourceKind::Config, "containerRuntimeEndpoint")
    } else {
        let sockets: Vec<&str> =
            runtime::RUNTIMES.iter().flat_map(|(_, _, _, sockets)| sockets.iter().copied()).collect();
        usual(cx, &sockets)
    };
    files.insert(role::RUNTIME_SOCKET.to_owned(), socket);
}

/// Directories of CNI configurations: the platform's.
pub(crate) fn cni_directories(layout: &Layout, kubelet: &Component) -> Vec<String> {
    match text_of(&kubelet.flags, "cni-conf-dir") {
        Some(path) => vec![path.to_owned()],
        None => layout.cni.iter().map(|path| (*path).to_owned()).collect(),
    }
}
