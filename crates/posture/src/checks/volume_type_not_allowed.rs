use crate::prelude::*;

pub(super) static CHECK: Check = Check {
    id: "volume-type-not-allowed",
    title: "Volume type is outside the restricted set",
    severity: Severity::Low,
    confidence: Confidence::High,
    fix: "Use a persistentVolumeClaim, csi, ephemeral, emptyDir, configMap, secret, projected or downwardAPI volume.",
    techniques: &[],
    aliases: &["trivy:KSV-0028", "psa:restrictedVolumes"],
    page: include_str!("volume_type_not_allowed.md"),
    needs: &[],
    judge: Judge::Pod(judge),
};

/// Source: <https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted>.
static ALLOWED: &[&str] = &[
    "configMap",
    "csi",
    "downwardAPI",
    "emptyDir",
    "ephemeral",
    "persistentVolumeClaim",
    "projected",
    "secret",
];

fn judge(pod: &PodCx<'_, '_>) -> Verdict {
    let volumes = pod.spec().volumes.iter().enumerate();
    let hits = volumes.filter_map(|(at, volume)| {
        // Without a source a volume is an emptyDir.
        let source = volume.sources.iter().find(|source| !ALLOWED.contains(&source.as_str()))?;
        let message =
            format!("volume {} is of type {source}, which the restricted level does not allow", volume.name);
        Some(Hit::at(format!("/volumes/{at}/{source}"), message).key(volume.name.as_str()))
    });
    Verdict::of(hits.collect())
}
