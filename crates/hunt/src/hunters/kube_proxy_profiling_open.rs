use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "kube-proxy-profiling-open",
    title: "kube-proxy profiles itself for the network",
    severity: Severity::Medium,
    confidence: Confidence::High,
    fix: "Set enableProfiling: false and metricsBindAddress: 127.0.0.1:10249.",
    techniques: &["T1499"],
    aliases: &[],
    page: include_str!("kube_proxy_profiling_open.md"),
    products: &["kube-proxy"],
    asks: &[Ask::get("/debug/pprof/")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    marks(service, "/debug/pprof/", &["goroutine", "heap"], "serves its profiler without a login")
}
