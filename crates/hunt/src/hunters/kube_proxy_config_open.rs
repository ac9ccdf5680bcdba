use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "kube-proxy-config-open",
    title: "kube-proxy shows its configuration to the network",
    severity: Severity::Medium,
    confidence: Confidence::High,
    fix: "Set metricsBindAddress: 127.0.0.1:10249.",
    techniques: &["T1613"],
    aliases: &[],
    page: include_str!("kube_proxy_config_open.md"),
    products: &["kube-proxy"],
    asks: &[Ask::get("/configz")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    keys(service, "/configz", &["/kubeproxy.config.k8s.io"], "shows its configuration without a login")
}
