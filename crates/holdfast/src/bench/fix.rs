use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use holdfast_cis::{Judged, harden};

use super::facts::Facts;

/// Writes corrected configurations, one folder for each node when there are several. Applies nothing.
pub(super) fn write(directory: &Path, judged: &Judged, facts: &Facts) -> Result<()> {
    if facts.nodes.is_empty() {
        bail!(
            "--fix corrects the configuration of nodes: run on a node, or give --host-root or --node-facts"
        );
    }
    let mut written = 0;
    for node in &facts.nodes {
        let name = node.node.get().map_or("node", String::as_str);
        // A name is part of a path here: it may not lead elsewhere.
        let safe: String = name
            .chars()
            .map(|c| if c.is_ascii_alphanumeric() || "-_.".contains(c) { c } else { '_' })
            .collect();
        let safe = safe.trim_start_matches('.');
        let folder = if facts.nodes.len() == 1 { directory.to_owned() } else { directory.join(safe) };
        for file in harden(judged, node) {
            fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
            let path = folder.join(&file.name);
            fs::write(&path, &file.text).with_context(|| format!("cannot write {}", path.display()))?;
            eprintln!("wrote {}: {}", path.display(), file.how);
            written += 1;
        }
    }
    if written == 0 {
        eprintln!("nothing to correct in the configuration of the nodes");
    }
    Ok(())
}
