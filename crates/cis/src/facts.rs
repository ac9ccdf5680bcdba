//! What the expressions of the catalogue may ask, and the record of what they saw.

use std::sync::{Arc, Mutex};

use holdfast_cel::{Answer, Facts};
use holdfast_inventory::node::{Cloud, NodeFacts};
use serde_json::{Value as Json, json};

use crate::answer::{Seen, SeenAt};
use crate::benchmark::Entry;
use crate::catalogue::Param;
use crate::cluster::{ClusterFacts, Known, Offender};
use crate::values;

/// Every function an expression may call.
///
/// Of a node: `setting(component, name)` what is in force, null when it is not set; `given(component, name)` the same
/// without defaults; `flag(component, name)` an argument; `gate(component, feature)`; `modes(role, mode)` and
/// `owned(role, owner)` of every file of a role; `config(kind, pointer)` in a document that a flag names; `plugin(name)`
/// whether an admission plugin is on; `authorizers()`; `encryption_provider(resource)`; `audit_misses()`; `own_etcd_ca()`.
/// Of the cluster: `offenders(name)` how many objects are wrong; `cluster(name)` a fact.
/// Of the cloud: `cloud(pointer)` in the description of the managed cluster.
/// Of values: `items`, `number`, `seconds`, `loopback`, `size_of`, `health_paths_only`; `param(name)`.
pub(crate) static FUNCTIONS: &[&str] = &[
    "setting",
    "given",
    "flag",
    "gate",
    "modes",
    "owned",
    "config",
    "plugin",
    "authorizers",
    "encryption_provider",
    "audit_misses",
    "own_etcd_ca",
    "offenders",
    "cluster",
    "cloud",
    "items",
    "number",
    "seconds",
    "loopback",
    "size_of",
    "health_paths_only",
    "param",
];

/// Paths that anonymous callers may read.
const HEALTH: &[&str] = &["/healthz", "/livez", "/readyz"];

/// The facts one control is asked over, for one subject.
#[derive(Debug)]
pub(crate) struct Scene {
    pub(crate) entry: &'static Entry,
    pub(crate) node: Option<Arc<NodeFacts>>,
    pub(crate) cluster: Option<Arc<ClusterFacts>>,
    pub(crate) cloud: Option<Arc<Cloud>>,
    pub(crate) log: Mutex<Log>,
}

/// What was seen while an expression ran.
#[derive(Debug, Default)]
pub(crate) struct Log {
    pub(crate) seen: Vec<Seen>,
    pub(crate) offenders: Arc<Vec<Offender>>,
    /// The input cannot hold a fact that was asked for (as opposed to: it could not be read).
    pub(crate) not_held: bool,
    /// Files were judged: there may be more in the cluster.
    pub(crate) partial: bool,
}

impl Scene {
    pub(crate) fn note(&self, what: impl Into<String>, value: Option<String>, place: Option<String>) {
        let at = place.map_or(SeenAt::Nowhere, SeenAt::Words);
        let seen = Seen { what: what.into(), value, at };
        if let Ok(mut log) = self.log.lock()
            && !log.seen.contains(&seen)
        {
            log.seen.push(seen);
        }
    }

    /// Not known, because this input does not hold it.
    pub(crate) fn not_held(&self, why: impl Into<String>) -> Answer {
        if let Ok(mut log) = self.log.lock() {
            log.not_held = true;
        }
        Answer::Unknown(why.into())
    }

    fn parameter(&self, name: &str) -> Answer {
        match self.entry.param(name) {
            Some(Param::Text(text)) => Answer::Value(json!(text)),
            Some(Param::Whole(n)) => Answer::Value(json!(n)),
            Some(Param::Number(n)) => Answer::Value(json!(n)),
            None => Answer::Wrong(format!("no parameter {name:?}")),
        }
    }

    fn offenders(&self, name: &str) -> Answer {
        let Some(cluster) = &self.cluster else { return self.not_held("no cluster was given") };
        let Some(group) = cluster.group(name) else { return Answer::Wrong(format!("no offenders {name:?}")) };
        if let Ok(mut log) = self.log.lock() {
            log.offenders = Arc::clone(&group.offenders);
            log.partial |= group.known == Known::Given;
        }
        // One wrong object settles it, however little is known of the others.
        if !group.offenders.is_empty() {
            return Answer::Value(json!(group.offenders.len()));
        }
        self.known(&group.known, || {
            self.note(format!("{} judged", group.population), Some(group.judged.to_string()), None);
            json!(0)
        })
    }

    fn cluster(&self, name: &str) -> Answer {
        let Some(cluster) = &self.cluster else { return self.not_held("no cluster was given") };
        let Some(fact) = cluster.fact(name) else {
            return Answer::Wrong(format!("no cluster fact {name:?}"));
        };
        match &fact.value {
            Some(value) => {
                self.note(name, Some(values::plain(value)), Some(fact.why.clone()));
                Answer::Value(value.clone())
            }
            None => match &fact.known {
                Known::Missing(why) => Answer::Unknown(why.clone()),
                _ => self.not_held(fact.why.clone()),
            },
        }
    }

    fn known(&self, known: &Known, value: impl FnOnce() -> Json) -> Answer {
        match known {
            Known::Complete | Known::Given => Answer::Value(value()),
            Known::NotHeld(why) => self.not_held(why.clone()),
            Known::Missing(why) => Answer::Unknown(why.clone()),
        }
    }

    /// The part of the cloud's description that a pointer names; providers wrap theirs in `cluster`.
    fn cloud(&self, pointer: &str) -> Answer {
        let Some(cloud) = &self.cloud else {
            return self.not_held("the cloud's description of the cluster was not given");
        };
        let whole = &cloud.description;
        let value = whole.pointer("/cluster").unwrap_or(whole).pointer(pointer).cloned().unwrap_or_default();
        let shown = (!value.is_null()).then(|| values::plain(&value));
        self.note(format!("{} {pointer}", cloud.provider), shown, Some(cloud.cluster.clone()));
        Answer::Value(value)
    }
}

impl Facts for Scene {
    fn ask(&self, function: &str, arguments: &[Json]) -> Answer {
        let text = |at: usize| arguments.get(at).and_then(Json::as_str).unwrap_or_default();
        let first = arguments.first().unwrap_or(&Json::Null);
        match function {
            "param" => self.parameter(text(0)),
            "offenders" => self.offenders(text(0)),
            "cluster" => self.cluster(text(0)),
            "cloud" => self.cloud(text(0)),
            "items" => Answer::Value(json!(values::items(first))),
            "number" => match values::number(first) {
                Some(n) => Answer::Value(json!(n)),
                None => Answer::Wrong(format!("not a whole number: {}", values::plain(first))),
            },
            "seconds" => match values::seconds(first) {
                Some(n) => Answer::Value(json!(n)),
                None => Answer::Wrong(format!("not a duration: {}", values::plain(first))),
            },
            "loopback" => Answer::Value(json!(first.as_str().is_some_and(values::is_loopback))),
            "size_of" => Answer::Value(json!(match first {
                Json::Array(list) => list.len(),
                Json::Object(map) => map.len(),
                _ => 0,
            })),
            "health_paths_only" => Answer::Value(json!(health_paths_only(first))),
            _ => self.ask_node(function, text(0), text(1)),
        }
    }
}

/// Conditions of anonymous access in an AuthenticationConfiguration that open health paths and nothing else.
fn health_paths_only(conditions: &Json) -> bool {
    let Json::Array(list) = conditions else { return false };
    let fine = |path: &str| {
        HEALTH.iter().any(|h| path == *h || path.strip_prefix(h).is_some_and(|r| r.starts_with('/')))
    };
    !list.is_empty() && list.iter().all(|c| c.get("path").and_then(Json::as_str).is_some_and(fine))
}
