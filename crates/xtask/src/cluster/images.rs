//! Container images made of the distribution's static busybox: nothing comes from a registry.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result};
use serde_json::json;

use super::instance::Instance;
use super::tools::{self, output};

/// Holds the namespaces of a pod.
pub(crate) const PAUSE: &str = "holdfast.example/pause:1";
/// A web server on port 8080 that does not run as root; with a shell, to be exec'd into.
pub(crate) const WEB: &str = "holdfast.example/web:1";

/// Programs inside the images: names of the one binary.
const PROGRAMS: &[&str] = &[
    "cat", "cp", "echo", "env", "false", "httpd", "id", "ls", "mount", "nc", "ps", "sh", "sleep", "touch",
    "true", "wget",
];

/// Makes the images and gives them to the container engine.
pub(super) fn import(instance: &Instance, socket: &str) -> Result<()> {
    let archive = instance.path("images.tar");
    make(instance, &archive)?;
    output(
        tools::command("ctr")
            .args(["--address", socket, "--namespace", "k8s.io", "images", "import"])
            .arg(&archive),
    )
    .map(drop)
}

/// An OCI layout of one layer and two configurations.
fn make(instance: &Instance, archive: &Path) -> Result<()> {
    let (root, layout) = (instance.path("rootfs"), instance.path("layout"));
    fill(&root).context("cannot make the images' files")?;
    fs::create_dir_all(layout.join("blobs/sha256")).context("cannot make the images' layout")?;
    let layer = instance.path("layer.tar");
    tar(&root, &layer)?;
    let diff = digest(&layer)?;
    let layer = blob(&layout, &layer, "application/vnd.oci.image.layer.v1.tar")?;
    let mut manifests = Vec::new();
    for (name, user, command) in [
        (PAUSE, "65534", ["/bin/sleep", "2147483647"].as_slice()),
        (WEB, "65534", ["/bin/httpd", "-f", "-v", "-p", "8080", "-h", "/www"].as_slice()),
    ] {
        let config = json!({
            "architecture": architecture(), "os": "linux",
            "config": {"User": user, "Env": ["PATH=/bin"], "Entrypoint": command, "WorkingDir": "/"},
            "rootfs": {"type": "layers", "diff_ids": [format!("sha256:{diff}")]},
        });
        let config = text_blob(instance, &layout, &config, "application/vnd.oci.image.config.v1+json")?;
        let kind = "application/vnd.oci.image.manifest.v1+json";
        let manifest = json!({"schemaVersion": 2, "mediaType": kind, "config": config, "layers": [layer]});
        let mut manifest = text_blob(instance, &layout, &manifest, kind)?;
        if let Some(fields) = manifest.as_object_mut() {
            fields.insert("annotations".to_owned(), json!({"io.containerd.image.name": name}));
        }
        manifests.push(manifest);
    }
    let index = json!({"schemaVersion": 2, "manifests": manifests});
    fs::write(layout.join("index.json"), index.to_string()).context("cannot write the images' index")?;
    fs::write(layout.join("oci-layout"), r#"{"imageLayoutVersion": "1.0.0"}"#)
        .context("cannot write the layout")?;
    tar(&layout, archive)
}

fn fill(root: &Path) -> std::io::Result<()> {
    for folder in ["bin", "dev", "etc", "proc", "sys", "tmp", "www"] {
        fs::create_dir_all(root.join(folder))?;
    }
    fs::copy(tools::BUSYBOX, root.join("bin/busybox"))?;
    for program in PROGRAMS {
        std::os::unix::fs::symlink("busybox", root.join("bin").join(program))?;
    }
    fs::write(root.join("etc/passwd"), "root:x:0:0::/:/bin/sh\nnobody:x:65534:65534::/:/bin/sh\n")?;
    fs::write(root.join("www/index.html"), "holdfast test server\n")
}

/// The same bytes for the same files.
fn tar(folder: &Path, to: &Path) -> Result<()> {
    output(
        tools::command("tar")
            .args(["--sort=name", "--mtime=@0", "--owner=0", "--group=0", "--numeric-owner", "-cf"])
            .arg(to)
            .arg("-C")
            .arg(folder)
            .arg("."),
    )
    .map(drop)
}

fn digest(file: &Path) -> Result<String> {
    let line = output(tools::command("sha256sum").arg(file))?;
    Ok(line.split_whitespace().next().context("sha256sum printed nothing")?.to_owned())
}

/// Moves a file among the blobs; its descriptor.
fn blob(layout: &Path, file: &Path, kind: &str) -> Result<serde_json::Value> {
    let digest = digest(file)?;
    let size = fs::metadata(file).with_context(|| format!("cannot read {}", file.display()))?.len();
    fs::rename(file, layout.join("blobs/sha256").join(&digest)).context("cannot keep a blob")?;
    Ok(json!({"mediaType": kind, "digest": format!("sha256:{digest}"), "size": size}))
}

fn text_blob(
    instance: &Instance,
    layout: &Path,
    value: &serde_json::Value,
    kind: &str,
) -> Result<serde_json::Value> {
    let file = instance.path("blob.json");
    fs::write(&file, value.to_string()).context("cannot write a blob")?;
    blob(layout, &file, kind)
}

/// The machine's, as image configurations call it.
fn architecture() -> &'static str {
    if cfg!(target_arch = "aarch64") { "arm64" } else { "amd64" }
}
