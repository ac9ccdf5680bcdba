use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "kubeflow-open",
    title: "Kubeflow is open to anyone",
    severity: Severity::Critical,
    confidence: Confidence::High,
    fix: "Put it behind dex or another login.",
    techniques: &["T1059.013"],
    aliases: &[],
    page: include_str!("kubeflow_open.md"),
    products: &["kubeflow"],
    asks: &[Ask::get("/api/workgroup/env-info")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    keys(service, "/api/workgroup/env-info", &["/user", "/namespaces"], "lets anyone in")
}
