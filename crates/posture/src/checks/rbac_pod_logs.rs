use crate::prelude::*;
use crate::rbac::{Right, role_with};

pub(super) static CHECK: Check = Check {
    id: "rbac-pod-logs",
    title: "Role may read the logs of every pod",
    severity: Severity::Low,
    confidence: Confidence::High,
    fix: "Bind the role in the namespaces whose logs are needed, or read them in the log store, where they are filtered.",
    techniques: &["T1552"],
    aliases: &[],
    page: include_str!("rbac_pod_logs.md"),
    needs: &[],
    judge: Judge::Object(&["ClusterRole"], judge),
};

static RIGHT: Right = Right::new(&["get"], &[("", "pods/log")]);

fn judge(o: &ObjectCx<'_, '_>) -> Verdict {
    role_with(o, &RIGHT, "lets its holders read what programs print")
}
