//! Directories of certificates and keys: which files they hold, their modes, and what the certificates say.

use std::collections::BTreeMap;

use holdfast_inventory::node::{Certificate, Fact, FileFact, FileKind, SourceKind, Why, role};

use crate::certificate;
use crate::component::{Located, text_of};
use crate::cx::{Cx, FILE};
use crate::files::{Part, located};
use crate::host::{HostError, View};
use crate::layout::Layout;
use crate::text::{ends, parent};

/// Levels below the directory, and files in all.
const DEPTH: usize = 5;
const FILES: usize = 2000;

/// Settings that name certificates, and whether their directories are the PKI: the kubelet's may lie anywhere.
const CERTIFICATES: &[(&str, &[&str], bool)] = &[
    (
        "apiserver",
        &["tls-cert-file", "client-ca-file", "etcd-cafile", "etcd-certfile", "kubelet-client-certificate"],
        true,
    ),
    ("etcd", &["cert-file", "peer-cert-file", "trusted-ca-file"], true),
    ("kubelet", &["tlsCertFile", "authentication.x509.clientCAFile"], false),
];
/// Settings of the control plane that name private keys; their metadata is looked at, never their content.
const KEYS: &[(&str, &[&str])] = &[
    (
        "apiserver",
        &["tls-private-key-file", "etcd-keyfile", "kubelet-client-key", "service-account-signing-key-file"],
    ),
    ("controllerManager", &["cluster-signing-key-file", "service-account-private-key-file"]),
    ("etcd", &["key-file", "peer-key-file"]),
];

type Files = BTreeMap<String, Fact<Vec<FileFact>>>;

/// Certificates by path, and the files with the three roles of the PKI added.
pub(crate) fn add<'p>(
    cx: &Cx<'_>,
    layout: &Layout,
    part: &dyn Fn(&str) -> Option<Part<'p>>,
    mut files: Files,
) -> (BTreeMap<String, Fact<Certificate>>, Files) {
    let mut directories: Vec<String> = layout.pki.iter().map(|path| (*path).to_owned()).collect();
    let mut named = Vec::new();
    for (component, settings, is_pki) in CERTIFICATES {
        for place in places(part(component).as_ref(), settings) {
            let directory = parent(&place.path).to_owned();
            let inside = |known: &String| directory == *known || directory.starts_with(&format!("{known}/"));
            if *is_pki && place.view == View::Host && !directories.iter().any(inside) {
                directories.push(directory);
            }
            named.push((place, *is_pki));
        }
    }
    let mut pki = Pki::read(cx, &directories);
    for (place, is_pki) in &named {
        pki.certificate(cx, place);
        if *is_pki {
            note(cx, &mut pki.certificates, place);
        }
    }
    for (component, settings) in KEYS {
        for place in places(part(component).as_ref(), settings) {
            note(cx, &mut pki.keys, &place);
        }
    }
    for (role, fact) in pki.roles(&directories) {
        files.insert(role.to_owned(), fact);
    }
    (pki.parsed, files)
}

fn places(part: Option<&Part<'_>>, settings: &[&str]) -> Vec<Located> {
    let Some(part) = part else { return Vec::new() };
    let paths = settings.iter().filter_map(|setting| text_of(&part.component.settings, setting));
    paths.map(|path| part.start.locate(path)).collect()
}

fn note(cx: &Cx<'_>, files: &mut Vec<FileFact>, place: &Located) {
    if !files.iter().any(|file| file.path == place.shown) {
        files.push(located(cx, place));
    }
}

#[derive(Default)]
struct Pki {
    certificates: Vec<FileFact>,
    keys: Vec<FileFact>,
    directories: Vec<FileFact>,
    parsed: BTreeMap<String, Fact<Certificate>>,
    /// A directory that could not be listed.
    fault: Option<(Why, String)>,
}

impl Pki {
    fn read(cx: &Cx<'_>, directories: &[String]) -> Self {
        let mut pki = Self::default();
        for directory in directories {
            if !pki.directories.iter().any(|known| &known.path == directory) {
                pki.directory(cx, directory, DEPTH);
            }
        }
        pki
    }

    fn directory(&mut self, cx: &Cx<'_>, path: &str, depth: usize) {
        let names = match cx.host.list(View::Host, path) {
            Ok(names) => names,
            Err(HostError::NotFound) => return,
            Err(error) => {
                cx.gap(path, &error.to_string(), "the certificates and keys in it are not known");
                self.fault = Some((error.why(), format!("{path}: {error}")));
                return;
            }
        };
        self.directories.push(cx.file(path));
        for name in names {
            let path = format!("{}/{name}", path.trim_end_matches('/'));
            let file = cx.file(&path);
            match file.stat.get().map(|stat| stat.kind) {
                Some(FileKind::Directory) if depth > 0 => self.directory(cx, &path, depth - 1),
                Some(FileKind::Directory) => {}
                _ if self.certificates.len() + self.keys.len() >= FILES => {}
                _ => self.file(cx, &name, file),
            }
        }
    }

    fn file(&mut self, cx: &Cx<'_>, name: &str, file: FileFact) {
        if is_key(name) {
            self.keys.push(file);
        } else if is_certificate(name) {
            let place = Located { view: View::Host, path: file.path.clone(), shown: file.path.clone() };
            self.certificate(cx, &place);
            self.certificates.push(file);
        }
    }

    /// Reads one certificate that something names.
    fn certificate(&mut self, cx: &Cx<'_>, place: &Located) {
        if self.parsed.contains_key(&place.shown) {
            return;
        }
        let fact = match cx.host.read(place.view, &place.path, FILE) {
            Ok(bytes) => match certificate::parse(&bytes) {
                Ok(found) => Fact::value(found, SourceKind::File, place.shown.clone()),
                Err(why) => {
                    cx.gap(&place.shown, why, "its expiry and key are not known");
                    Fact::unknown(Why::Malformed, format!("{}: {why}", place.shown))
                }
            },
            Err(HostError::NotFound) => Fact::absent(place.shown.clone()),
            Err(error) => {
                cx.gap(&place.shown, &error.to_string(), "its expiry and key are not known");
                Fact::unknown(error.why(), format!("{}: {error}", place.shown))
            }
        };
        self.parsed.insert(place.shown.clone(), fact);
    }

    /// The three roles.
    fn roles(&self, looked: &[String]) -> Vec<(&'static str, Fact<Vec<FileFact>>)> {
        let fact = |files: &Vec<FileFact>| match &self.fault {
            Some((why, detail)) => Fact::unknown(*why, detail.clone()),
            None if files.is_empty() => Fact::absent(looked.join(", ")),
            None => Fact::value(files.clone(), SourceKind::File, looked.join(", ")),
        };
        vec![
            (role::PKI_CERTIFICATES, fact(&self.certificates)),
            (role::PKI_DIRECTORIES, fact(&self.directories)),
            (role::PKI_KEYS, fact(&self.keys)),
        ]
    }
}

/// `x.key`, `x-key.pem`, and the kubelet's files of certificate and key together.
fn is_key(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let stem = name.strip_suffix(".pem");
    ends(&name, ".key")
        || stem.is_some_and(|stem| stem.ends_with("-key") || stem == "key" || stem.starts_with("kubelet-"))
}

fn is_certificate(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    [".crt", ".cert", ".cer", ".pem"].iter().any(|end| name.ends_with(end))
}
