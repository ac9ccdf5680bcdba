use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "envoy-admin-open",
    title: "Envoy admin interface is open to the network",
    severity: Severity::High,
    confidence: Confidence::High,
    fix: "Bind the admin interface to 127.0.0.1.",
    techniques: &["T1190", "T1499"],
    aliases: &[],
    page: include_str!("envoy_admin_open.md"),
    products: &["envoy"],
    asks: &[Ask::get("/server_info")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    keys(
        service,
        "/server_info",
        &["/hot_restart_version", "/command_line_options"],
        "serves its admin interface without a login",
    )
}
