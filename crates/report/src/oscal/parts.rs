//! The parts of the assessment results model that are written, in the schema's names.

use serde::ser::SerializeMap as _;
use serde::{Serialize, Serializer};

use crate::text::plain;

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) struct Document<'a> {
    pub(super) assessment_results: Assessed<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) struct Assessed<'a> {
    pub(super) uuid: String,
    pub(super) metadata: Metadata<'a>,
    pub(super) import_ap: Href,
    pub(super) results: [ResultSet<'a>; 1],
    pub(super) back_matter: BackMatter,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) struct Metadata<'a> {
    pub(super) title: String,
    pub(super) last_modified: &'a str,
    pub(super) version: String,
    pub(super) oscal_version: &'static str,
}

#[derive(Serialize)]
pub(super) struct Href {
    pub(super) href: String,
}

#[derive(Serialize)]
pub(super) struct BackMatter {
    pub(super) resources: [Resource; 1],
}

#[derive(Serialize)]
pub(super) struct Resource {
    pub(super) uuid: String,
    pub(super) title: &'static str,
    pub(super) description: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) struct ResultSet<'a> {
    pub(super) uuid: String,
    pub(super) title: String,
    pub(super) description: String,
    pub(super) start: &'a str,
    pub(super) props: Vec<Prop>,
    pub(super) local_definitions: LocalDefinitions,
    pub(super) reviewed_controls: ReviewedControls,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) observations: Vec<Observation<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) findings: Vec<Item>,
}

#[derive(Serialize)]
pub(super) struct Prop {
    name: &'static str,
    ns: &'static str,
    value: String,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) struct LocalDefinitions {
    pub(super) components: [Component; 1],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) inventory_items: Vec<InventoryItem>,
}

#[derive(Serialize)]
pub(super) struct Component {
    pub(super) uuid: String,
    #[serde(rename = "type")]
    pub(super) kind: &'static str,
    pub(super) title: &'static str,
    pub(super) description: &'static str,
    pub(super) status: State,
}

#[derive(Serialize)]
pub(super) struct State {
    pub(super) state: &'static str,
}

#[derive(Serialize)]
pub(super) struct InventoryItem {
    pub(super) uuid: String,
    pub(super) description: String,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) struct ReviewedControls {
    pub(super) control_selections: Vec<Selection>,
}

pub(super) struct Selection {
    pub(super) description: String,
    pub(super) include: Include,
}

pub(super) enum Include {
    All,
    Controls(Vec<String>),
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct ControlId<'a> {
    control_id: &'a str,
}

#[derive(Serialize)]
struct Empty {}

impl Serialize for Selection {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut map = to.serialize_map(Some(2))?;
        map.serialize_entry("description", &self.description)?;
        match &self.include {
            Include::All => map.serialize_entry("include-all", &Empty {})?,
            Include::Controls(ids) => {
                let ids: Vec<_> = ids.iter().map(|control_id| ControlId { control_id }).collect();
                map.serialize_entry("include-controls", &ids)?;
            }
        }
        map.end()
    }
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) struct Observation<'a> {
    pub(super) uuid: String,
    pub(super) title: String,
    pub(super) description: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) props: Vec<Prop>,
    pub(super) methods: [&'static str; 1],
    pub(super) types: [&'static str; 1],
    pub(super) origins: [Origin; 1],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) subjects: Vec<Subject>,
    pub(super) collected: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) remarks: Option<&'a str>,
}

#[derive(Serialize)]
pub(super) struct Origin {
    actors: [Actor; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) struct Actor {
    #[serde(rename = "type")]
    kind: &'static str,
    actor_uuid: String,
}

impl Actor {
    pub(super) fn tool(actor_uuid: String) -> Origin {
        Origin { actors: [Self { kind: "tool", actor_uuid }] }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) struct Subject {
    pub(super) subject_uuid: String,
    #[serde(rename = "type")]
    pub(super) kind: &'static str,
}

/// A finding in OSCAL's sense: a judgement on one control.
#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) struct Item {
    pub(super) uuid: String,
    pub(super) title: String,
    pub(super) description: String,
    pub(super) target: Objective,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) related_observations: Vec<Related>,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) struct Objective {
    #[serde(rename = "type")]
    pub(super) kind: &'static str,
    pub(super) target_id: String,
    pub(super) status: Status,
}

#[derive(Serialize)]
pub(super) struct Status {
    pub(super) state: &'static str,
    pub(super) reason: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) struct Related {
    pub(super) observation_uuid: String,
}

/// A property in a namespace of our own, so that no name collides with OSCAL's.
pub(super) fn prop(name: &'static str, value: &str) -> Prop {
    Prop { name, ns: env!("CARGO_PKG_REPOSITORY"), value: line(value) }
}

/// One line without outer space and never empty: OSCAL's string and markup-line types.
pub(super) fn line(text: &str) -> String {
    match plain(text).trim() {
        "" => "-".to_owned(),
        text => text.to_owned(),
    }
}

/// OSCAL's token type: a letter or underscore, then letters, digits, `.`, `-`, `_`.
pub(super) fn token(text: &str) -> String {
    let fits = |c: char| if c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_') { c } else { '_' };
    let body: String = text.chars().map(fits).collect();
    if body.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_') { body } else { format!("_{body}") }
}
