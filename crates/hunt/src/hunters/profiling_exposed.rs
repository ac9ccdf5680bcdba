use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "profiling-exposed",
    title: "A Go service profiles itself for anyone",
    severity: Severity::Medium,
    confidence: Confidence::High,
    fix: "Serve net/http/pprof on 127.0.0.1 only.",
    techniques: &["T1499", "T1613"],
    aliases: &[],
    page: include_str!("profiling_exposed.md"),
    products: &[],
    asks: &[Ask::get("/debug/pprof/")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    marks(service, "/debug/pprof/", &["goroutine", "heap", "profile"], "serves a profiler without a login")
}
