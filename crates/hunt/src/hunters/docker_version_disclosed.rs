use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "docker-version-disclosed",
    title: "Docker daemon tells its version to anyone",
    severity: Severity::Info,
    confidence: Confidence::High,
    fix: "Remove the tcp:// listener; where it must be remote use --tlsverify with client certificates, or ssh.",
    techniques: &["T1046"],
    aliases: &[],
    page: include_str!("docker_version_disclosed.md"),
    products: &["docker"],
    asks: &[Ask::get("/version")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    keys(service, "/version", &["/ApiVersion", "/MinAPIVersion"], "tells its version without a login")
}
