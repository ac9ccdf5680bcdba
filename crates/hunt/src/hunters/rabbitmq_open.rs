use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "rabbitmq-open",
    title: "RabbitMQ describes itself to anyone",
    severity: Severity::High,
    confidence: Confidence::High,
    fix: "Put a login in front of it, and let only those who need it reach the port (NetworkPolicy, ingress with authentication).",
    techniques: &["T1613"],
    aliases: &[],
    page: include_str!("rabbitmq_open.md"),
    products: &["rabbitmq"],
    asks: &[Ask::get("/api/overview")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    keys(service, "/api/overview", &["/rabbitmq_version", "/node"], "describes itself without a login")
}
