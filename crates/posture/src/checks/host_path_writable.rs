use crate::prelude::*;

pub(super) static CHECK: Check = Check {
    id: "host-path-writable",
    title: "Container can write to a path of its node",
    severity: Severity::High,
    confidence: Confidence::High,
    fix: "Set readOnly to true on the mount, or replace the hostPath volume.",
    techniques: &["T1611"],
    aliases: &["kubescape:C-0045", "kube-linter:writable-host-mount"],
    page: include_str!("host_path_writable.md"),
    needs: &[],
    judge: Judge::Container(judge),
};

fn judge(c: &ContainerCx<'_, '_>) -> Verdict {
    let writable = c.mounts().filter(|(_, mount, _)| mount.read_only != Some(true));
    let hits = writable.filter_map(|(at, mount, volume)| {
        let path = &volume.host_path.as_ref()?.path;
        let pointer = format!("/volumeMounts/{at}/readOnly");
        let hit =
            Hit::at(pointer.as_str(), format!("can write to {path} of the node, at {}", mount.mount_path))
                .key(format!("{}:{}", mount.name, mount.mount_path))
                .fact(format!("volume {} is hostPath {path}", volume.name))
                .set(pointer, true);
        Some(match mount.read_only {
            Some(value) => hit.value(value),
            None => hit,
        })
    });
    Verdict::of(hits.collect())
}
