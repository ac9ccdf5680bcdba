use crate::hunter::Action;
use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "api-anonymous-creates-pods",
    title: "Anyone may make pods",
    severity: Severity::Critical,
    confidence: Confidence::High,
    fix: "Take every binding from system:anonymous and system:unauthenticated; set --anonymous-auth=false.",
    techniques: &["T1098"],
    aliases: &["kube-hunter:KHV005"],
    page: include_str!("api_anonymous_creates_pods.md"),
    products: &["kubernetes"],
    asks: &[],
    judge: Judge::Active(&ACTION),
};

static ACTION: Action = Action {
    says: "asks for Pod holdfast-<run> as a dry run: the server goes through login, rights and admission, and stores nothing.",
    next,
    judge,
};

fn next(service: &Service, run: &str, step: usize) -> Option<Ask> {
    let _ = service;
    let body = format!(
        r#"{{"apiVersion":"v1","kind":"Pod","metadata":{{"name":"holdfast-{run}"}},"spec":{{"containers":[{{"name":"a","image":"registry.example.com/none:1"}}]}}}}"#
    );
    (step == 0).then(|| Ask::write("POST", "/api/v1/namespaces/default/pods?dryRun=All", body))
}

fn judge(service: &Service, run: &str) -> Verdict {
    let _ = run;
    let line = "POST /api/v1/namespaces/default/pods?dryRun=All";
    let made = service.answer(line).is_some_and(|a| {
        a.status == 201
            && a.json().is_some_and(|v| v.get("kind").and_then(serde_json::Value::as_str) == Some("Pod"))
    });
    Verdict::of(made.then(|| Hit::at(line, "would let anonymous requests make pods; nothing was stored")))
}
