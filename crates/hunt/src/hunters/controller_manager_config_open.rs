use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "controller-manager-config-open",
    title: "kube-controller-manager shows its configuration to anyone",
    severity: Severity::Medium,
    confidence: Confidence::High,
    fix: "Set --bind-address=127.0.0.1 and keep authorization on.",
    techniques: &["T1613"],
    aliases: &[],
    page: include_str!("controller_manager_config_open.md"),
    products: &["kube-controller-manager"],
    asks: &[Ask::get("/configz")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    keys(
        service,
        "/configz",
        &["/kubecontrollermanager.config.k8s.io"],
        "shows its configuration without a login",
    )
}
