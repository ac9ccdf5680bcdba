use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "kubelet-node-logs-open",
    title: "Kubelet hands out the logs of its node",
    severity: Severity::High,
    confidence: Confidence::High,
    fix: "Set authentication.anonymous.enabled: false and authorization.mode: Webhook in the kubelet configuration.",
    techniques: &["T1005"],
    aliases: &["kube-hunter:KHV045"],
    page: include_str!("kubelet_node_logs_open.md"),
    products: &["kubelet"],
    asks: &[Ask::get("/logs/")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    marks(service, "/logs/", &["<pre>", "href="], "lists /var/log of its node without a login")
}
