use crate::capabilities::judge_named;
use crate::prelude::*;

pub(super) static CHECK: Check = Check {
    id: "cap-sys-admin",
    title: "Container holds SYS_ADMIN",
    severity: Severity::High,
    confidence: Confidence::High,
    fix: "Remove SYS_ADMIN from capabilities.add; use a narrower capability or let a node agent do the privileged part.",
    techniques: &["T1611"],
    aliases: &[
        "kubescape:C-0046",
        "trivy:KSV-0005",
        "polaris:dangerousCapabilities",
        "checkov:CKV_K8S_39",
        "kubesec:CapSysAdmin",
    ],
    page: include_str!("cap_sys_admin.md"),
    needs: &[],
    judge: Judge::Container(judge),
};

fn judge(c: &ContainerCx<'_, '_>) -> Verdict {
    judge_named(c, "SYS_ADMIN", "it can mount file systems, enter namespaces and so leave the container")
}
