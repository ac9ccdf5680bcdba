use holdfast_inventory::view::Binding;

use crate::products::runs_from;

use crate::prelude::*;

pub(super) static CHECK: Check = Check {
    id: "dashboard-present",
    title: "Kubernetes Dashboard is deployed",
    severity: Severity::Medium,
    confidence: Confidence::High,
    fix: "Remove the Kubernetes Dashboard and its bindings; use kubectl or a console that runs under each user's own rights.",
    techniques: &["T1133"],
    aliases: &["kubescape:C-0014", "checkov:CKV_K8S_33"],
    page: include_str!("dashboard_present.md"),
    needs: &[],
    judge: Judge::PodOrObject(pod, &["RoleBinding", "ClusterRoleBinding"], binding),
};

static IMAGES: &[&str] = &[
    "kubernetes-dashboard-amd64",
    "kubernetesui/dashboard",
    "kubernetesui/dashboard-api",
    "kubernetesui/dashboard-auth",
    "kubernetesui/dashboard-web",
];

fn pod(p: &PodCx<'_, '_>) -> Verdict {
    let containers = p.spec().containers.iter().enumerate();
    for (at, container) in containers {
        let image = container.image.as_deref().unwrap_or_default();
        if runs_from(image, IMAGES) {
            let pointer = format!("/containers/{at}/image");
            return Hit::at(pointer, "runs the Kubernetes Dashboard, which is archived and gets no fixes")
                .value(image)
                .key(container.name.as_str())
                .into();
        }
    }
    if p.label("k8s-app").or_else(|| p.label("app.kubernetes.io/name")) == Some("kubernetes-dashboard") {
        return Hit::at("/labels", "is labelled as the Kubernetes Dashboard")
            .in_metadata()
            .confidence(Confidence::Medium)
            .into();
    }
    Verdict::Pass
}

fn binding(o: &ObjectCx<'_, '_>) -> Verdict {
    if o.object.group() != "rbac.authorization.k8s.io" {
        return Verdict::NotApplicable;
    }
    let Some(binding) = o.object.view::<Binding<'_>>() else { return Verdict::NotApplicable };
    let subjects = binding.subjects.iter().enumerate();
    let found =
        subjects.into_iter().find(|(_, s)| s.kind == "ServiceAccount" && s.name == "kubernetes-dashboard");
    let Some((at, _)) = found else { return Verdict::Pass };
    let role = &binding.role_ref.name;
    let hit =
        Hit::at(format!("/subjects/{at}"), format!("gives {role} to the Kubernetes Dashboard's account"))
            .value("kubernetes-dashboard")
            .key("kubernetes-dashboard");
    if matches!(role.as_str(), "cluster-admin" | "admin" | "edit") {
        return hit.severity(Severity::High).into();
    }
    hit.into()
}
