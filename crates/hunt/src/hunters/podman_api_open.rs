use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "podman-api-open",
    title: "Podman API is open to anyone",
    severity: Severity::Critical,
    confidence: Confidence::High,
    fix: "Serve the API on a Unix socket only.",
    techniques: &["T1610"],
    aliases: &[],
    page: include_str!("podman_api_open.md"),
    products: &["podman"],
    asks: &[Ask::get("/libpod/info")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    keys(
        service,
        "/libpod/info",
        &["/host", "/store"],
        "describes its host without a login: the whole API is open",
    )
}
