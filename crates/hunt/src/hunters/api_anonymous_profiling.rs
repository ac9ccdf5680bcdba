use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "api-anonymous-profiling",
    title: "API server profiles itself for anyone",
    severity: Severity::High,
    confidence: Confidence::High,
    fix: "Set --profiling=false, and deny anonymous requests.",
    techniques: &["T1499", "T1613"],
    aliases: &[],
    page: include_str!("api_anonymous_profiling.md"),
    products: &["kubernetes"],
    asks: &[Ask::get("/debug/pprof/")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    marks(service, "/debug/pprof/", &["goroutine", "heap"], "serves its profiler without a login")
}
