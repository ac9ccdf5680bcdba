use crate::hunter::Action;
use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "registry-writable",
    title: "Registry takes images from anyone",
    severity: Severity::Critical,
    confidence: Confidence::High,
    fix: "Put token or basic authentication in front.",
    techniques: &["T1525"],
    aliases: &[],
    page: include_str!("registry_writable.md"),
    products: &["registry"],
    asks: &[],
    judge: Judge::Active(&ACTION),
};

static ACTION: Action = Action {
    says: "begins an upload to the repository holdfast-<run> and cancels it; no image is made.",
    next,
    judge,
};

fn next(service: &Service, run: &str, step: usize) -> Option<Ask> {
    match step {
        0 => Some(Ask::write("POST", format!("/v2/holdfast-{run}/blobs/uploads/"), "")),
        1 => upload(service, run).map(|path| Ask::write("DELETE", path, "")),
        _ => None,
    }
}

fn judge(service: &Service, run: &str) -> Verdict {
    let line = format!("POST /v2/holdfast-{run}/blobs/uploads/");
    let took = upload(service, run).is_some();
    Verdict::of(took.then(|| Hit::at(&line, "began an upload without a login; it was cancelled")))
}

/// Where the upload was begun, when it was: the path of the `Location` header.
fn upload(service: &Service, run: &str) -> Option<String> {
    let answer =
        service.answer(&format!("POST /v2/holdfast-{run}/blobs/uploads/")).filter(|a| a.status == 202)?;
    let location = answer.header("location")?;
    let path = match location.split_once("://") {
        Some((_, rest)) => rest.find('/').and_then(|at| rest.get(at..))?,
        None => location,
    };
    path.starts_with(&format!("/v2/holdfast-{run}/")).then(|| path.to_owned())
}
