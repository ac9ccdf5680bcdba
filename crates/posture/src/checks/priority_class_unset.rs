use crate::prelude::*;
use crate::refs;

pub(super) static CHECK: Check = Check {
    id: "priority-class-unset",
    title: "No priority class",
    severity: Severity::Info,
    confidence: Confidence::High,
    fix: "Name a PriorityClass that exists in priorityClassName.",
    techniques: &[],
    aliases: &["kube-linter:priority-class-name", "polaris:priorityClassNotSet"],
    page: include_str!("priority_class_unset.md"),
    needs: &["PriorityClass"],
    judge: Judge::Pod(judge),
};

const CLASS: &str = "/priorityClassName";
/// Classes every cluster has.
const BUILT_IN: &[&str] = &["system-cluster-critical", "system-node-critical"];

fn judge(p: &PodCx<'_, '_>) -> Verdict {
    let snapshot = p.cx.snapshot();
    let Some(name) = p.spec().priority_class_name.as_deref().filter(|name| !name.is_empty()) else {
        if p.cx.defaults.global_priority(snapshot) {
            return Verdict::Pass;
        }
        return Hit::at(CLASS, "names no priority class: it counts as no more important than anything else")
            .into();
    };
    if BUILT_IN.contains(&name) || snapshot.find("PriorityClass", "", name).is_some() {
        return Verdict::Pass;
    }
    Hit::at(CLASS, format!("its priority class {name} does not exist"))
        .value(name)
        .confidence(refs::absence(p.cx))
        .into()
}
