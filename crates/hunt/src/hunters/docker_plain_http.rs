use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "docker-plain-http",
    title: "Docker API speaks in the clear",
    severity: Severity::High,
    confidence: Confidence::High,
    fix: "Remove the tcp:// listener; where it must be remote use --tlsverify with client certificates, or ssh.",
    techniques: &["T1040"],
    aliases: &[],
    page: include_str!("docker_plain_http.md"),
    products: &["docker"],
    asks: &[Ask::get("/version")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    let open = !service.is_tls() && service.json("/version").is_some_and(|v| v.get("ApiVersion").is_some());
    Verdict::of(open.then(|| Hit::at("/version", "speaks in the clear")))
}
