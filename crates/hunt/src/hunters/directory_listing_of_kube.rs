use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "directory-listing-of-kube",
    title: "A web server hands out a kubeconfig",
    severity: Severity::Critical,
    confidence: Confidence::High,
    fix: "Take the file away and change its credentials.",
    techniques: &["T1552.001"],
    aliases: &[],
    page: include_str!("directory_listing_of_kube.md"),
    products: &[],
    asks: &[Ask::get("/.kube/config")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    marks(service, "/.kube/config", &["apiVersion: v1", "clusters:", "users:"], "hands out a kubeconfig")
}
