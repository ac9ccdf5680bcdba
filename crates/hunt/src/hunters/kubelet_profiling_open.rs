use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "kubelet-profiling-open",
    title: "Kubelet profiles itself for anyone",
    severity: Severity::Medium,
    confidence: Confidence::High,
    fix: "Set enableProfilingHandler: false, and turn anonymous access off.",
    techniques: &["T1499"],
    aliases: &[],
    page: include_str!("kubelet_profiling_open.md"),
    products: &["kubelet"],
    asks: &[Ask::get("/debug/pprof/")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    marks(service, "/debug/pprof/", &["goroutine", "heap"], "serves its profiler without a login")
}
