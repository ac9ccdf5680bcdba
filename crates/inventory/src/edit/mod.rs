//! Edits YAML and JSON text in place, so that comments, order and layout stay as their author left them.
//!
//! Every edit is proven before it counts: the new text is read again, and what it says must be exactly what the
//! patch says. Where no way of writing it passes that proof, the edit is refused and the text is left alone.

pub(crate) mod apply;
mod layout;

use holdfast_model::PatchOp;
use serde_json::Value;

use crate::read::{Document, Limits, read};

/// Why a text was not edited.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum EditError {
    #[error("no object begins at line {0}")]
    NoObject(u32),
    #[error("{0} cannot be changed in place: edit it by hand")]
    NotInPlace(String),
}

/// What became of the patches of one text.
#[derive(Debug, Default)]
pub struct Edited {
    pub text: String,
    pub applied: usize,
    pub refused: Vec<EditError>,
}

/// Applies patches to the objects of a file. Each comes with the line its object begins at, as [`crate::Object::line`] has it.
pub fn edit(text: &str, patches: &[(u32, &[PatchOp])]) -> Edited {
    let mut parts = documents(text);
    let mut edited = Edited::default();
    for (line, ops) in patches {
        let Some((first, part)) = parts.iter_mut().rev().find(|(first, _)| first <= line) else {
            edited.refused.push(EditError::NoObject(*line));
            continue;
        };
        let relative = line - *first + 1;
        for op in *ops {
            match edit_one(part, relative, op) {
                Ok(text) => {
                    *part = text;
                    edited.applied += 1;
                }
                Err(error) => edited.refused.push(error),
            }
        }
    }
    edited.text = parts.into_iter().map(|(_, part)| part).collect();
    edited
}

/// The text cut at `---` lines, each part with the number of its first line in the whole.
fn documents(text: &str) -> Vec<(u32, String)> {
    let mut parts = vec![(1, String::new())];
    for (line, number) in text.split_inclusive('\n').zip(1u32..) {
        let fresh = line.starts_with("---") && parts.last().is_some_and(|(_, part)| !part.is_empty());
        if fresh {
            parts.push((number, String::new()));
        }
        if let Some((_, part)) = parts.last_mut() {
            part.push_str(line);
        }
    }
    parts
}

fn edit_one(text: &str, line: u32, op: &PatchOp) -> Result<String, EditError> {
    let (at, before) = object(text, line).ok_or(EditError::NoObject(line))?;
    let refused = || EditError::NotInPlace(op.path().to_owned());
    let old: Value = serde_json::from_slice(&before.json).map_err(|_| refused())?;
    let wanted = apply::apply(old.clone(), op).ok_or_else(refused)?;
    if wanted == old {
        return Ok(text.to_owned());
    }
    layout::candidates(text, &before, &old, op)
        .into_iter()
        .find(|new| says(new, at, &wanted) && count(new) == count(text))
        .ok_or_else(refused)
}

/// The object that begins at a line, and its number in the text.
fn object(text: &str, line: u32) -> Option<(usize, Document)> {
    read_all(text).into_iter().enumerate().find(|(_, document)| document.line == line)
}

fn says(text: &str, at: usize, wanted: &Value) -> bool {
    let found = read_all(text).into_iter().nth(at);
    found.and_then(|document| serde_json::from_slice::<Value>(&document.json).ok()).as_ref() == Some(wanted)
}

fn count(text: &str) -> usize {
    read_all(text).len()
}

fn read_all(text: &str) -> Vec<Document> {
    let (mut documents, mut gaps) = (Vec::new(), Vec::new());
    read(&mut text.as_bytes(), "", &Limits::default(), &mut |document| documents.push(document), &mut gaps);
    documents
}
