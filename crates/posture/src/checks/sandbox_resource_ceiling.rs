use crate::prelude::*;
use crate::resources::limit;
use crate::sandbox::is_untrusted;

pub(super) static CHECK: Check = Check {
    id: "sandbox-resource-ceiling",
    title: "Untrusted workload has no ceiling for CPU or memory",
    severity: Severity::High,
    confidence: Confidence::High,
    fix: "Set resources.limits for cpu and memory on every container of the workload.",
    techniques: &["T1496"],
    aliases: &["kubescape:C-0303"],
    page: include_str!("sandbox_resource_ceiling.md"),
    needs: &["LimitRange"],
    judge: Judge::Container(judge),
};

fn judge(c: &ContainerCx<'_, '_>) -> Verdict {
    if c.list == ContainerList::EphemeralContainers || !is_untrusted(c.pod) {
        return Verdict::NotApplicable;
    }
    let mut hits = Vec::new();
    for resource in ["cpu", "memory"] {
        match limit(c, resource) {
            Verdict::Fail(missing) => hits.extend(missing),
            Verdict::NotAssessed(why) => return Verdict::NotAssessed(why),
            Verdict::Pass | Verdict::NotApplicable => {}
        }
    }
    for hit in &mut hits {
        hit.message = format!("runs untrusted code and {}", hit.message);
    }
    Verdict::of(hits)
}
