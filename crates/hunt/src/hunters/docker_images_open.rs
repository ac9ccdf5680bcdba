use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "docker-images-open",
    title: "Docker daemon lists its images to anyone",
    severity: Severity::High,
    confidence: Confidence::High,
    fix: "Remove the tcp:// listener; where it must be remote use --tlsverify with client certificates, or ssh.",
    techniques: &["T1613"],
    aliases: &[],
    page: include_str!("docker_images_open.md"),
    products: &["docker"],
    asks: &[Ask::get("/images/json")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    keys(service, "/images/json", &["/0/Id", "/0/RepoTags"], "lists its images without a login")
}
