use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "jenkins-people-open",
    title: "Jenkins lists its users to anyone",
    severity: Severity::Low,
    confidence: Confidence::High,
    fix: "Put a login in front of it, and let only those who need it reach the port (NetworkPolicy, ingress with authentication).",
    techniques: &["T1613"],
    aliases: &[],
    page: include_str!("jenkins_people_open.md"),
    products: &["jenkins"],
    asks: &[Ask::get("/asynchPeople/api/json")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    keys(service, "/asynchPeople/api/json", &["/users"], "lists its users without a login")
}
