use std::io::Read;

use holdfast_model::{Cluster, Gap};
use rustc_hash::FxHashMap;

use crate::conform::conform;
use crate::intern::{Interner, Sym};
use crate::kinds::implied_namespace;
use crate::object::Object;
use crate::pods::{PathKind, PodFacts, PortFact};
use crate::read::{Document, Limits, read};
use crate::snapshot::{Record, Snapshot, Span};
use crate::templates::{TemplatePath, templates};
use crate::view::{Head, PodSpec, PodTemplate};

/// Objects are packed into chunks of about this size, so that growing never copies what is there.
const CHUNK: usize = 4 << 20;

/// Collects objects into a [`Snapshot`].
#[derive(Debug, Default)]
pub struct Builder {
    snapshot: Snapshot,
    /// By file: objects left out because they repeat an earlier one word for word.
    repeats: FxHashMap<Sym, usize>,
}

impl Builder {
    pub fn new(cluster: Cluster) -> Self {
        Self { snapshot: Snapshot { cluster, ..Snapshot::default() }, repeats: FxHashMap::default() }
    }

    /// Reads YAML or JSON and adds every object in it. What cannot be read becomes a gap.
    pub fn read(&mut self, input: &mut dyn Read, file: &str, limits: &Limits) {
        let mut gaps = std::mem::take(&mut self.snapshot.gaps);
        let stats = read(input, file, limits, &mut |document| self.add(document, file), &mut gaps);
        gaps.append(&mut self.snapshot.gaps);
        self.snapshot.gaps = gaps;
        self.snapshot
            .skipped
            .extend(stats.skipped.into_iter().map(|s| format!("{file}:{}: {}", s.line, s.why)));
    }

    /// Adds one object. An object whose fields have wrong types is kept without those fields, with a gap for each.
    pub fn add(&mut self, document: Document, file: &str) {
        self.insert(document, file, false);
    }

    /// Adds an object that was made from `file` by a tool: its lines are told there, but it cannot be edited there.
    pub fn add_rendered(&mut self, document: Document, file: &str) {
        self.insert(document, file, true);
    }

    fn insert(&mut self, document: Document, file: &str, rendered: bool) {
        let Document { json, line, marks } = document;
        let shaped = conform(json, marks);
        let where_it_is = if file.is_empty() { String::new() } else { format!("{file}:{line}: ") };
        for problem in &shaped.problems {
            self.snapshot.gaps.push(Gap::new(
                format!("{where_it_is}{}", problem.pointer),
                problem.message.clone(),
                "the field is left out; the rest of the object is judged",
            ));
        }
        let Ok(head) = serde_json::from_slice::<Head<'_>>(&shaped.json) else {
            self.snapshot.gaps.push(Gap::new(
                format!("{where_it_is}object"),
                "its apiVersion, kind or metadata cannot be read",
                "the object is not judged",
            ));
            return;
        };
        let Ok(id) = u32::try_from(self.snapshot.records.len()) else { return };
        if head.api_version.starts_with("holdfast.dev/") {
            // Settings are read by whoever asked for them; they are no part of the estate.
            return;
        }
        let group = head.api_version.split_once('/').map_or("", |(group, _)| group);
        let kind = head.kind.as_str();
        let strings = &mut self.snapshot.strings;
        let written = head.metadata.namespace.as_deref().unwrap_or_default();
        let implied = implied_namespace(group, kind);
        let namespace = if written.is_empty() { implied } else { written };
        let generated = head.metadata.generate_name.as_deref().unwrap_or_default();
        let name = head.metadata.name.as_deref().filter(|n| !n.is_empty()).unwrap_or(generated);
        let key = (strings.intern(kind), strings.intern(namespace), strings.intern(name));
        let file = strings.intern(file);
        // The same object twice in one file is one object, however often: the last counts, as with kubectl apply.
        let earlier = self.snapshot.by_key.get(&key).copied();
        let earlier =
            earlier.filter(|id| self.snapshot.records.get(*id as usize).is_some_and(|r| r.file == file));
        if earlier.is_some_and(|id| Object::new(&self.snapshot, id).json() == shaped.json) {
            *self.repeats.entry(file).or_default() += 1;
            return;
        }
        let first =
            earlier.and_then(|id| self.snapshot.records.get(id as usize)).map_or(id, |record| record.first);
        let strings = &mut self.snapshot.strings;
        let owner = head.metadata.owner_references.iter().find(|o| o.controller == Some(true));
        let mut record = Record {
            api_version: strings.intern(&head.api_version),
            kind: key.0,
            namespace: key.1,
            name: key.2,
            first,
            labels: intern_pairs(strings, &head.metadata.labels),
            owner: owner.map(|o| (strings.intern(&o.kind), strings.intern(&o.name))),
            json: Span { chunk: 0, start: 0, len: 0 },
            file,
            line,
            marks: shaped.marks,
            problems: shaped.problems,
            rendered,
            namespace_written: !written.is_empty(),
            suppressed: has_suppressions(&head.metadata.annotations),
        };
        for path in templates(group, kind, &shaped.json) {
            if let Some((facts, template)) = pod_facts(strings, id, &shaped.json, path) {
                record.suppressed |= has_suppressions(&template.metadata.annotations);
                self.snapshot.pods.push(facts);
            }
        }
        self.snapshot.by_kind.entry(record.kind).or_default().push(id);
        self.snapshot.by_key.insert(key, id);
        let json = self.store(&shaped.json);
        self.snapshot.records.push(Record { json, ..record });
    }

    /// True when an object of the same kind, namespace and name is there already.
    pub fn holds(&self, json: &[u8]) -> bool {
        let Ok(head) = serde_json::from_slice::<Head<'_>>(json) else { return false };
        let sym = |text: Option<&str>| self.snapshot.strings.find(text.unwrap_or_default());
        let key = (
            sym(Some(&head.kind)),
            sym(head.metadata.namespace.as_deref()),
            sym(head.metadata.name.as_deref()),
        );
        matches!(key, (Some(kind), Some(namespace), Some(name)) if self.snapshot.by_key.contains_key(&(kind, namespace, name)))
    }

    pub fn gap(&mut self, gap: Gap) {
        self.snapshot.gaps.push(gap);
    }

    pub fn skip(&mut self, what: String) {
        self.snapshot.skipped.push(what);
    }

    /// Every object of the kind was read from the cluster. Groups share names of kinds (a `Service` of Knative, a
    /// `NetworkPolicy` of Calico): what was denied in one group stays denied, whatever another says.
    pub fn complete(&mut self, kind: &str) {
        if !self.snapshot.denied.contains(kind) {
            self.snapshot.complete.insert(kind.to_owned());
        }
    }

    /// The cluster was asked for the kind and did not (fully) answer.
    pub fn denied(&mut self, kind: &str) {
        self.snapshot.complete.remove(kind);
        self.snapshot.denied.insert(kind.to_owned());
    }

    pub fn cluster_mut(&mut self) -> &mut Cluster {
        &mut self.snapshot.cluster
    }

    pub fn finish(mut self) -> Snapshot {
        let mut repeats: Vec<String> = Vec::new();
        for (&file, count) in &self.repeats {
            let file = match self.snapshot.text(file) {
                "" => "the cluster",
                file => file,
            };
            let objects = if *count == 1 { "object repeats" } else { "objects repeat" };
            repeats.push(format!("{file}: {count} {objects} an earlier one word for word"));
        }
        repeats.sort();
        self.snapshot.skipped.append(&mut repeats);
        self.snapshot.gaps.sort();
        self.snapshot.gaps.dedup();
        self.snapshot
    }

    fn store(&mut self, json: &[u8]) -> Span {
        let chunks = &mut self.snapshot.chunks;
        let fits = chunks.last().is_some_and(|c| c.len() + json.len() <= CHUNK);
        if !fits {
            chunks.push(Vec::with_capacity(if chunks.is_empty() {
                json.len()
            } else {
                CHUNK.max(json.len())
            }));
        }
        let index = chunks.len().saturating_sub(1);
        let Some(chunk) = chunks.last_mut() else { return Span { chunk: 0, start: 0, len: 0 } };
        let start = chunk.len();
        chunk.extend_from_slice(json);
        let small = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Span { chunk: small(index), start: small(start), len: small(json.len()) }
    }
}

fn intern_pairs(strings: &mut Interner, map: &crate::view::Map<'_>) -> Box<[(Sym, Sym)]> {
    map.iter().map(|(k, v)| (strings.intern(k), strings.intern(v))).collect()
}

fn pod_facts<'a>(
    strings: &mut Interner,
    object: u32,
    json: &'a [u8],
    path: TemplatePath,
) -> Option<(PodFacts, PodTemplate<'a>)> {
    let template = match &path.template {
        Some(pointer) => serde_json::from_slice::<PodTemplate<'_>>(crate::json::at(json, pointer)?).ok()?,
        None => PodTemplate {
            spec: serde_json::from_slice::<PodSpec<'_>>(crate::json::at(json, &path.spec)?).ok()?,
            ..PodTemplate::default()
        },
    };
    let spec = &template.spec;
    let account = spec.service_account_name.as_deref().or(spec.service_account.as_deref());
    let account = account.filter(|a| !a.is_empty()).unwrap_or("default");
    let ports = spec.containers.iter().chain(&spec.init_containers).flat_map(|c| c.ports.iter());
    let facts = PodFacts {
        object,
        labels: intern_pairs(strings, &template.metadata.labels),
        service_account: strings.intern(account),
        ports: ports
            .map(|p| PortFact {
                name: strings.intern(p.name.as_deref().unwrap_or_default()),
                port: p.container_port,
                udp: p.protocol.as_deref() == Some("UDP"),
                sctp: p.protocol.as_deref() == Some("SCTP"),
            })
            .collect(),
        host_network: spec.host_network == Some(true),
        path: match (path.template.as_deref(), path.spec.as_str()) {
            (Some(""), "/spec") => PathKind::Pod,
            (Some("/spec/template"), "/spec/template/spec") => PathKind::Template,
            (Some("/spec/jobTemplate/spec/template"), _) => PathKind::CronJob,
            _ => PathKind::Other(Box::new(path)),
        },
    };
    Some((facts, template))
}

/// Annotation prefixes by which users of some tool suppress a check.
const SUPPRESSING: &[&str] = &[
    "ignore-check.kube-linter.io/",
    "kube-linter.io/",
    "checkov.io/skip",
    "polaris.fairwinds.com/",
    "kube-score/",
    "holdfast.dev/ignore",
];

fn has_suppressions(annotations: &crate::view::Map<'_>) -> bool {
    annotations.iter().any(|(key, _)| SUPPRESSING.iter().any(|prefix| key.starts_with(prefix)))
}
