use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "api-insecure-port",
    title: "API server answers without TLS and without login",
    severity: Severity::Critical,
    confidence: Confidence::High,
    fix: "Remove --insecure-port and --insecure-bind-address; no release since 1.24 has them.",
    techniques: &["T1190", "T1133"],
    aliases: &["kube-hunter:KHV006"],
    page: include_str!("api_insecure_port.md"),
    products: &["kubernetes"],
    asks: &[Ask::get("/api")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    if service.is_tls() {
        return Verdict::Clear;
    }
    keys(service, "/api", &["/kind=APIVersions"], "serves the Kubernetes API in the clear, without login")
}
