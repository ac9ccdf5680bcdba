//! One cluster: its folder in the cache, what it started, and how all of it goes away.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context as _, Result};

use super::process::{self, Started};
use super::{node, options, releases};

/// Written by programs of this cluster as they start, in that order.
const PROCESSES: &str = "processes.json";
/// One line on what this cluster is.
const ABOUT: &str = "about.txt";

/// The folder of a cluster. It may be running, or what a crash left.
#[derive(Debug)]
pub(crate) struct Instance {
    name: String,
    home: PathBuf,
}

impl Instance {
    /// An empty folder under this name; whatever had the name before is ended and removed.
    pub(super) fn create(name: &str) -> Result<Self> {
        let instance = Self::named(name)?;
        instance.down()?;
        for folder in ["logs", "pki"] {
            let folder = instance.home.join(folder);
            fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
        }
        Ok(instance)
    }

    pub(super) fn named(name: &str) -> Result<Self> {
        options::check_name(name)?;
        Ok(Self { name: name.to_owned(), home: folder()?.join(name) })
    }

    /// Every instance of this user, running or not.
    pub(super) fn all() -> Result<Vec<Self>> {
        let Ok(entries) = fs::read_dir(folder()?) else { return Ok(Vec::new()) };
        let mut names: Vec<String> =
            entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
        names.sort_unstable();
        names.iter().filter(|name| options::check_name(name).is_ok()).map(|name| Self::named(name)).collect()
    }

    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    pub(crate) fn path(&self, relative: &str) -> PathBuf {
        self.home.join(relative)
    }

    /// The administrator's kubeconfig.
    pub(crate) fn kubeconfig(&self) -> PathBuf {
        self.path("admin.kubeconfig")
    }

    /// True when a kubelet of this cluster runs.
    pub(crate) fn has_node(&self) -> bool {
        self.started()
            .iter()
            .any(|started| started.name == "kubelet" && process::is_marked(started.pid, &self.home))
    }

    pub(super) fn home(&self) -> &Path {
        &self.home
    }

    /// A path inside the folder as text, for flags and configuration files.
    pub(super) fn text(&self, relative: &str) -> String {
        self.path(relative).to_string_lossy().into_owned()
    }

    pub(super) fn write(&self, relative: &str, text: &str) -> Result<()> {
        let path = self.path(relative);
        fs::write(&path, text).with_context(|| format!("cannot write {}", path.display()))
    }

    /// Starts a program of this cluster and notes it.
    pub(super) fn spawn(&self, name: &str, command: &mut std::process::Command) -> Result<Started> {
        let started = process::spawn(name, command, &self.home)?;
        let mut all = self.started();
        all.push(started.clone());
        self.write(PROCESSES, &serde_json::to_string(&all)?)?;
        Ok(started)
    }

    pub(super) fn describe(&self, about: &str) -> Result<()> {
        self.write(ABOUT, about)
    }

    fn started(&self) -> Vec<Started> {
        let text = fs::read_to_string(self.path(PROCESSES)).unwrap_or_default();
        serde_json::from_str(&text).unwrap_or_default()
    }

    /// What runs, and how one uses it.
    pub(crate) fn tell(&self) {
        let about = fs::read_to_string(self.path(ABOUT)).unwrap_or_else(|_| "did not start whole".to_owned());
        println!("cluster {}: {}", self.name, about.trim());
        for Started { name, pid } in self.started() {
            let state = if process::is_marked(pid, &self.home) { "runs" } else { "ENDED" };
            println!(
                "  {name:<24} {state} as {pid}, log {}",
                self.path(&format!("logs/{name}.log")).display()
            );
        }
        println!("  use it:   export KUBECONFIG={}", self.kubeconfig().display());
        println!("  kubectl:  {}", self.path("kubectl").display());
        println!("  stop it:  cargo xtask cluster down --name {}", self.name);
    }

    /// Copies the logs where `down` does not remove them.
    pub(super) fn keep_logs(&self) -> String {
        let kept = std::env::temp_dir().join(format!("holdfast-cluster-{}-logs", self.name));
        drop(fs::remove_dir_all(&kept));
        let copied = fs::create_dir_all(&kept).and_then(|()| {
            fs::read_dir(self.path("logs"))?
                .flatten()
                .try_for_each(|entry| fs::copy(entry.path(), kept.join(entry.file_name())).map(drop))
        });
        copied.map_or_else(|error| format!("lost ({error})"), |()| kept.display().to_string())
    }

    /// Ends everything of this cluster and removes its folder. What is not there is no error.
    pub(crate) fn down(&self) -> Result<()> {
        let mut started: Vec<u32> = self.started().iter().map(|started| started.pid).collect();
        // The last one started depends on the ones before.
        while let Some(pid) = started.pop() {
            if pid > 0 && process::is_marked(pid, &self.home) {
                process::end(&[pid], &self.home, Duration::from_secs(5))?;
            }
            node::end_pods(self)?;
        }
        process::end(&process::marked(&self.home), &self.home, Duration::from_secs(2))?;
        node::clean(self)?;
        if self.home.exists() {
            fs::remove_dir_all(&self.home)
                .with_context(|| format!("cannot remove {}", self.home.display()))?;
        }
        Ok(())
    }
}

fn folder() -> Result<PathBuf> {
    Ok(releases::cache()?.join("instances"))
}
