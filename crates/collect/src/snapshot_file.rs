//! Snapshots on disk: zstd over lines of JSON. The first line is the header, each further line one object.
//!
//! What is saved is what the readers kept: no secret's value is in a snapshot, so none is in its file.

use std::fs::{File, OpenOptions};
use std::io::{self, BufRead as _, BufReader, BufWriter, Read, Write};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;

use holdfast_inventory::read::{Limits, read};
use holdfast_inventory::{Builder, Snapshot};
use holdfast_model::{Cluster, Gap};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use crate::CollectError;

const SCHEMA: &str = "holdfast.snapshot/v1";
/// Largest snapshot read, unpacked: a cluster of 150,000 pods takes less than a tenth.
const MOST: u64 = 16 << 30;
/// Longest line: one object at the readers' own limit, and its source.
const LINE: u64 = 20 << 20;

#[derive(Serialize, Deserialize)]
struct Header {
    schema: String,
    cluster: Cluster,
    complete: Vec<String>,
    denied: Vec<String>,
    gaps: Vec<Gap>,
    skipped: Vec<String>,
    objects: usize,
}

#[derive(Serialize, Deserialize)]
struct Line<'a> {
    #[serde(default, skip_serializing_if = "String::is_empty")]
    file: String,
    #[serde(default, rename = "line", skip_serializing_if = "is_zero")]
    at: u32,
    #[serde(default, skip_serializing_if = "is_false")]
    rendered: bool,
    #[serde(borrow)]
    object: &'a RawValue,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde calls it with a reference")]
fn is_zero(n: &u32) -> bool {
    *n == 0
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde calls it with a reference")]
fn is_false(b: &bool) -> bool {
    !*b
}

/// Writes a snapshot, readable by its owner alone. The file appears whole or not at all.
pub fn save(snapshot: &Snapshot, path: &Path) -> Result<(), CollectError> {
    let beside = path.with_extension("holdfast-tmp");
    let written = write(snapshot, &beside).and_then(|()| std::fs::rename(&beside, path));
    written.map_err(|source| {
        let _ = std::fs::remove_file(&beside);
        CollectError::Unwritable { path: path.to_owned(), source }
    })
}

fn write(snapshot: &Snapshot, path: &Path) -> io::Result<()> {
    let file = OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(path)?;
    let mut to = zstd::Encoder::new(BufWriter::new(file), 3)?;
    let words = |kinds: &mut dyn Iterator<Item = &str>| kinds.map(ToOwned::to_owned).collect();
    let header = Header {
        schema: SCHEMA.to_owned(),
        cluster: snapshot.cluster.clone(),
        complete: words(&mut snapshot.complete_kinds()),
        denied: words(&mut snapshot.denied_kinds()),
        gaps: snapshot.gaps.clone(),
        skipped: snapshot.skipped.clone(),
        objects: snapshot.len(),
    };
    serde_json::to_writer(&mut to, &header)?;
    to.write_all(b"\n")?;
    for object in snapshot.objects() {
        let json: &RawValue = serde_json::from_slice(object.json())?;
        let (file, rendered) = (object.file().to_owned(), object.is_rendered());
        let line = Line { file, at: object.line(), rendered, object: json };
        serde_json::to_writer(&mut to, &line)?;
        to.write_all(b"\n")?;
    }
    to.finish()?.into_inner().map_err(io::IntoInnerError::into_error)?.sync_all()
}

/// Reads a snapshot back. A file that is cut short gives what it holds, and a gap.
pub fn load(path: &Path) -> Result<Snapshot, CollectError> {
    let unreadable = |source| CollectError::Unreadable { path: path.to_owned(), source };
    let not_one = |why: String| CollectError::NotASnapshot { path: path.to_owned(), why };
    let file = File::open(path).map_err(unreadable)?;
    let unpacked = zstd::Decoder::new(file).map_err(unreadable)?;
    let mut lines = BufReader::new(unpacked.take(MOST));
    let mut text = String::new();
    line(&mut lines, &mut text).map_err(|error| not_one(error.to_string()))?;
    let header: Header =
        serde_json::from_str(&text).map_err(|error| not_one(format!("no header: {error}")))?;
    if header.schema != SCHEMA {
        return Err(not_one(format!("its format is {:?}, this version reads {SCHEMA:?}", header.schema)));
    }
    let mut builder = Builder::new(header.cluster);
    header.complete.iter().for_each(|kind| builder.complete(kind));
    header.denied.iter().for_each(|kind| builder.denied(kind));
    header.gaps.into_iter().for_each(|gap| builder.gap(gap));
    header.skipped.into_iter().for_each(|what| builder.skip(what));
    if let Err(error) = objects(&mut lines, &mut builder, header.objects) {
        builder.gap(Gap::new(path.display().to_string(), error, "objects after that point are not judged"));
    }
    Ok(builder.finish())
}

fn objects(lines: &mut impl io::BufRead, builder: &mut Builder, expected: usize) -> Result<(), String> {
    let (mut text, limits) = (String::new(), Limits { marks_bytes: 0, ..Limits::default() });
    for number in 0..expected {
        let length = line(lines, &mut text).map_err(|error| error.to_string())?;
        if length == 0 {
            return Err(format!("the snapshot ends after {number} of {expected} objects"));
        }
        let parsed: Line<'_> =
            serde_json::from_str(&text).map_err(|error| format!("object {}: {error}", number + 1))?;
        let mut gaps = Vec::new();
        let mut add = |document: holdfast_inventory::read::Document| {
            let document = holdfast_inventory::read::Document { line: parsed.at, ..document };
            if parsed.rendered {
                builder.add_rendered(document, &parsed.file);
            } else {
                builder.add(document, &parsed.file);
            }
        };
        read(&mut parsed.object.get().as_bytes(), &parsed.file, &limits, &mut add, &mut gaps);
        for gap in gaps {
            builder.gap(gap);
        }
    }
    Ok(())
}

/// The next line without its end; 0 at the end of the file.
fn line(lines: &mut impl io::BufRead, text: &mut String) -> io::Result<usize> {
    text.clear();
    let length = lines.by_ref().take(LINE).read_line(text)?;
    if length as u64 == LINE {
        return Err(io::Error::new(io::ErrorKind::InvalidData, "a line is longer than any object may be"));
    }
    Ok(length)
}
