use std::cell::RefCell;
use std::io;

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

fn live(args: &InputArgs) -> Result<Snapshot> {
    let options = Options {
        kubeconfig: args.kubeconfig.clone(),
        context: args.context.clone(),
        namespaces: args.namespace.clone(),
        ..Options::default()
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
        CollectError::Unreachable(_) => Unreachable(error.to_string()).into(),
        other => other.into(),
    })
}
