use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context as _, Result, bail, ensure};

/// The repository, addressed by paths relative to its root, written with `/`.
#[derive(Debug)]
pub(crate) struct Repo {
    root: PathBuf,
}

impl Repo {
    /// The closest parent of the current directory that holds the workspace.
    pub(crate) fn find() -> Result<Self> {
        let here = std::env::current_dir().context("cannot tell the current directory")?;
        let is_root = |dir: &&Path| {
            fs::read_to_string(dir.join("Cargo.toml")).is_ok_and(|text| text.contains("[workspace]"))
        };
        match here.ancestors().find(is_root) {
            Some(root) => Ok(Self { root: root.to_owned() }),
            None => bail!("no workspace above the current directory; run this inside the repository"),
        }
    }

    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    pub(crate) fn path(&self, relative: &str) -> PathBuf {
        self.root.join(relative)
    }

    pub(crate) fn exists(&self, relative: &str) -> bool {
        self.path(relative).exists()
    }

    pub(crate) fn read(&self, relative: &str) -> Result<String> {
        fs::read_to_string(self.path(relative)).with_context(|| format!("cannot read {relative}"))
    }

    pub(crate) fn write(&self, relative: &str, text: &str) -> Result<()> {
        let path = self.path(relative);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).with_context(|| format!("cannot make the folder of {relative}"))?;
        }
        fs::write(&path, text).with_context(|| format!("cannot write {relative}"))
    }

    pub(crate) fn remove(&self, relative: &str) -> Result<()> {
        fs::remove_file(self.path(relative)).with_context(|| format!("cannot remove {relative}"))
    }

    /// Names of the files directly in a folder that end in `.ext`, sorted. Empty when there is no such folder.
    pub(crate) fn list(&self, folder: &str, ext: &str) -> Result<Vec<String>> {
        let path = self.path(folder);
        if !path.is_dir() {
            return Ok(Vec::new());
        }
        let mut names = Vec::new();
        for entry in fs::read_dir(&path).with_context(|| format!("cannot list {folder}"))? {
            let name = entry?.file_name().to_string_lossy().into_owned();
            if Path::new(&name).extension().is_some_and(|e| e == ext) {
                names.push(name);
            }
        }
        names.sort_unstable();
        Ok(names)
    }

    /// Every file git tracks or would track, that still exists.
    pub(crate) fn files(&self) -> Result<Vec<String>> {
        let out = Command::new("git")
            .args(["ls-files", "-z", "--cached", "--others", "--exclude-standard", "--deduplicate"])
            .current_dir(&self.root)
            .output()
            .context("cannot run git")?;
        ensure!(out.status.success(), "git ls-files failed: {}", String::from_utf8_lossy(&out.stderr).trim());
        let text = String::from_utf8(out.stdout).context("a file name is not UTF-8")?;
        Ok(text.split('\0').filter(|f| !f.is_empty() && self.exists(f)).map(str::to_owned).collect())
    }

    /// Rust source as `cargo fmt` would leave it.
    pub(crate) fn rustfmt(&self, source: &str) -> Result<String> {
        let mut child = Command::new("rustfmt")
            .args(["--edition", "2024", "--emit", "stdout", "--quiet"])
            .current_dir(&self.root)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .context("cannot run rustfmt; install it with: rustup component add rustfmt")?;
        if let Some(mut stdin) = child.stdin.take() {
            stdin.write_all(source.as_bytes()).context("cannot write to rustfmt")?;
        }
        let out = child.wait_with_output().context("rustfmt did not finish")?;
        ensure!(out.status.success(), "rustfmt refused generated source");
        String::from_utf8(out.stdout).context("rustfmt printed something that is not UTF-8")
    }

    #[cfg(test)]
    pub(crate) fn at(root: PathBuf) -> Self {
        Self { root }
    }
}
