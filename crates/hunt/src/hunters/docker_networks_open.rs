use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "docker-networks-open",
    title: "Docker daemon lists its networks to anyone",
    severity: Severity::Medium,
    confidence: Confidence::High,
    fix: "Remove the tcp:// listener; where it must be remote use --tlsverify with client certificates, or ssh.",
    techniques: &["T1613"],
    aliases: &[],
    page: include_str!("docker_networks_open.md"),
    products: &["docker"],
    asks: &[Ask::get("/networks")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    keys(service, "/networks", &["/0/Driver", "/0/IPAM"], "lists its networks without a login")
}
