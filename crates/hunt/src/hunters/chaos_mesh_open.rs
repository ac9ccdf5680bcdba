use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "chaos-mesh-open",
    title: "Chaos Mesh is open to anyone",
    severity: Severity::Critical,
    confidence: Confidence::High,
    fix: "Turn dashboard.securityMode on.",
    techniques: &["T1499", "T1609"],
    aliases: &[],
    page: include_str!("chaos_mesh_open.md"),
    products: &["chaos-mesh"],
    asks: &[Ask::get("/api/common/config")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    keys(service, "/api/common/config", &["/security_mode=false"], "runs with its security mode off")
}
