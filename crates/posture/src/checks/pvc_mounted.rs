use crate::mounted::judge_mounted;
use crate::prelude::*;

pub(super) static CHECK: Check = Check {
    id: "pvc-mounted",
    title: "Pod mounts a persistent volume claim",
    severity: Severity::Info,
    confidence: Confidence::High,
    fix: "Mount the claim read-only where the program only reads.",
    techniques: &["T1005"],
    aliases: &["kubescape:C-0257"],
    page: include_str!("pvc_mounted.md"),
    needs: &[],
    judge: Judge::Pod(judge),
};

fn judge(pod: &PodCx<'_, '_>) -> Verdict {
    if pod.object.kind() != "StatefulSet" {
        return claims(pod);
    }
    match (claims(pod), from_templates(pod)) {
        (Verdict::Fail(mut hits), more) => {
            hits.extend(more);
            Verdict::Fail(hits)
        }
        (_, more) => Verdict::of(more),
    }
}

fn claims(pod: &PodCx<'_, '_>) -> Verdict {
    judge_mounted(
        pod,
        "claim",
        |volume| {
            volume
                .persistent_volume_claim
                .as_ref()
                .map(|c| ("persistentVolumeClaim/claimName", c.claim_name.as_str()))
        },
        |_| None,
    )
}

/// What a StatefulSet mounts and does not declare comes from its claim templates.
fn from_templates(pod: &PodCx<'_, '_>) -> Vec<Hit> {
    let mounts = pod.containers().flat_map(|c| {
        let base = format!("/{}/{}", c.list.field(), c.index);
        c.container
            .volume_mounts
            .iter()
            .enumerate()
            .map(move |(at, mount)| (format!("{base}/volumeMounts/{at}/name"), mount))
    });
    let mut hits: Vec<Hit> = Vec::new();
    for (pointer, mount) in mounts.filter(|(_, mount)| pod.volume(&mount.name).is_none()) {
        let name = mount.name.as_str();
        if hits.iter().all(|hit| hit.key != name) {
            hits.push(
                Hit::at(pointer, format!("mounts a claim of its own for each pod, {name}"))
                    .value(name)
                    .key(name),
            );
        }
    }
    hits
}
