use crate::host_paths::{host_paths, volume_hit};
use crate::prelude::*;

pub(super) static CHECK: Check = Check {
    id: "host-path-volume",
    title: "Pod mounts a path of its node",
    severity: Severity::Medium,
    confidence: Confidence::High,
    fix: "Replace the hostPath volume by a configMap, a persistentVolumeClaim, a local volume or an emptyDir.",
    techniques: &["T1611"],
    aliases: &[
        "kubescape:C-0048",
        "kubescape:C-0203",
        "trivy:KSV-0023",
        "polaris:hostPathSet",
        "prowler:core_minimize_hostpath_volume_mounts",
        "psa:hostPathVolumes",
    ],
    page: include_str!("host_path_volume.md"),
    needs: &[],
    judge: Judge::Pod(judge),
};

fn judge(pod: &PodCx<'_, '_>) -> Verdict {
    let hits = host_paths(pod).map(|(at, volume, path)| {
        volume_hit(at, volume, path, format!("volume {} mounts {path} of the node", volume.name))
    });
    Verdict::of(hits.collect())
}
