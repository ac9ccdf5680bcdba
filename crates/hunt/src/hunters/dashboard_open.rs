use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "dashboard-open",
    title: "Kubernetes Dashboard works without login",
    severity: Severity::Critical,
    confidence: Confidence::High,
    fix: "Take the bindings from its service account, drop --enable-skip-login, and reach it through kubectl proxy only.",
    techniques: &["T1133", "T1078.001"],
    aliases: &["kube-hunter:KHV029"],
    page: include_str!("dashboard_open.md"),
    products: &["kubernetes-dashboard"],
    asks: &[Ask::get("/api/v1/namespace")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    keys(service, "/api/v1/namespace", &["/listMeta", "/namespaces"], "lists namespaces without a login")
}
