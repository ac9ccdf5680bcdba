use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "api-version-disclosed",
    title: "API server tells its version to anyone",
    severity: Severity::Info,
    confidence: Confidence::High,
    fix: "Set --anonymous-auth=false, or an AuthenticationConfiguration that lets anonymous requests reach the health paths only; take every binding from system:anonymous and system:unauthenticated.",
    techniques: &["T1613"],
    aliases: &["kube-hunter:KHV002"],
    page: include_str!("api_version_disclosed.md"),
    products: &["kubernetes"],
    asks: &[Ask::get("/version")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    keys(service, "/version", &["/gitVersion", "/platform"], "tells its version without a login")
}
