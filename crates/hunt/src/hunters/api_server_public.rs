use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "api-server-public",
    title: "API server is reachable from the internet",
    severity: Severity::Low,
    confidence: Confidence::High,
    fix: "Restrict the endpoint to known networks, or make it private.",
    techniques: &["T1133"],
    aliases: &[],
    page: include_str!("api_server_public.md"),
    products: &["kubernetes"],
    asks: &[],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    if crate::target::is_private(service.ip()) {
        return Verdict::Clear;
    }
    Verdict::of(Some(Hit::fact(
        "is reachable at a public address",
        format!("{} is no private address", service.ip()),
    )))
}
