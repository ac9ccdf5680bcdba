use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fmt::Write as _;

use holdfast_inventory::Builder;
use holdfast_inventory::read::{Limits, read};
use holdfast_model::Gap;
use serde::Deserialize;

use super::kinds::{Form, Kind};
use super::request::{Failure, Session, split_token};
use super::secrets;

/// Objects asked for at once.
const PAGE: usize = 500;

/// What the LISTs share.
pub(super) struct Run<'r> {
    pub(super) session: &'r Session<'r>,
    /// Preferred version by group, as the server says; `None` when it would not say.
    pub(super) groups: Option<BTreeMap<String, Vec<String>>>,
    pub(super) builder: &'r RefCell<Builder>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Page {
    metadata: PageMeta,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct PageMeta {
    #[serde(rename = "continue")]
    next: String,
}

/// Reads every object of a kind; gives how many. What was not given is a gap, and the kind counts as denied.
pub(super) async fn list(run: &Run<'_>, kind: &Kind) -> usize {
    let Some(version) = served(run, kind) else {
        run.builder.borrow_mut().complete(kind.name);
        return 0;
    };
    let namespaces = &run.session.options.namespaces;
    let scopes: Vec<Option<&str>> = if kind.namespaced && !namespaces.is_empty() {
        namespaces.iter().map(|n| Some(n.as_str())).collect()
    } else {
        vec![None]
    };
    let (mut count, mut whole) = (0, true);
    for scope in scopes {
        match pages(run, kind, &version, scope, &mut count).await {
            // The group is there but not this kind: it has no objects.
            Ok(()) | Err(Failure::Status(404, _)) => {}
            Err(failure) => {
                whole = false;
                run.builder.borrow_mut().gap(gap(kind, scope, &failure, count));
            }
        }
    }
    let mut builder = run.builder.borrow_mut();
    if whole {
        builder.complete(kind.name);
    } else {
        builder.denied(kind.name);
    }
    count
}

/// The version to ask for; `None` when the server does not have the group.
fn served(run: &Run<'_>, kind: &Kind) -> Option<String> {
    let known = match (&run.groups, kind.group) {
        (None, _) | (_, "") => return Some(kind.version.to_owned()),
        (Some(groups), group) => groups.get(group)?,
    };
    if known.iter().any(|v| v == kind.version) {
        Some(kind.version.to_owned())
    } else {
        known.first().cloned()
    }
}

async fn pages(
    run: &Run<'_>,
    kind: &Kind,
    version: &str,
    scope: Option<&str>,
    count: &mut usize,
) -> Result<(), Failure> {
    let path = kind.path(version, scope);
    let mut accept = kind.accept();
    let (mut next, mut restarts) = (String::new(), 0);
    loop {
        let query = if next.is_empty() { String::new() } else { format!("&continue={}", encode(&next)) };
        match run.session.get(&format!("{path}?limit={PAGE}{query}"), accept).await {
            Ok(body) => {
                *count += take(run, kind, &body, restarts > 0)?;
                next =
                    serde_json::from_slice::<Page>(&body).map(|page| page.metadata.next).unwrap_or_default();
                if next.is_empty() {
                    return Ok(());
                }
            }
            // The token is too old. The server may offer one to go on with; else from the start, keeping what is new.
            Err(Failure::Status(410, words)) if restarts < 3 => {
                restarts += 1;
                split_token(&words).1.unwrap_or_default().clone_into(&mut next);
            }
            // An old server or a proxy that knows no tables: metadata alone carries no value either.
            Err(Failure::Status(406, _)) if kind.form == Form::SecretTable && accept == kind.accept() => {
                accept = Kind { form: Form::Metadata, ..*kind }.accept();
            }
            Err(failure) => return Err(failure),
        }
    }
}

/// Adds the objects of one page. `again`: some may be there already.
fn take(run: &Run<'_>, kind: &Kind, body: &[u8], again: bool) -> Result<usize, Failure> {
    let rewritten = match kind.form {
        Form::Whole => None,
        Form::Metadata | Form::SecretTable => {
            let list = secrets::objects(body, kind.group, kind.version, kind.name);
            Some(list.map_err(|error| Failure::Connection(format!("the answer is not a list: {error}")))?)
        }
    };
    let mut bytes = rewritten.as_deref().unwrap_or(body);
    let (mut count, mut gaps) = (0, Vec::new());
    let mut builder = run.builder.borrow_mut();
    let limits = Limits { marks_bytes: 0, ..Limits::default() };
    read(
        &mut bytes,
        "",
        &limits,
        &mut |document| {
            if !(again && builder.holds(&document.json)) {
                count += 1;
                builder.add(document, "");
            }
        },
        &mut gaps,
    );
    for gap in gaps {
        builder.gap(Gap { what: format!("LIST {}: {}", kind.resource(), gap.what), ..gap });
    }
    Ok(count)
}

fn gap(kind: &Kind, scope: Option<&str>, failure: &Failure, count: usize) -> Gap {
    let place = scope.map_or_else(|| "whole cluster".to_owned(), |n| format!("namespace {n}"));
    let effect = match count {
        0 => format!("nothing is known of {}: checks that need them are not assessed", kind.resource()),
        n => {
            format!("only the first {n} {} are known: checks that need all are not assessed", kind.resource())
        }
    };
    Gap::new(format!("LIST {} ({place})", kind.resource()), split_token(&failure.text()).0, effect)
}

/// Percent-encodes a continue token for a query.
fn encode(token: &str) -> String {
    let mut text = String::with_capacity(token.len());
    for byte in token.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            text.push(char::from(byte));
        } else {
            let _ = write!(text, "%{byte:02X}");
        }
    }
    text
}
