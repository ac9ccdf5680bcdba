use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "jenkins-script-console",
    title: "Jenkins runs scripts for anyone",
    severity: Severity::Critical,
    confidence: Confidence::High,
    fix: "Require a login with Overall/Administer.",
    techniques: &["T1059.013"],
    aliases: &[],
    page: include_str!("jenkins_script_console.md"),
    products: &["jenkins"],
    asks: &[Ask::get("/script")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    marks(service, "/script", &["Script Console", "println"], "opens its script console without a login")
}
