use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "gcp-metadata-reachable",
    title: "Google metadata answers from here",
    severity: Severity::High,
    confidence: Confidence::High,
    fix: "Use Workload Identity, which hides it, or block 169.254.169.254 for pods.",
    techniques: &["T1552.005"],
    aliases: &[],
    page: include_str!("gcp_metadata_reachable.md"),
    products: &["gcp-metadata"],
    asks: &[Ask::get("/computeMetadata/v1/instance/?alt=text").with(&[("Metadata-Flavor", "Google")])],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    marks(
        service,
        "/computeMetadata/v1/instance/?alt=text",
        &["service-accounts/"],
        "answers the Google metadata protocol",
    )
}
