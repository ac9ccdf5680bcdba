use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "etcd-profiling-open",
    title: "etcd profiles itself for anyone",
    severity: Severity::High,
    confidence: Confidence::High,
    fix: "Remove --enable-pprof.",
    techniques: &["T1499"],
    aliases: &[],
    page: include_str!("etcd_profiling_open.md"),
    products: &["etcd"],
    asks: &[Ask::get("/debug/pprof/")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    marks(service, "/debug/pprof/", &["goroutine", "heap"], "serves its profiler without a login")
}
