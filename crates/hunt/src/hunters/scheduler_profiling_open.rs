use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "scheduler-profiling-open",
    title: "kube-scheduler profiles itself for anyone",
    severity: Severity::Medium,
    confidence: Confidence::High,
    fix: "Set --profiling=false and --bind-address=127.0.0.1.",
    techniques: &["T1499"],
    aliases: &[],
    page: include_str!("scheduler_profiling_open.md"),
    products: &["kube-scheduler"],
    asks: &[Ask::get("/debug/pprof/")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    marks(service, "/debug/pprof/", &["goroutine", "heap"], "serves its profiler without a login")
}
