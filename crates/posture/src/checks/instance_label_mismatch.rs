use crate::authored::is_authored;
use crate::prelude::*;

pub(super) static CHECK: Check = Check {
    id: "instance-label-mismatch",
    title: "Instance label and name do not match",
    severity: Severity::Info,
    confidence: Confidence::High,
    fix: "Give app.kubernetes.io/instance the object's name, or the part of it before the first component.",
    techniques: &[],
    aliases: &["polaris:metadataAndInstanceMismatched"],
    page: include_str!("instance_label_mismatch.md"),
    needs: &[],
    judge: Judge::Every(judge),
};

const LABEL: &str = "app.kubernetes.io/instance";

fn judge(o: &ObjectCx<'_, '_>) -> Verdict {
    let Some(instance) = o.object.label(LABEL).filter(|_| is_authored(o.object)) else {
        return Verdict::NotApplicable;
    };
    let name = o.object.name();
    // Charts name their objects <instance>-<component>.
    if name.strip_prefix(instance).is_some_and(|rest| rest.is_empty() || rest.starts_with('-')) {
        return Verdict::Pass;
    }
    let pointer = format!("/metadata/labels/{}", holdfast_inventory::json::escape(LABEL));
    Hit::at(pointer, format!("is named {name}, but belongs to instance {instance}")).value(instance).into()
}
