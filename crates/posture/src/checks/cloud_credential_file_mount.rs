use crate::host_paths::{host_paths, is_inside, is_same, parts, volume_hit};
use crate::prelude::*;

pub(super) static CHECK: Check = Check {
    id: "cloud-credential-file-mount",
    title: "Pod mounts a place where cloud credentials lie on the node",
    severity: Severity::High,
    confidence: Confidence::High,
    fix: "Remove the volume and give the workload an identity of its own with the provider's workload identity.",
    techniques: &["T1552.001"],
    aliases: &["kubescape:C-0020"],
    page: include_str!("cloud_credential_file_mount.md"),
    needs: &[],
    judge: Judge::Pod(judge),
};

/// Files and directories in which providers and their tools keep credentials on a node.
static PLACES: &[&str] =
    &["/etc/kubernetes/azure.json", "/root/.aws", "/root/.azure", "/root/.config/gcloud", "/var/lib/waagent"];

/// Names of such directories in any home.
static NAMES: &[&str] = &[".aws", ".azure", "gcloud"];

fn judge(pod: &PodCx<'_, '_>) -> Verdict {
    let hits = host_paths(pod).filter_map(|(at, volume, path)| {
        if PLACES.iter().any(|place| is_inside(path, place)) || parts(path).any(|name| NAMES.contains(&name))
        {
            let message = format!("volume {} mounts {path}, where cloud credentials are kept", volume.name);
            return Some(volume_hit(at, volume, path, message));
        }
        let place = PLACES.iter().find(|place| is_inside(place, path)).copied();
        let place =
            place.or_else(|| is_home(path).then_some("the users' .aws, .azure and gcloud directories"))?;
        let message = format!("volume {} mounts {path}, which reaches {place}", volume.name);
        Some(volume_hit(at, volume, path, message).confidence(Confidence::Medium))
    });
    Verdict::of(hits.collect())
}

fn is_home(path: &str) -> bool {
    is_same(path, "/home") || (is_inside(path, "/home") && parts(path).count() == 2)
}
