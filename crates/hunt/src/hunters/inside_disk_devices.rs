use crate::inside::Inside;
use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "inside-disk-devices",
    title: "Disks of the node are here",
    severity: Severity::Critical,
    confidence: Confidence::High,
    fix: "Set privileged: false, and remove device plug-ins that are not needed.",
    techniques: &["T1611"],
    aliases: &[],
    page: include_str!("inside_disk_devices.md"),
    products: &[],
    asks: &[],
    judge: Judge::Inside(judge),
};

fn judge(pod: &Inside) -> Verdict {
    if !pod.in_pod {
        return Verdict::NotApplicable;
    }
    Verdict::of(
        (!pod.devices.is_empty()).then(|| Hit::fact("has disks of its node in /dev", pod.devices.join(", "))),
    )
}
