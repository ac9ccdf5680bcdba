use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "kubectl-proxy-exposed",
    title: "kubectl proxy is open to the network",
    severity: Severity::Critical,
    confidence: Confidence::High,
    fix: "Let kubectl proxy listen on 127.0.0.1 only, and stop it after use.",
    techniques: &["T1190", "T1133"],
    aliases: &["kube-hunter:KHV049"],
    page: include_str!("kubectl_proxy_exposed.md"),
    products: &["kubectl-proxy"],
    asks: &[Ask::get("/api")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    if service.is_tls() {
        return Verdict::Clear;
    }
    keys(
        service,
        "/api",
        &["/kind=APIVersions"],
        "serves the Kubernetes API with the rights of whoever started kubectl proxy",
    )
}
