use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "vpc-cni-introspection-open",
    title: "AWS network plug-in shows its state to the network",
    severity: Severity::Medium,
    confidence: Confidence::High,
    fix: "Set INTROSPECTION_BIND_ADDRESS to 127.0.0.1.",
    techniques: &["T1613"],
    aliases: &[],
    page: include_str!("vpc_cni_introspection_open.md"),
    products: &["aws-vpc-cni"],
    asks: &[Ask::get("/v1/enis")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    keys(
        service,
        "/v1/enis",
        &["/TotalIPs", "/AssignedIPs"],
        "shows the interfaces and addresses of its node without a login",
    )
}
