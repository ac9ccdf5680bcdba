use std::io;

use anyhow::{Result, bail};
use holdfast_collect::Input;
use holdfast_inventory::Snapshot;

use crate::cli::InputArgs;

/// Gathers the facts from wherever the person pointed.
pub(crate) fn gather(args: &InputArgs) -> Result<Snapshot> {
    if !args.filename.is_empty() {
        let inputs: Vec<Input> = args.filename.iter().map(|name| Input::from(name.as_str())).collect();
        return Ok(holdfast_collect::files(&inputs, &mut io::stdin().lock())?);
    }
    bail!("reading a live cluster is not built in: give manifests with -f")
}
