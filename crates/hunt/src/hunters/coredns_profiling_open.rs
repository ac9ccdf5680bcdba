use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "coredns-profiling-open",
    title: "CoreDNS profiles itself for the network",
    severity: Severity::Medium,
    confidence: Confidence::High,
    fix: "Remove the pprof plug-in from the Corefile.",
    techniques: &["T1499"],
    aliases: &[],
    page: include_str!("coredns_profiling_open.md"),
    products: &["coredns"],
    asks: &[Ask::get("/debug/pprof/")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    marks(service, "/debug/pprof/", &["goroutine", "heap"], "serves its profiler without a login")
}
