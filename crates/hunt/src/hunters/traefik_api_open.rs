use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "traefik-api-open",
    title: "Traefik shows its configuration to anyone",
    severity: Severity::Medium,
    confidence: Confidence::High,
    fix: "Set api.insecure to false.",
    techniques: &["T1613"],
    aliases: &[],
    page: include_str!("traefik_api_open.md"),
    products: &["traefik"],
    asks: &[Ask::get("/api/rawdata")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    keys(service, "/api/rawdata", &["/routers", "/services"], "shows its routes without a login")
}
