use crate::mounted::judge_mounted;
use crate::prelude::*;

pub(super) static CHECK: Check = Check {
    id: "configmap-mounted",
    title: "Pod mounts a ConfigMap",
    severity: Severity::Info,
    confidence: Confidence::High,
    fix: "Mount only the keys the program reads, and keep credentials out of ConfigMaps.",
    techniques: &[],
    aliases: &["kubescape:C-0258"],
    page: include_str!("configmap_mounted.md"),
    needs: &[],
    judge: Judge::Pod(judge),
};

fn judge(pod: &PodCx<'_, '_>) -> Verdict {
    judge_mounted(
        pod,
        "ConfigMap",
        |volume| volume.config_map.as_ref().map(|c| ("configMap/name", c.name.as_str())),
        |source| source.config_map.as_ref().map(|c| ("configMap/name", c.name.as_str())),
    )
}
