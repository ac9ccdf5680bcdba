use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "azure-metadata-reachable",
    title: "Azure metadata answers from here",
    severity: Severity::High,
    confidence: Confidence::High,
    fix: "Block 169.254.169.254 for pods with a network policy, or use workload identity.",
    techniques: &["T1552.005"],
    aliases: &["kube-hunter:KHV003"],
    page: include_str!("azure_metadata_reachable.md"),
    products: &["azure-metadata"],
    asks: &[Ask::get("/metadata/versions").with(&[("Metadata", "true")])],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    keys(service, "/metadata/versions", &["/apiVersions"], "answers the Azure metadata protocol")
}
