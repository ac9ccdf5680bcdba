use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "consul-keys-open",
    title: "Consul hands out its keys to anyone",
    severity: Severity::Critical,
    confidence: Confidence::High,
    fix: "Turn ACLs on with default_policy = \"deny\".",
    techniques: &["T1552.007"],
    aliases: &[],
    page: include_str!("consul_keys_open.md"),
    products: &["consul"],
    asks: &[Ask::get("/v1/kv/?keys&separator=/")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    list(service, "/v1/kv/?keys&separator=/", Items::Text, "lists the keys of its store without a token")
}
