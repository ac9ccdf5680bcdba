use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "controller-manager-profiling-open",
    title: "kube-controller-manager profiles itself for anyone",
    severity: Severity::Medium,
    confidence: Confidence::High,
    fix: "Set --profiling=false and --bind-address=127.0.0.1.",
    techniques: &["T1499"],
    aliases: &[],
    page: include_str!("controller_manager_profiling_open.md"),
    products: &["kube-controller-manager"],
    asks: &[Ask::get("/debug/pprof/")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    marks(service, "/debug/pprof/", &["goroutine", "heap"], "serves its profiler without a login")
}
