use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "jenkins-signup-open",
    title: "Jenkins lets anyone make an account",
    severity: Severity::High,
    confidence: Confidence::High,
    fix: "Turn sign-up off in the security settings.",
    techniques: &["T1136"],
    aliases: &[],
    page: include_str!("jenkins_signup_open.md"),
    products: &["jenkins"],
    asks: &[Ask::get("/signup")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    marks(service, "/signup", &["password1", "password2"], "lets anyone make an account")
}
