use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value;

use super::lenient::{text, texts};
use super::shell::{Host, Process, Trouble};

/// Steps down from an unknown minor version to one that is mapped.
const MOST_STEPS: u32 = 50;

/// `config.yaml`: which programs and files belong to which component, and which benchmark to which version.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    /// By node type (`master`, `node` ...), then by component.
    node_types: BTreeMap<String, BTreeMap<String, Component>>,
    version_mapping: BTreeMap<String, String>,
    target_mapping: BTreeMap<String, Vec<String>>,
}

/// Where a component is looked for: the first running program and the first existing path count.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Component {
    pub optional: bool,
    #[serde(deserialize_with = "texts")]
    bins: Vec<String>,
    #[serde(deserialize_with = "texts")]
    confs: Vec<String>,
    #[serde(deserialize_with = "texts")]
    svc: Vec<String>,
    #[serde(deserialize_with = "texts")]
    kubeconfig: Vec<String>,
    #[serde(deserialize_with = "texts")]
    cafile: Vec<String>,
    #[serde(deserialize_with = "texts")]
    datadirs: Vec<String>,
    #[serde(deserialize_with = "text")]
    defaultconf: String,
    #[serde(deserialize_with = "text")]
    defaultsvc: String,
    #[serde(deserialize_with = "text")]
    defaultkubeconfig: String,
    #[serde(deserialize_with = "text")]
    defaultcafile: String,
    #[serde(deserialize_with = "text")]
    defaultdatadir: String,
}

/// What the variables of a node type stand for, and which components it needs and does not have.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Variables {
    values: BTreeMap<String, String>,
    /// Programs of which none runs here, by component; optional components do not count.
    pub missing: BTreeMap<String, Vec<String>>,
}

impl Settings {
    /// Reads the general file; a benchmark's own, read after it, replaces what it names.
    pub fn merge(&mut self, value: &Value) -> Result<(), String> {
        let Some(map) = value.as_object() else { return Ok(()) };
        for (key, value) in map {
            match key.as_str() {
                "version_mapping" => self.version_mapping.extend(field::<BTreeMap<_, _>>(key, value)?),
                "target_mapping" => self.target_mapping.extend(field::<BTreeMap<_, _>>(key, value)?),
                _ if value.is_object() => self.merge_node_type(key, value)?,
                // Paths of controls files that a person may set by hand.
                _ => {}
            }
        }
        Ok(())
    }

    fn merge_node_type(&mut self, node_type: &str, value: &Value) -> Result<(), String> {
        let known = self.node_types.entry(node_type.to_owned()).or_default();
        for (name, component) in value.as_object().into_iter().flatten() {
            if name == "components" {
                for name in field::<Vec<String>>(name, component)? {
                    known.entry(name).or_default();
                }
            } else if component.is_object() {
                known.insert(name.clone(), field(&format!("{node_type}.{name}"), component)?);
            }
        }
        Ok(())
    }

    /// The benchmark for a version of Kubernetes (`1.34`); an unknown minor version takes the nearest earlier one.
    pub fn benchmark(&self, version: &str) -> Option<&str> {
        if let Some(exact) = self.version_mapping.get(version) {
            return Some(exact);
        }
        let (major, minor) = version.split_once('.')?;
        let minor: u32 = minor.parse().ok()?;
        (0..MOST_STEPS.min(minor))
            .find_map(|step| self.version_mapping.get(&format!("{major}.{}", minor - step - 1)))
            .map(String::as_str)
    }

    /// The controls files of a benchmark, without `.yaml`.
    pub fn targets(&self, benchmark: &str) -> &[String] {
        self.target_mapping.get(benchmark).map_or(&[], Vec::as_slice)
    }

    /// Looks for the components of a node type on a host.
    pub fn variables(&self, node_type: &str, host: &dyn Host) -> Result<Variables, Trouble> {
        let mut found = Variables::default();
        let processes = host.processes()?;
        for (name, component) in self.node_types.get(node_type).into_iter().flatten() {
            found.add(name, component, &processes, host)?;
        }
        Ok(found)
    }
}

fn field<T: serde::de::DeserializeOwned>(key: &str, value: &Value) -> Result<T, String> {
    T::deserialize(value).map_err(|error| format!("{key}: {error}"))
}

impl Variables {
    fn add(
        &mut self,
        name: &str,
        component: &Component,
        processes: &[Process],
        host: &dyn Host,
    ) -> Result<(), Trouble> {
        let bin = component.bins.iter().find(|bin| processes.iter().any(|process| process.runs(bin)));
        if bin.is_none() && !component.bins.is_empty() && !component.optional {
            self.missing.insert(name.to_owned(), component.bins.clone());
        }
        let bin = bin.map_or(name, String::as_str);
        self.values.insert(format!("${name}bin"), bin.to_owned());
        let kinds = [
            ("conf", &component.confs, &component.defaultconf),
            ("svc", &component.svc, &component.defaultsvc),
            ("kubeconfig", &component.kubeconfig, &component.defaultkubeconfig),
            ("cafile", &component.cafile, &component.defaultcafile),
            ("datadir", &component.datadirs, &component.defaultdatadir),
        ];
        for (kind, candidates, default) in kinds {
            let path = first_existing(candidates, host)?.unwrap_or(default);
            // A component without such a file is named by itself, so that the message says what was looked for.
            let path = if path.is_empty() { name } else { path };
            self.values.insert(format!("${name}{kind}"), path.to_owned());
        }
        Ok(())
    }

    /// The text with every variable replaced; the longest name first, since one may begin another.
    pub fn substitute(&self, text: &str) -> String {
        let mut names: Vec<&String> = self.values.keys().collect();
        names.sort_by_key(|name| std::cmp::Reverse(name.len()));
        names.into_iter().fold(text.to_owned(), |text, name| match self.values.get(name) {
            Some(value) => text.replace(name.as_str(), value),
            None => text,
        })
    }
}

fn first_existing<'c>(candidates: &'c [String], host: &dyn Host) -> Result<Option<&'c str>, Trouble> {
    for path in candidates {
        if host.stat(path)?.is_some() {
            return Ok(Some(path));
        }
    }
    Ok(None)
}
