use crate::exposure::{is_internal, service};

use crate::prelude::*;

pub(super) static CHECK: Check = Check {
    id: "service-type-exposed",
    title: "Service is a NodePort or LoadBalancer",
    severity: Severity::Medium,
    confidence: Confidence::High,
    fix: "Use type ClusterIP and publish the application through one Ingress or Gateway.",
    techniques: &["T1133"],
    aliases: &["kube-linter:exposed-services", "kube-score:service-type"],
    page: include_str!("service_type_exposed.md"),
    needs: &[],
    judge: Judge::Object(&["Service"], judge),
};

fn judge(o: &ObjectCx<'_, '_>) -> Verdict {
    let Some(service) = service(o.object) else { return Verdict::NotApplicable };
    let what = match service.spec.kind.as_deref() {
        Some("NodePort") => "opens a port on every node",
        Some("LoadBalancer") if is_internal(&service) => {
            "has a load balancer of its own, on the private network"
        }
        Some("LoadBalancer") => "has a load balancer of its own",
        _ => return Verdict::Pass,
    };
    let kind = service.spec.kind.unwrap_or_default();
    Hit::at("/spec/type", format!("{what}: it is reachable from outside the cluster"))
        .value(kind)
        .set("/spec/type", "ClusterIP")
        .into()
}
