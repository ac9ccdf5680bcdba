use crate::prelude::*;

pub(super) static CHECK: Check = Check {
    id: "writable-root-fs",
    title: "Container can change its own files",
    severity: Severity::Medium,
    confidence: Confidence::High,
    fix: "Set securityContext.readOnlyRootFilesystem to true and mount volumes where the program must write.",
    techniques: &["T1525"],
    aliases: &[
        "kubescape:C-0017",
        "trivy:KSV-0014",
        "kube-linter:no-read-only-root-fs",
        "polaris:notReadOnlyRootFilesystem",
        "checkov:CKV_K8S_22",
        "kubesec:ReadOnlyRootFilesystem",
        "kube-score:container-security-context-readonlyrootfilesystem",
        "prowler:core_readonly_root_filesystem_enabled",
    ],
    page: include_str!("writable_root_fs.md"),
    needs: &[],
    judge: Judge::Container(judge),
};

const FIELD: &str = "/securityContext/readOnlyRootFilesystem";

fn judge(c: &ContainerCx<'_, '_>) -> Verdict {
    if c.pod.is_windows() {
        return Verdict::NotApplicable;
    }
    match c.security(|s| s.read_only_root_filesystem) {
        Some(true) => Verdict::Pass,
        Some(false) => {
            Hit::at(FIELD, "its root file system is writable").value(false).set(FIELD, true).into()
        }
        None => {
            Hit::at(FIELD, "its root file system is writable, which is the default").set(FIELD, true).into()
        }
    }
}
