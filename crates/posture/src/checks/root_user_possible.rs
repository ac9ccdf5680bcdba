use crate::identity::inherited;
use crate::prelude::*;

pub(super) static CHECK: Check = Check {
    id: "root-user-possible",
    title: "Container may run as root",
    severity: Severity::Medium,
    confidence: Confidence::High,
    fix: "Set runAsNonRoot to true, or runAsUser to a number other than 0, for the pod or the container.",
    techniques: &["T1611"],
    aliases: &[
        "kubescape:C-0013",
        "kubescape:C-0198",
        "kubescape:C-0218",
        "trivy:KSV-0012",
        "kube-linter:run-as-non-root",
        "polaris:runAsRootAllowed",
        "checkov:CKV_K8S_23",
        "kubesec:RunAsNonRoot",
        "prowler:core_minimize_root_containers_admission",
        "psa:runAsNonRoot",
    ],
    page: include_str!("root_user_possible.md"),
    needs: &[],
    judge: Judge::Container(judge),
};

const FIELD: &str = "/securityContext/runAsNonRoot";

fn judge(c: &ContainerCx<'_, '_>) -> Verdict {
    let non_root = c.run_as_non_root();
    if non_root == Some(true) || (c.pod.is_windows() && is_plain_windows_user(c)) {
        return Verdict::Pass;
    }
    let user = if c.pod.is_windows() { None } else { c.run_as_user() };
    let message = match (user, non_root) {
        (Some(0), _) => "runs as root, user 0",
        (Some(_), _) => return Verdict::Pass,
        (None, Some(_)) => "runAsNonRoot is false and no user is set: the image decides, often for root",
        (None, None) => "neither runAsNonRoot nor a user is set: the image decides, often for root",
    };
    let hit = Hit::at(FIELD, message).set(FIELD, true);
    match non_root {
        Some(value) => {
            inherited(hit, "runAsNonRoot", value, c.security(|s| s.run_as_non_root).is_some()).into()
        }
        None => hit.into(),
    }
}

/// On Windows the user is a name, and `ContainerAdministrator` is the powerful one.
fn is_plain_windows_user(c: &ContainerCx<'_, '_>) -> bool {
    let own = c.container.security_context.as_ref().and_then(|s| s.windows_options.as_ref());
    let pod = c.pod.spec().security_context.as_ref().and_then(|s| s.windows_options.as_ref());
    let name =
        own.and_then(|w| w.run_as_user_name.as_ref()).or(pod.and_then(|w| w.run_as_user_name.as_ref()));
    name.is_some_and(|name| !name.eq_ignore_ascii_case("ContainerAdministrator"))
}
