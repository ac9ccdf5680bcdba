use crate::mounted::judge_mounted;
use crate::prelude::*;

pub(super) static CHECK: Check = Check {
    id: "secret-mounted",
    title: "Pod mounts a Secret",
    severity: Severity::Info,
    confidence: Confidence::High,
    fix: "Mount only the keys the program reads, in the one container that reads them.",
    techniques: &["T1552.007"],
    aliases: &["kubescape:C-0255", "kubescape:C-0259"],
    page: include_str!("secret_mounted.md"),
    needs: &[],
    judge: Judge::Pod(judge),
};

fn judge(pod: &PodCx<'_, '_>) -> Verdict {
    judge_mounted(
        pod,
        "Secret",
        |volume| volume.secret.as_ref().map(|s| ("secret/secretName", s.secret_name.as_str())),
        |source| source.secret.as_ref().map(|s| ("secret/name", s.name.as_str())),
    )
}
