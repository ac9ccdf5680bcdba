use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "ingress-nginx-retired",
    title: "ingress-nginx is retired",
    severity: Severity::High,
    confidence: Confidence::Medium,
    fix: "Move to another ingress controller or to a Gateway.",
    techniques: &["T1190"],
    aliases: &[],
    page: include_str!("ingress_nginx_retired.md"),
    products: &["ingress-nginx"],
    asks: &[],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    let version = service.identity.version.as_deref().unwrap_or("an unknown version");
    Verdict::Found(Hit::fact(
        "runs ingress-nginx, which is no longer maintained",
        format!("version {version}"),
    ))
}
