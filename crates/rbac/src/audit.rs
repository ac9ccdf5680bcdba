//! Reads the API server's audit log: JSON lines of `audit.k8s.io/v1`, one event or one list of events a line.
//!
//! Source: <https://kubernetes.io/docs/reference/config-api/apiserver-audit.v1/>; which requests an event stands for is
//! the work of the server's filters (`apiserver/pkg/endpoints/filters/{authorization,impersonation}.go`) and handlers.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::{self, BufRead};

use serde::Deserialize;
use serde_json::value::RawValue;

use crate::call::{Call, On};
use crate::feed::{Fed, feed};
use crate::impersonation::{self, As};
use crate::usage::{RoleWrite, Usage};

/// Longest line in bytes: an event with both bodies is some three megabytes at most.
const MAX_EVENT: usize = 8 << 20;

/// How the reading went.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AuditStats {
    pub lines: u64,
    pub events: u64,
    /// Events of calls that were let through.
    pub allowed: u64,
    pub denied: u64,
    /// Allowed by another authorizer than RBAC (the node authorizer, a webhook).
    pub by_others: u64,
    /// Events from before the answer, which say nothing about the decision.
    pub early: u64,
    /// Lines that are no events, and the first of them: its number and what is wrong with it.
    pub unreadable: u64,
    pub first_unreadable: Option<(u64, String)>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Event<'a> {
    #[serde(borrow)]
    kind: Cow<'a, str>,
    #[serde(borrow)]
    stage: Cow<'a, str>,
    #[serde(borrow)]
    verb: Cow<'a, str>,
    #[serde(borrow, rename = "requestURI")]
    request_uri: Cow<'a, str>,
    #[serde(borrow)]
    user: User<'a>,
    #[serde(borrow)]
    impersonated_user: Option<User<'a>>,
    #[serde(borrow)]
    authentication_metadata: Option<Authentication<'a>>,
    #[serde(borrow)]
    object_ref: Option<ObjectRef<'a>>,
    response_status: Option<Status>,
    #[serde(borrow)]
    annotations: Option<Annotations<'a>>,
    #[serde(borrow)]
    request_object: Option<&'a RawValue>,
    #[serde(borrow)]
    items: Vec<&'a RawValue>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct User<'a> {
    #[serde(borrow)]
    pub(crate) username: Cow<'a, str>,
    #[serde(borrow)]
    pub(crate) uid: Cow<'a, str>,
    pub(crate) groups: Vec<String>,
    pub(crate) extra: BTreeMap<String, Vec<String>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Authentication<'a> {
    #[serde(borrow)]
    impersonation_constraint: Cow<'a, str>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct ObjectRef<'a> {
    #[serde(borrow)]
    api_group: Cow<'a, str>,
    #[serde(borrow)]
    resource: Cow<'a, str>,
    #[serde(borrow)]
    subresource: Cow<'a, str>,
    #[serde(borrow)]
    namespace: Cow<'a, str>,
    #[serde(borrow)]
    name: Cow<'a, str>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Status {
    code: i32,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Annotations<'a> {
    #[serde(borrow, rename = "authorization.k8s.io/decision")]
    decision: Option<Cow<'a, str>>,
    #[serde(borrow, rename = "authorization.k8s.io/reason")]
    reason: Option<Cow<'a, str>>,
}

/// What of a written binding matters here.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Body<'a> {
    #[serde(borrow)]
    role_ref: RoleRef<'a>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct RoleRef<'a> {
    #[serde(borrow)]
    kind: Cow<'a, str>,
    #[serde(borrow)]
    name: Cow<'a, str>,
}

/// Reads a log to its end into the usage. Only a fault of the reader itself is an error; lines that are no events are counted.
pub fn read_audit(from: &mut dyn BufRead, usage: &mut Usage) -> io::Result<AuditStats> {
    let mut stats = AuditStats::default();
    let mut line = Vec::new();
    loop {
        let fed = feed(from, &mut line, MAX_EVENT)?;
        if fed == Fed::End {
            return Ok(stats);
        }
        stats.lines += 1;
        let result = match fed {
            Fed::TooLong => Err(format!("longer than {MAX_EVENT} bytes")),
            Fed::Line | Fed::End if line.trim_ascii().is_empty() => continue,
            Fed::Line | Fed::End => read_line(&line, usage, &mut stats),
        };
        if let Err(why) = result {
            stats.unreadable += 1;
            let number = stats.lines;
            stats.first_unreadable.get_or_insert((number, why));
        }
    }
}

/// Reads one line: an event, or an `EventList` as webhooks and dumps have it.
fn read_line(line: &[u8], usage: &mut Usage, stats: &mut AuditStats) -> Result<(), String> {
    let event: Event<'_> = parse(line)?;
    if event.items.is_empty() {
        return read_event(&event, usage, stats);
    }
    for item in &event.items {
        read_event(&parse(item.get().as_bytes())?, usage, stats)?;
    }
    Ok(())
}

/// The message of a type error quotes the value; where it stands is all that is told.
fn parse<'a, T: Deserialize<'a>>(json: &'a [u8]) -> Result<T, String> {
    serde_json::from_slice(json).map_err(|error| {
        let what = if error.is_data() { "a field has another type than expected" } else { "not valid JSON" };
        format!("{what} at byte {}", error.column())
    })
}

fn read_event(event: &Event<'_>, usage: &mut Usage, stats: &mut AuditStats) -> Result<(), String> {
    if event.verb.is_empty() || event.user.username.is_empty() || event.kind != "Event" {
        return Err("not an audit event: kind, verb or user is missing".to_owned());
    }
    stats.events += 1;
    if event.stage == "RequestReceived" {
        stats.early += 1;
        return Ok(());
    }
    if !event.was_allowed() {
        stats.denied += 1;
        return Ok(());
    }
    stats.allowed += 1;
    let call = event.call();
    if let Some(other) = &event.impersonated_user {
        let constraint = event.authentication_metadata.as_ref().map_or("", |m| &m.impersonation_constraint);
        let real = As { user: &event.user.username, groups: &event.user.groups };
        for needed in impersonation::needed(other, constraint, &call) {
            usage.note(&real, &needed);
        }
    }
    if event.by_another_authorizer() {
        stats.by_others += 1;
        return Ok(());
    }
    let actor = event.impersonated_user.as_ref().unwrap_or(&event.user);
    let actor = As { user: &actor.username, groups: &actor.groups };
    usage.note(&actor, &call);
    // A write that makes the object is authorized as its creation too, of this name.
    if event.code() == 201 && matches!(&*call.verb, "patch" | "update") {
        usage.note(&actor, &Call { verb: Cow::Borrowed("create"), on: call.on.clone() });
    }
    if let Some(write) = event.role_write(&call) {
        usage.note_write(&actor, write);
    }
    Ok(())
}

impl Event<'_> {
    fn code(&self) -> i32 {
        self.response_status.as_ref().map_or(0, |status| status.code)
    }

    /// The authorizer's decision where the event has it; else the answer tells.
    fn was_allowed(&self) -> bool {
        match self.annotations.as_ref().and_then(|a| a.decision.as_deref()) {
            Some(decision) => decision == "allow",
            None => !matches!(self.code(), 401 | 403),
        }
    }

    /// RBAC always gives its reason.
    fn by_another_authorizer(&self) -> bool {
        let reason = self.annotations.as_ref().filter(|a| a.decision.is_some()).map(|a| a.reason.as_deref());
        reason.is_some_and(|reason| !reason.unwrap_or_default().starts_with("RBAC:"))
    }

    fn call(&self) -> Call<'_> {
        let on = match &self.object_ref {
            Some(object) if !object.resource.is_empty() => On::Resource {
                group: &object.api_group,
                resource: &object.resource,
                subresource: Cow::Borrowed(&object.subresource),
                namespace: &object.namespace,
                // The server learns the name of a new object from its body, after it has authorized the request.
                name: if self.verb == "create" && object.subresource.is_empty() { "" } else { &object.name },
            },
            _ => On::Url(path(&self.request_uri)),
        };
        Call { verb: Cow::Borrowed(&self.verb), on }
    }

    /// Writing roles and bindings asks for more than the right to write them.
    fn role_write(&self, call: &Call<'_>) -> Option<RoleWrite> {
        let On::Resource { group: "rbac.authorization.k8s.io", resource, subresource, namespace, .. } =
            &call.on
        else {
            return None;
        };
        if !subresource.is_empty() || !matches!(&*call.verb, "create" | "update" | "patch") {
            return None;
        }
        let name = self.object_ref.as_ref().map_or("", |object| &object.name);
        let namespace = (*namespace).to_owned();
        match *resource {
            "roles" | "clusterroles" => Some(RoleWrite::Rules { namespace, name: name.to_owned() }),
            "rolebindings" | "clusterrolebindings" => {
                let body =
                    self.request_object.and_then(|body| serde_json::from_str::<Body<'_>>(body.get()).ok());
                let role = body.map(|body| body.role_ref).filter(|role| !role.name.is_empty());
                Some(RoleWrite::Binding {
                    namespace,
                    role: role.map(|role| (role.kind == "Role", role.name.into_owned())),
                })
            }
            _ => None,
        }
    }
}

/// The path of a URI, decoded as the server does before it authorizes.
fn path(uri: &str) -> Cow<'_, str> {
    let raw = uri.split(['?', '#']).next().unwrap_or_default();
    if !raw.contains('%') {
        return Cow::Borrowed(raw);
    }
    let mut bytes = Vec::with_capacity(raw.len());
    let mut rest = raw.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let hex = after.get(..2).filter(|two| *first == b'%' && two.iter().all(u8::is_ascii_hexdigit));
        let text = hex.and_then(|two| std::str::from_utf8(two).ok());
        if let Some(byte) = text.and_then(|two| u8::from_str_radix(two, 16).ok()) {
            bytes.push(byte);
            rest = after.get(2..).unwrap_or_default();
        } else {
            bytes.push(*first);
            rest = after;
        }
    }
    Cow::Owned(String::from_utf8_lossy(&bytes).into_owned())
}
