use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "kubelet-read-only-port",
    title: "Kubelet serves its read-only port",
    severity: Severity::High,
    confidence: Confidence::High,
    fix: "Set readOnlyPort: 0.",
    techniques: &["T1613"],
    aliases: &["kube-hunter:KHV052", "prowler:kubelet_disable_read_only_port"],
    page: include_str!("kubelet_read_only_port.md"),
    products: &["kubelet"],
    asks: &[Ask::get("/pods")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    if service.is_tls() {
        return Verdict::Clear;
    }
    keys(
        service,
        "/pods",
        &["/kind=PodList"],
        "serves the kubelet's read-only port in the clear, without login",
    )
}
