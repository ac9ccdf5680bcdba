use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "scheduler-config-open",
    title: "kube-scheduler shows its configuration to anyone",
    severity: Severity::Medium,
    confidence: Confidence::High,
    fix: "Set --bind-address=127.0.0.1 and keep authorization on.",
    techniques: &["T1613"],
    aliases: &[],
    page: include_str!("scheduler_config_open.md"),
    products: &["kube-scheduler"],
    asks: &[Ask::get("/configz")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    keys(service, "/configz", &["/componentconfig"], "shows its configuration without a login")
}
