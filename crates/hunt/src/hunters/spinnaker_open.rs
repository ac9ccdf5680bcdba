use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "spinnaker-open",
    title: "Spinnaker is open to anyone",
    severity: Severity::Critical,
    confidence: Confidence::High,
    fix: "Turn authentication on in Gate.",
    techniques: &["T1613"],
    aliases: &[],
    page: include_str!("spinnaker_open.md"),
    products: &["spinnaker"],
    asks: &[Ask::get("/credentials")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    marks(service, "/credentials", &["\"type\"", "\"name\""], "names its accounts without a login")
}
