use crate::ports::port_key;
use crate::prelude::*;

pub(super) static CHECK: Check = Check {
    id: "privileged-port",
    title: "Container listens on a port below 1024",
    severity: Severity::Low,
    confidence: Confidence::High,
    fix: "Let the program listen on a port of 1024 or above and map the low port in the Service.",
    techniques: &[],
    aliases: &["trivy:KSV-0117", "kube-linter:privileged-ports"],
    page: include_str!("privileged_port.md"),
    needs: &[],
    judge: Judge::Container(judge),
};

fn judge(c: &ContainerCx<'_, '_>) -> Verdict {
    if c.pod.is_windows() {
        return Verdict::NotApplicable;
    }
    let low =
        c.container.ports.iter().enumerate().filter(|(_, port)| (1..1024).contains(&port.container_port));
    let hits = low.map(|(at, port)| {
        let number = port.container_port;
        Hit::at(
            format!("/ports/{at}/containerPort"),
            format!("listens on port {number}, for which Linux asks for privileges"),
        )
        .value(number)
        .key(port_key(port))
    });
    Verdict::of(hits.collect())
}
