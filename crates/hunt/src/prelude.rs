//! What every hunter's file uses.

pub(crate) use holdfast_model::{Confidence, Severity};

pub(crate) use crate::http::Ask;
pub(crate) use crate::hunter::{Hit, Hunter, Judge, Verdict};
pub(crate) use crate::service::Service;
use crate::service::reads_as;

/// Found when the answer is a 200 whose JSON has something at every one of these pointers, or, after `=`, this value.
pub(crate) fn keys(service: &Service, line: &str, pointers: &[&str], message: &str) -> Verdict {
    let Some(value) = service.json(line) else { return Verdict::Clear };
    let has = |pointer: &&str| match pointer.split_once('=') {
        Some((pointer, text)) => value.pointer(pointer).is_some_and(|v| reads_as(v, text)),
        None => value.pointer(pointer).is_some_and(|v| !v.is_null()),
    };
    Verdict::of(pointers.iter().all(has).then(|| Hit::at(line, message)))
}

/// Found when the answer is a 200 whose body holds all these texts.
pub(crate) fn marks(service: &Service, line: &str, texts: &[&'static str], message: &str) -> Verdict {
    let hit = service.text(line, texts).map(|_| {
        let hit = Hit::at(line, message);
        texts.iter().fold(hit, |hit, text| hit.around(text))
    });
    Verdict::of(hit)
}

/// What a list must hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Items {
    /// Anything, or nothing.
    Any,
    /// At least one text, and nothing else.
    Text,
    /// At least one object, and nothing else.
    Objects,
}

/// Found when the answer is a 200 that is a JSON list of such items.
pub(crate) fn list(service: &Service, line: &str, items: Items, message: &str) -> Verdict {
    let Some(serde_json::Value::Array(found)) = service.json(line) else { return Verdict::Clear };
    let fits = match items {
        Items::Any => true,
        Items::Text => !found.is_empty() && found.iter().all(serde_json::Value::is_string),
        Items::Objects => !found.is_empty() && found.iter().all(serde_json::Value::is_object),
    };
    Verdict::of(fits.then(|| Hit::at(line, message)))
}
