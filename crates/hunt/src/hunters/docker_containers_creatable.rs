use crate::hunter::Action;
use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "docker-containers-creatable",
    title: "Docker API makes containers for anyone",
    severity: Severity::Critical,
    confidence: Confidence::High,
    fix: "Remove the tcp:// listener, or use --tlsverify.",
    techniques: &["T1610"],
    aliases: &[],
    page: include_str!("docker_containers_creatable.md"),
    products: &["docker"],
    asks: &[Ask::get("/images/json")],
    judge: Judge::Active(&ACTION),
};

static ACTION: Action = Action {
    says: "makes a container named holdfast-<run> from an image that is already there, never starts it, and removes it.",
    next,
    judge,
};

fn next(service: &Service, run: &str, step: usize) -> Option<Ask> {
    match step {
        0 => image(service).map(|image| {
            let body =
                serde_json::json!({"Image": image, "Cmd": ["true"], "NetworkDisabled": true}).to_string();
            Ask::write("POST", format!("/containers/create?name=holdfast-{run}"), body)
        }),
        1 => Some(Ask::write("DELETE", format!("/containers/holdfast-{run}?force=true"), "")),
        _ => None,
    }
}

fn judge(service: &Service, run: &str) -> Verdict {
    let line = format!("POST /containers/create?name=holdfast-{run}");
    let made = service.answer(&line).is_some_and(|a| a.status == 201 && a.body.contains("\"Id\""));
    Verdict::of(made.then(|| Hit::at(&line, "made a container without a login; it was removed again")))
}

/// The id of some image that the engine holds.
fn image(service: &Service) -> Option<String> {
    let images = service.json("/images/json")?;
    images.pointer("/0/Id").and_then(serde_json::Value::as_str).map(ToOwned::to_owned)
}
