use holdfast_inventory::view::Controller;

use crate::prelude::*;

pub(super) static CHECK: Check = Check {
    id: "cronjob-deadline-missing",
    title: "CronJob has no starting deadline",
    severity: Severity::Info,
    confidence: Confidence::High,
    fix: "Set startingDeadlineSeconds.",
    techniques: &[],
    aliases: &["kube-score:cronjob-has-deadline"],
    page: include_str!("cronjob_deadline_missing.md"),
    needs: &[],
    judge: Judge::Object(&["CronJob"], judge),
};

fn judge(o: &ObjectCx<'_, '_>) -> Verdict {
    let Some(controller) = o.object.view::<Controller<'_>>() else { return Verdict::NotApplicable };
    let message = "sets no startingDeadlineSeconds: a missed run is made up however late";
    let absent = controller.spec.starting_deadline_seconds.is_none();
    Verdict::unless(absent.then(|| Hit::at("/spec/startingDeadlineSeconds", message)))
}
