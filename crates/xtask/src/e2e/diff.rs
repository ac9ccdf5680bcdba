//! Differences between Holdfast and the thing itself.

use anyhow::{Result, bail};

/// Most differences that are printed.
const SHOWN: usize = 10;

/// Fails with the differences, if there are any.
pub(super) fn none(differ: &[String], what: &str) -> Result<()> {
    if differ.is_empty() {
        return Ok(());
    }
    let shown: Vec<&str> = differ.iter().take(SHOWN).map(String::as_str).collect();
    bail!("{} {what} differ:\n  {}", differ.len(), shown.join("\n  "))
}
