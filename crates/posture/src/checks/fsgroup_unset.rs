use holdfast_inventory::view::Volume;

use crate::prelude::*;

pub(super) static CHECK: Check = Check {
    id: "fsgroup-unset",
    title: "Volumes are mounted without a group of their own",
    severity: Severity::Low,
    confidence: Confidence::High,
    fix: "Set the pod's securityContext.fsGroup to the group that may use the volumes, and fsGroupChangePolicy to OnRootMismatch.",
    techniques: &[],
    aliases: &["kubescape:C-0211"],
    page: include_str!("fsgroup_unset.md"),
    needs: &[],
    judge: Judge::Pod(judge),
};

/// Sources whose files the kubelet hands to `fsGroup` and that outlive a container's own files.
/// Source: the volume plugins' `SupportsOwnership`/`Managed` attribute; network shares and host paths have none.
static OWNED: &[&str] = &[
    "awsElasticBlockStore",
    "azureDisk",
    "cinder",
    "csi",
    "ephemeral",
    "fc",
    "flexVolume",
    "gcePersistentDisk",
    "iscsi",
    "persistentVolumeClaim",
    "portworxVolume",
    "rbd",
    "vsphereVolume",
];

fn judge(pod: &PodCx<'_, '_>) -> Verdict {
    if pod.is_windows() {
        return Verdict::NotApplicable;
    }
    let Some(volume) = owned_mount(pod) else { return Verdict::NotApplicable };
    if pod.security(|s| s.fs_group).is_some() {
        return Verdict::Pass;
    }
    let message =
        format!("mounts volume {volume} without an fsGroup: who may use its files is left to chance");
    Hit::at("/securityContext/fsGroup", message).into()
}

/// The first mounted volume whose group could be set.
fn owned_mount<'p>(pod: &'p PodCx<'_, '_>) -> Option<&'p str> {
    let spec = pod.spec();
    let containers = spec.init_containers.iter().chain(&spec.containers).chain(&spec.ephemeral_containers);
    let mut mounts = containers.flat_map(|c| &c.volume_mounts);
    // What a StatefulSet mounts and does not declare comes from its claim templates.
    let from_template = pod.object.kind() == "StatefulSet";
    let owned = mounts.find(|mount| pod.volume(&mount.name).map_or(from_template, is_owned));
    owned.map(|mount| mount.name.as_str())
}

fn is_owned(volume: &Volume<'_>) -> bool {
    volume.sources.iter().any(|source| OWNED.contains(&source.as_str()))
}
