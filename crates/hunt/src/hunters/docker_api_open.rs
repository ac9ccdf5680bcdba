use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "docker-api-open",
    title: "Docker API is open to anyone",
    severity: Severity::Critical,
    confidence: Confidence::High,
    fix: "Remove the tcp:// listener; where it must be remote use --tlsverify with client certificates, or ssh.",
    techniques: &["T1610"],
    aliases: &[],
    page: include_str!("docker_api_open.md"),
    products: &["docker"],
    asks: &[Ask::get("/containers/json?limit=1")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    keys(service, "/containers/json?limit=1", &["/0/Id"], "lists its containers without a login")
}
