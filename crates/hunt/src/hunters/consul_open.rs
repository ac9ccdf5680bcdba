use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "consul-open",
    title: "Consul is open to anyone",
    severity: Severity::High,
    confidence: Confidence::High,
    fix: "Turn ACLs on with default_policy = \"deny\".",
    techniques: &["T1613"],
    aliases: &[],
    page: include_str!("consul_open.md"),
    products: &["consul"],
    asks: &[Ask::get("/v1/agent/self")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    keys(service, "/v1/agent/self", &["/Config/NodeName", "/Member"], "describes its agent without a token")
}
