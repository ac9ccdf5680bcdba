//! Directories of certificates and keys: which files they hold, their modes, and what the certificates say.

use std::collections::BTreeMap;

use holdfast_inventory::node::{Certificate, Fact, FileFact, FileKind, SourceKind, Why, role};

use crate::certificate;
use crate::component::Located;
use crate::cx::{Cx, FILE};
use crate::host::{HostError, View};
use crate::text::ends;

/// Levels below the directory, and files in all.
const DEPTH: usize = 5;
const FILES: usize = 2000;

#[derive(Default)]
pub(crate) struct Pki {
    certificates: Vec<FileFact>,
    keys: Vec<FileFact>,
    directories: Vec<FileFact>,
    pub(crate) parsed: BTreeMap<String, Fact<Certificate>>,
    /// A directory that could not be listed.
    fault: Option<(Why, String)>,
}

impl Pki {
    pub(crate) fn read(cx: &Cx<'_>, directories: &[String]) -> Self {
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
    pub(crate) fn certificate(&mut self, cx: &Cx<'_>, place: &Located) {
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
    pub(crate) fn roles(&self, looked: &[String]) -> Vec<(&'static str, Fact<Vec<FileFact>>)> {
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
