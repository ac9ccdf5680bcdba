//! The versions of Kubernetes that `e2e/cluster/` pins, and their binaries, built once and kept in the cache.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use anyhow::{Context as _, Result, bail, ensure};

use super::tools;
use crate::repo::Repo;

/// One Go module per version lies here, in a folder named `v1.34`.
const FOLDER: &str = "e2e/cluster";
/// The one whose node the container engine of current distributions can serve.
const DEFAULT: &str = "1.34";
const PROGRAMS: [&str; 5] =
    ["kube-apiserver", "kube-controller-manager", "kube-scheduler", "kubelet", "kubectl"];

/// A pinned version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Release {
    /// `1.34`.
    pub(crate) minor: String,
    /// `v1.34.4`.
    pub(crate) version: String,
}

impl Release {
    pub(crate) fn default(repo: &Repo) -> Result<Self> {
        Self::pinned(repo, DEFAULT)
    }

    /// The version of one minor, as its module requires it.
    pub(crate) fn pinned(repo: &Repo, minor: &str) -> Result<Self> {
        let minor = minor.trim_start_matches('v');
        let module = format!("{FOLDER}/v{minor}/go.mod");
        if !repo.exists(&module) {
            bail!("version {minor:?} is not pinned: expected one of {}", minors(repo)?.join(", "));
        }
        let text = repo.read(&module)?;
        let version = required(&text).with_context(|| format!("{module} requires no k8s.io/kubernetes"))?;
        Ok(Self { minor: minor.to_owned(), version: version.to_owned() })
    }
}

fn minors(repo: &Repo) -> Result<Vec<String>> {
    let mut minors = Vec::new();
    for entry in fs::read_dir(repo.path(FOLDER)).with_context(|| format!("cannot list {FOLDER}"))? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        minors.extend(name.strip_prefix('v').map(str::to_owned));
    }
    minors.sort_unstable();
    Ok(minors)
}

/// The version of `require k8s.io/kubernetes VERSION`, alone or in a block.
fn required(module: &str) -> Option<&str> {
    module.lines().find_map(|line| {
        let line = line.trim().trim_start_matches("require ");
        line.strip_prefix("k8s.io/kubernetes ")?.split_whitespace().next()
    })
}

/// The folder of a version's binaries.
#[derive(Clone, Debug)]
pub(super) struct Binaries(PathBuf);

impl Binaries {
    pub(super) fn path(&self, program: &str) -> PathBuf {
        self.0.join(program)
    }

    pub(super) fn command(&self, program: &str) -> Command {
        Command::new(self.path(program))
    }
}

/// Builds what the cache does not hold. The first time takes minutes, and says so.
pub(super) fn build(repo: &Repo, release: &Release) -> Result<Binaries> {
    let home = cache()?.join(&release.version);
    let done = home.join("bin");
    if PROGRAMS.iter().all(|program| done.join(program).is_file()) {
        return Ok(Binaries(done));
    }
    println!("building Kubernetes {} from source, once; this takes minutes", release.version);
    let start = Instant::now();
    // Moved into place when whole, so that an interrupted build is not taken for a finished one.
    let half = home.join(format!("build-{}", std::process::id()));
    fs::create_dir_all(&half).with_context(|| format!("cannot make {}", half.display()))?;
    let built = go_build(&repo.path(&format!("{FOLDER}/v{}", release.minor)), release, &half);
    let moved = built.and_then(|()| move_into_place(&half, &done));
    fs::remove_dir_all(&half).with_context(|| format!("cannot remove {}", half.display()))?;
    moved?;
    println!("built in {} s, kept in {}", start.elapsed().as_secs(), done.display());
    Ok(Binaries(done))
}

fn go_build(module: &Path, release: &Release, to: &Path) -> Result<()> {
    let status = tools::command("go")
        .args(["build", "-mod=readonly", "-trimpath", "-buildvcs=false", "-ldflags", &flags(release), "-o"])
        .arg(to)
        .args(PROGRAMS.map(|program| format!("k8s.io/kubernetes/cmd/{program}")))
        .current_dir(module)
        .env("CGO_ENABLED", "0")
        .status()
        .context("cannot run go build")?;
    ensure!(status.success(), "go build failed in {}", module.display());
    Ok(())
}

/// Small binaries that know their version, as the project's own build makes them.
fn flags(release: &Release) -> String {
    let mut flags = "-s -w".to_owned();
    let (major, minor) = release.minor.split_once('.').unwrap_or_default();
    for package in ["k8s.io/component-base/version", "k8s.io/client-go/pkg/version"] {
        for (name, value) in
            [("gitVersion", release.version.as_str()), ("gitMajor", major), ("gitMinor", minor)]
        {
            flags.extend([" -X ", package, ".", name, "=", value]);
        }
    }
    flags
}

fn move_into_place(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to).with_context(|| format!("cannot make {}", to.display()))?;
    for program in PROGRAMS {
        fs::rename(from.join(program), to.join(program))
            .with_context(|| format!("go build made no {program}"))?;
    }
    Ok(())
}

/// `$XDG_CACHE_HOME/holdfast/cluster`.
pub(super) fn cache() -> Result<PathBuf> {
    let base =
        std::env::var_os("XDG_CACHE_HOME").filter(|path| Path::new(path).is_absolute()).map(PathBuf::from);
    let base = base.or_else(|| std::env::var_os("HOME").map(|home| Path::new(&home).join(".cache")));
    Ok(base.context("neither XDG_CACHE_HOME nor HOME is set")?.join("holdfast/cluster"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn version_is_read_from_the_module() {
        for (module, expected) in [
            ("module x\nrequire k8s.io/kubernetes v1.34.4\n", Some("v1.34.4")),
            ("require (\n\tk8s.io/kubernetes v1.31.2 // indirect\n)\n", Some("v1.31.2")),
            ("replace k8s.io/api => k8s.io/api v0.34.4\n", None),
        ] {
            assert_eq!(required(module), expected, "{module}");
        }
    }
}
