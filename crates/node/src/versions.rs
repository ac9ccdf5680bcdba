//! Versions and the node's name, from what names them without starting anything.

use std::collections::BTreeMap;

use holdfast_inventory::node::{Component, Fact, Platform, PlatformKind, SourceKind, Versions, Why};
use serde_json::Value;

use crate::component::text_of;
use crate::cx::Cx;
use crate::gather::Options;
use crate::host::View;
use crate::manifest::StaticPods;
use crate::system;

/// Bytes of Debian's list of installed packages.
const PACKAGES: usize = 32 * 1024 * 1024;

pub(crate) fn gather(
    cx: &Cx<'_>,
    pods: &StaticPods,
    platform: &Fact<Platform>,
    release: &Fact<BTreeMap<String, String>>,
    options: &Options,
) -> Versions {
    let os = |fields: BTreeMap<String, String>| {
        fields.get("PRETTY_NAME").or(fields.get("NAME")).cloned().unwrap_or_default()
    };
    Versions {
        kubernetes: kubernetes(cx, pods, platform, release, options),
        etcd: by_image(pods, &["etcd"])
            .unwrap_or_else(|| Fact::unknown(Why::NotGiven, "no manifest names its image")),
        container_runtime: Fact::unknown(Why::NotGiven, "the API server's Node object tells it"),
        kernel: system::kernel(cx),
        os: release.clone().map(os),
    }
}

fn kubernetes(
    cx: &Cx<'_>,
    pods: &StaticPods,
    platform: &Fact<Platform>,
    release: &Fact<BTreeMap<String, String>>,
    options: &Options,
) -> Fact<String> {
    if let Some(version) = &options.kubernetes_version {
        return Fact::value(version.trim_start_matches('v').to_owned(), SourceKind::Given, "the API server");
    }
    let programs = ["kube-apiserver", "kube-controller-manager", "kube-scheduler", "kube-proxy"];
    if let Some(found) = by_image(pods, &programs) {
        return found;
    }
    // Bottlerocket's variants: aws-k8s-1.34.
    let variant = release.get().and_then(|fields| fields.get("VARIANT_ID")?.rsplit_once("-k8s-"));
    if let Some((_, version)) = variant {
        let version = version.split('-').next().unwrap_or(version).to_owned();
        return Fact::value(version, SourceKind::File, "/etc/os-release");
    }
    let kind = platform.get().map(|platform| platform.kind);
    let snap = "/snap/microk8s/current/meta/snap.yaml";
    if kind == Some(PlatformKind::Microk8s)
        && let Ok(document) = cx.document(View::Host, snap)
        && let Some(version) = document.get("version").and_then(Value::as_str)
    {
        return Fact::value(version.trim_start_matches('v').to_owned(), SourceKind::File, snap);
    }
    debian_package(cx, "kubelet").unwrap_or_else(|| {
        Fact::unknown(Why::NotGiven, "no image, package list or operating system names it")
    })
}

/// The tag of the image that runs one of the programs, when it is a version.
fn by_image(pods: &StaticPods, programs: &[&str]) -> Option<Fact<String>> {
    let pod = pods.running(programs)?;
    let image = pod.image.as_deref()?.split('@').next()?;
    let (_, tag) = image.rsplit_once(':')?;
    let tag = tag.trim_start_matches('v');
    // Builds of distributions add to the version: 1.34.1-rke2r1, 3.6.5-0.
    let version = tag.split(['-', '+']).next()?;
    let is_version = version.contains('.') && version.split('.').all(|part| part.parse::<u32>().is_ok());
    is_version.then(|| Fact::value(version.to_owned(), SourceKind::Manifest, pod.path.clone()))
}

/// The installed version of a package, without its packaging's own number.
fn debian_package(cx: &Cx<'_>, name: &str) -> Option<Fact<String>> {
    let path = "/var/lib/dpkg/status";
    let bytes = cx.host.read(View::Host, path, PACKAGES).ok()?;
    let text = String::from_utf8_lossy(&bytes);
    let at = text.find(&format!("Package: {name}\n"))?;
    let entry = text.get(at..)?.split("\n\n").next()?;
    let version = entry.lines().find_map(|line| line.strip_prefix("Version: "))?;
    let version = version.split(['-', '+', '~']).next()?.to_owned();
    Some(Fact::value(version, SourceKind::File, path))
}

/// The name the kubelet registers: its flag, else the host's name.
pub(crate) fn node_name(cx: &Cx<'_>, kubelet: Option<&Component>) -> Fact<String> {
    if let Some(component) = kubelet
        && let Some(name) = text_of(&component.flags, "hostname-override")
        && let Some(setting) = component.flags.get("hostname-override")
    {
        return Fact::Value { value: name.to_owned(), source: setting.source.clone() };
    }
    let kernel = system::line(cx, "/proc/sys/kernel/hostname");
    let named = kernel.get().is_some_and(|name| !name.is_empty());
    let fact = if named { kernel } else { system::line(cx, "/etc/hostname") };
    fact.map(|name| name.to_ascii_lowercase())
}
