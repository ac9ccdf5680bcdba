use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "jupyter-open",
    title: "Jupyter runs code for anyone",
    severity: Severity::Critical,
    confidence: Confidence::High,
    fix: "Set a token or a password.",
    techniques: &["T1059.013"],
    aliases: &[],
    page: include_str!("jupyter_open.md"),
    products: &["jupyter"],
    asks: &[Ask::get("/api/contents")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    keys(service, "/api/contents", &["/content", "/type=directory"], "shows its files without a login")
}
