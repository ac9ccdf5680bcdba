use crate::prelude::*;

pub(super) static CHECK: Check = Check {
    id: "root-group",
    title: "Pod runs with group 0",
    severity: Severity::Low,
    confidence: Confidence::High,
    fix: "Set runAsGroup, fsGroup and supplementalGroups to groups other than 0.",
    techniques: &[],
    aliases: &["trivy:KSV-0116", "kube-linter:run-as-non-root", "kubescape:C-0211"],
    page: include_str!("root_group.md"),
    needs: &[],
    judge: Judge::Pod(judge),
};

fn judge(pod: &PodCx<'_, '_>) -> Verdict {
    if pod.is_windows() {
        return Verdict::NotApplicable;
    }
    let mut hits: Vec<Hit> = Vec::new();
    if let Some(context) = &pod.spec().security_context {
        // Containers that name a group of their own are judged by that.
        let inherits = pod.containers().any(|c| c.security(|s| s.run_as_group).is_none());
        if context.run_as_group == Some(0) && inherits {
            hits.push(hit(
                "/securityContext/runAsGroup".to_owned(),
                "runAsGroup",
                "its primary group is 0, root",
            ));
        }
        if context.fs_group == Some(0) {
            hits.push(hit(
                "/securityContext/fsGroup".to_owned(),
                "fsGroup",
                "fsGroup 0 puts every container in root's group",
            ));
        }
        if let Some(at) = context.supplemental_groups.iter().position(|group| *group == 0) {
            let pointer = format!("/securityContext/supplementalGroups/{at}");
            hits.push(hit(pointer, "supplementalGroups", "group 0, root, is among its supplementary groups"));
        }
    }
    for c in pod.containers().filter(|c| c.security(|s| s.run_as_group) == Some(0)) {
        let pointer = format!("/{}/{}/securityContext/runAsGroup", c.list.field(), c.index);
        let message = format!("the primary group of container {} is 0, root", c.name());
        hits.push(hit(pointer, c.name(), &message));
    }
    Verdict::of(hits)
}

fn hit(pointer: String, key: &str, message: &str) -> Hit {
    Hit::at(pointer, message).value(0).key(key)
}
