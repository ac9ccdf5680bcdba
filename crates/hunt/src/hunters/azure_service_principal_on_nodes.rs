use crate::hunter::Action;
use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "azure-service-principal-on-nodes",
    title: "Nodes keep the Azure service principal in a file",
    severity: Severity::Critical,
    confidence: Confidence::High,
    fix: "Use managed identities; turn anonymous access to the kubelet off.",
    techniques: &["T1552.001"],
    aliases: &["kube-hunter:KHV004"],
    page: include_str!("azure_service_principal_on_nodes.md"),
    products: &["kubelet"],
    asks: &[Ask::get("/pods")],
    judge: Judge::Active(&ACTION),
};

static ACTION: Action = Action {
    says: "runs `ls /etc/kubernetes/azure.json` in a running container through /run; it reads no file.",
    next,
    judge,
};

fn next(service: &Service, run: &str, step: usize) -> Option<Ask> {
    let container = crate::kubelet::some_container(service)?;
    let _ = run;
    (step == 0)
        .then(|| Ask::write("POST", format!("/run/{container}?cmd=ls%20/etc/kubernetes/azure.json"), ""))
}

fn judge(service: &Service, run: &str) -> Verdict {
    let _ = run;
    let found = service
        .exchanges
        .iter()
        .find(|e| e.ask.path.starts_with("/run/") && e.ask.path.ends_with("azure.json"));
    let shows = found.filter(|e| {
        e.answer.as_ref().is_ok_and(|a| a.status == 200 && a.body.trim() == "/etc/kubernetes/azure.json")
    });
    Verdict::of(
        shows.map(|e| {
            Hit::at(&e.ask.line(), "runs containers that see the file of the Azure service principal")
        }),
    )
}
