use crate::hunter::Action;
use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "kubelet-runs-commands",
    title: "Kubelet ran a command for an anonymous request",
    severity: Severity::Critical,
    confidence: Confidence::High,
    fix: "Set authentication.anonymous.enabled: false and authorization.mode: Webhook.",
    techniques: &["T1609"],
    aliases: &["kube-hunter:KHV036"],
    page: include_str!("kubelet_runs_commands.md"),
    products: &["kubelet"],
    asks: &[Ask::get("/pods")],
    judge: Judge::Active(&ACTION),
};

static ACTION: Action = Action {
    says: "runs `uname -r` in one running container through /run; it changes nothing.",
    next,
    judge,
};

fn next(service: &Service, run: &str, step: usize) -> Option<Ask> {
    let container = crate::kubelet::some_container(service)?;
    let _ = run;
    (step == 0).then(|| Ask::write("POST", format!("/run/{container}?cmd=uname%20-r"), ""))
}

fn judge(service: &Service, run: &str) -> Verdict {
    let _ = run;
    let found = service
        .exchanges
        .iter()
        .find(|e| e.ask.path.starts_with("/run/") && e.ask.path.ends_with("uname%20-r"));
    let ran = found.filter(|e| {
        e.answer.as_ref().is_ok_and(|a| a.status == 200 && a.body.trim().split('.').count() >= 3)
    });
    Verdict::of(ran.map(|e| Hit::at(&e.ask.line(), "ran a command in a container without a login")))
}
