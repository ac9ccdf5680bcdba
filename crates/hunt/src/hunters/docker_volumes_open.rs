use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "docker-volumes-open",
    title: "Docker daemon lists its volumes to anyone",
    severity: Severity::High,
    confidence: Confidence::High,
    fix: "Remove the tcp:// listener; where it must be remote use --tlsverify with client certificates, or ssh.",
    techniques: &["T1613"],
    aliases: &[],
    page: include_str!("docker_volumes_open.md"),
    products: &["docker"],
    asks: &[Ask::get("/volumes")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    keys(service, "/volumes", &["/Volumes"], "lists its volumes without a login")
}
