use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "jupyter-terminals-open",
    title: "Jupyter gives anyone a terminal",
    severity: Severity::Critical,
    confidence: Confidence::High,
    fix: "Set a token or a password, and terminals_enabled = false.",
    techniques: &["T1059.013"],
    aliases: &[],
    page: include_str!("jupyter_terminals_open.md"),
    products: &["jupyter"],
    asks: &[Ask::get("/api/terminals")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    list(service, "/api/terminals", Items::Any, "offers terminals without a login")
}
