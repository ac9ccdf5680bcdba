use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "kiali-namespaces-open",
    title: "Kiali lists namespaces to anyone",
    severity: Severity::Medium,
    confidence: Confidence::High,
    fix: "Set auth.strategy to token or openid.",
    techniques: &["T1613"],
    aliases: &[],
    page: include_str!("kiali_namespaces_open.md"),
    products: &["kiali"],
    asks: &[Ask::get("/kiali/api/namespaces")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    keys(service, "/kiali/api/namespaces", &["/0/name"], "lists the namespaces of the mesh without a login")
}
