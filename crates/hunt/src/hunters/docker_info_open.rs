use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "docker-info-open",
    title: "Docker daemon describes itself to anyone",
    severity: Severity::Critical,
    confidence: Confidence::High,
    fix: "Remove the tcp:// listener; where it must be remote use --tlsverify with client certificates, or ssh.",
    techniques: &["T1610"],
    aliases: &[],
    page: include_str!("docker_info_open.md"),
    products: &["docker"],
    asks: &[Ask::get("/info")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    keys(
        service,
        "/info",
        &["/ServerVersion", "/Driver", "/DockerRootDir"],
        "describes its host without a login: the whole API is open",
    )
}
