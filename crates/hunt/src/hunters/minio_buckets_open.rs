use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "minio-buckets-open",
    title: "MinIO lists buckets to anyone",
    severity: Severity::High,
    confidence: Confidence::High,
    fix: "Remove anonymous policies.",
    techniques: &["T1005"],
    aliases: &[],
    page: include_str!("minio_buckets_open.md"),
    products: &["minio"],
    asks: &[Ask::get("/")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    marks(service, "/", &["ListAllMyBucketsResult"], "lists its buckets without a login")
}
