use crate::prelude::*;
use crate::ssh::{services_of, ssh_port};

pub(super) static CHECK: Check = Check {
    id: "ssh-server-in-container",
    title: "Workload offers SSH through a Service",
    severity: Severity::Low,
    confidence: Confidence::Medium,
    fix: "Remove the SSH server from the image and its port from the Service.",
    techniques: &["T1133"],
    aliases: &["kubescape:C-0042"],
    page: include_str!("ssh_server_in_container.md"),
    needs: &["Service"],
    judge: Judge::Pod(judge),
};

fn judge(pod: &PodCx<'_, '_>) -> Verdict {
    let hits = services_of(pod).filter_map(|service| {
        let port = ssh_port(&service.view)?.port;
        let name = service.object.name();
        let message = format!("Service {name} publishes an SSH port of it");
        Some(
            Hit::at("/labels", message)
                .in_metadata()
                .key(name)
                .fact(format!("Service {name} has port {port}")),
        )
    });
    Verdict::of(hits.collect())
}
