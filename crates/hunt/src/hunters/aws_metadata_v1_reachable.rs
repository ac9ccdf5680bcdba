use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "aws-metadata-v1-reachable",
    title: "AWS metadata v1 answers from here",
    severity: Severity::High,
    confidence: Confidence::High,
    fix: "Require IMDSv2 and set the hop limit to 1; block 169.254.169.254 for pods.",
    techniques: &["T1552.005"],
    aliases: &["kube-hunter:KHV053"],
    page: include_str!("aws_metadata_v1_reachable.md"),
    products: &["aws-metadata"],
    asks: &[Ask::get("/latest/meta-data/")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    marks(
        service,
        "/latest/meta-data/",
        &["ami-id", "instance-id"],
        "answers version 1 of the metadata protocol",
    )
}
