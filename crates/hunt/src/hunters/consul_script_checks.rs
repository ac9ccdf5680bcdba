use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "consul-script-checks",
    title: "Consul runs scripts for whoever registers a check",
    severity: Severity::Critical,
    confidence: Confidence::High,
    fix: "Set enable_script_checks = false; use enable_local_script_checks.",
    techniques: &["T1059.013"],
    aliases: &[],
    page: include_str!("consul_script_checks.md"),
    products: &["consul"],
    asks: &[Ask::get("/v1/agent/self")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    keys(
        service,
        "/v1/agent/self",
        &["/DebugConfig/EnableRemoteScriptChecks=true"],
        "runs scripts of checks that anyone registers",
    )
}
