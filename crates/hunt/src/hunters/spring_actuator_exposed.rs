use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "spring-actuator-exposed",
    title: "A Spring application shows its actuator to anyone",
    severity: Severity::Medium,
    confidence: Confidence::High,
    fix: "Set management.endpoints.web.exposure.include to health.",
    techniques: &["T1552.001"],
    aliases: &[],
    page: include_str!("spring_actuator_exposed.md"),
    products: &[],
    asks: &[Ask::get("/actuator")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    keys(service, "/actuator", &["/_links/self"], "lists its actuator endpoints without a login")
}
