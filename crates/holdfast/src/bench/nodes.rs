use std::io::{self, Write as _};

use anyhow::Result;

use crate::exit::Exit;

/// The DaemonSet: the host's root read-only, no token, no network, no right but to read what others own.
const MANIFEST: &str = include_str!("daemonset.yaml");

/// Prints the manifest, with the steps as comments.
pub(super) fn manifest(image: &str) -> Result<Exit> {
    let mut to = io::stdout().lock();
    to.write_all(MANIFEST.replace("IMAGE", image).as_bytes())?;
    Ok(Exit::Clean)
}
