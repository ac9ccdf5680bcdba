use holdfast_inventory::view::Controller;

use crate::prelude::*;

pub(super) static CHECK: Check = Check {
    id: "cronjob-inventory",
    title: "A CronJob starts pods again and again",
    severity: Severity::Info,
    confidence: Confidence::High,
    fix: "Look whether the CronJob is known, wanted and still needed.",
    techniques: &["T1053.007"],
    aliases: &["kubescape:C-0026"],
    page: include_str!("cronjob_inventory.md"),
    needs: &[],
    judge: Judge::Object(&["CronJob"], judge),
};

fn judge(o: &ObjectCx<'_, '_>) -> Verdict {
    let Some(controller) = o.object.view::<Controller<'_>>() else { return Verdict::NotApplicable };
    if controller.spec.suspend == Some(true) {
        return Verdict::Pass;
    }
    let schedule = controller.spec.schedule.unwrap_or_default();
    Hit::at("/spec/schedule", format!("starts pods on the schedule {schedule:?}")).value(schedule).into()
}
