use std::fmt::Write as _;

use anyhow::Result;

use super::Output;
use crate::repo::Repo;

const FOLDER: &str = "examples/harbor/";
const FILE: &str = "crates/holdfast/src/demo_files.rs";

/// Writes the list of the demonstration estate's files that are compiled into the binary.
pub(super) fn generate(repo: &Repo, output: &mut Output) -> Result<()> {
    if !repo.exists("crates/holdfast") {
        return Ok(());
    }
    let mut files: Vec<String> = repo.files()?;
    files.retain(|path| path.starts_with(FOLDER) && path.ends_with(".yaml"));
    files.sort_unstable();
    let mut text = String::from(
        "//! The files of `examples/harbor`, compiled in. Written by `cargo xtask gen`: do not edit.\n\n\
         /// Path and text of each file, sorted by path.\n\
         pub(crate) static FILES: &[(&str, &str)] = &[\n",
    );
    for path in files {
        let _ = writeln!(text, "    ({path:?}, include_str!(\"../../../{path}\")),");
    }
    text.push_str("];\n");
    output.file(FILE, repo.rustfmt(&text)?);
    Ok(())
}
