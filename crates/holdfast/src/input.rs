use std::cell::RefCell;
use std::fs::File;
use std::io::{self, Read as _};
use std::path::Path;

use anyhow::Result;
use holdfast_collect::{CollectError, FileOptions, Input, Options};
use holdfast_inventory::Snapshot;

use crate::cli::InputArgs;
use crate::exit::Unreachable;
use crate::progress::Progress;

/// Gathers the facts from wherever the person pointed.
pub(crate) fn gather(args: &InputArgs) -> Result<Snapshot> {
    if let Some(path) = &args.snapshot {
        return Ok(holdfast_collect::load(path)?);
    }
    if !args.filename.is_empty() {
        let inputs: Vec<Input> = args.filename.iter().map(|name| Input::from(name.as_str())).collect();
        let options = FileOptions { render: !args.no_render };
        return Ok(holdfast_collect::files_with(&inputs, &mut io::stdin().lock(), options)?);
    }
    live(args)
}

/// The facts at one path: a saved snapshot, a manifest or a directory of them.
pub(crate) fn at(path: &Path) -> Result<Snapshot> {
    if is_snapshot(path) {
        return Ok(holdfast_collect::load(path)?);
    }
    Ok(holdfast_collect::files(&[Input::Path(path.to_owned())], &mut io::empty())?)
}

/// Snapshots are zstd frames, which begin with this number (RFC 8878, 3.1.1).
fn is_snapshot(path: &Path) -> bool {
    let mut first = [0; 4];
    let read = File::open(path).and_then(|mut file| file.read_exact(&mut first));
    read.is_ok() && first == 0xFD2F_B528_u32.to_le_bytes()
}

fn live(args: &InputArgs) -> Result<Snapshot> {
    let defaults = Options::default();
    let options = Options {
        kubeconfig: args.kubeconfig.clone(),
        context: args.context.clone(),
        namespaces: args.namespace.clone(),
        request_timeout: args.request_timeout.unwrap_or(defaults.request_timeout),
        ..defaults
    };
    let shown = RefCell::new(Progress::new());
    let progress = |at: holdfast_collect::Progress| {
        let text = format!(
            "reading the cluster: {} of {} kinds, {} objects",
            at.lists_done, at.lists_total, at.objects
        );
        shown.borrow_mut().say(&text);
    };
    holdfast_collect::cluster(&options, &progress).map_err(|error| match error {
        CollectError::Unreachable(_) | CollectError::Login { .. } => Unreachable(error.to_string()).into(),
        other => other.into(),
    })
}
