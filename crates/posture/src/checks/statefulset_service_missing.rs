use holdfast_inventory::view::{Controller, Service};

use crate::prelude::*;
use crate::refs;

pub(super) static CHECK: Check = Check {
    id: "statefulset-service-missing",
    title: "StatefulSet has no headless service",
    severity: Severity::Low,
    confidence: Confidence::High,
    fix: "Create a headless service (clusterIP: None) and name it in serviceName.",
    techniques: &[],
    aliases: &["kube-score:statefulset-has-servicename"],
    page: include_str!("statefulset_service_missing.md"),
    needs: &["Service"],
    judge: Judge::Object(&["StatefulSet"], judge),
};

const SERVICE_NAME: &str = "/spec/serviceName";

fn judge(o: &ObjectCx<'_, '_>) -> Verdict {
    let Some(controller) = o.object.view::<Controller<'_>>() else { return Verdict::NotApplicable };
    let Some(name) = controller.spec.service_name.filter(|name| !name.is_empty()) else {
        return Hit::at(SERVICE_NAME, "names no service: its pods get no names of their own in DNS").into();
    };
    let Some(service) = refs::find(o.cx, o.object, "Service", &name) else {
        let message = format!("its service {name} does not exist: its pods get no names of their own in DNS");
        return Hit::at(SERVICE_NAME, message).value(&name).confidence(refs::absence(o.cx)).into();
    };
    let Some(service) = service.view::<Service<'_>>() else {
        return Verdict::NotAssessed("its service cannot be read");
    };
    if service.spec.cluster_ip.as_deref() == Some("None") {
        return Verdict::Pass;
    }
    Hit::at(SERVICE_NAME, format!("its service {name} is not headless")).value(&name).into()
}
