use holdfast_inventory::view::Controller;

use crate::prelude::*;

pub(super) static CHECK: Check = Check {
    id: "job-ttl-wrong",
    title: "Finished jobs are not cleaned up as meant",
    severity: Severity::Info,
    confidence: Confidence::High,
    fix: "Set ttlSecondsAfterFinished on a standalone Job; under a CronJob use its history limits instead.",
    techniques: &[],
    aliases: &["kube-linter:job-ttl-seconds-after-finished"],
    page: include_str!("job_ttl_wrong.md"),
    needs: &[],
    judge: Judge::Object(&["Job", "CronJob"], judge),
};

const TTL: &str = "/spec/ttlSecondsAfterFinished";
const CRON_TTL: &str = "/spec/jobTemplate/spec/ttlSecondsAfterFinished";

fn judge(o: &ObjectCx<'_, '_>) -> Verdict {
    let Some(controller) = o.object.view::<Controller<'_>>() else { return Verdict::NotApplicable };
    if o.object.kind() == "CronJob" {
        let ttl = controller.spec.job_template.and_then(|template| template.spec.ttl_seconds_after_finished);
        let message = "sets a TTL on its jobs, which works against its own history limits";
        return Verdict::unless(ttl.map(|ttl| Hit::at(CRON_TTL, message).value(ttl).remove(CRON_TTL)));
    }
    if o.object.owner_name().is_some() {
        return Verdict::NotApplicable;
    }
    let kept = controller.spec.ttl_seconds_after_finished.is_none();
    Verdict::unless(kept.then(|| {
        Hit::at(TTL, "sets no ttlSecondsAfterFinished: it and its pods stay for ever once finished")
    }))
}
