use crate::capabilities::judge_named;
use crate::prelude::*;

pub(super) static CHECK: Check = Check {
    id: "cap-sys-module",
    title: "Container may load kernel modules",
    severity: Severity::High,
    confidence: Confidence::High,
    fix: "Remove SYS_MODULE from capabilities.add; load modules on the node when it boots.",
    techniques: &["T1611"],
    aliases: &["kubescape:C-0046", "trivy:KSV-0120"],
    page: include_str!("cap_sys_module.md"),
    needs: &[],
    judge: Judge::Container(judge),
};

fn judge(c: &ContainerCx<'_, '_>) -> Verdict {
    judge_named(c, "SYS_MODULE", "it can load code into the node's kernel")
}
