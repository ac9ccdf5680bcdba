use crate::prelude::*;

pub(super) static CHECK: Check = Check {
    id: "user-namespace-off",
    title: "Pod shares its node's users",
    severity: Severity::Low,
    confidence: Confidence::Medium,
    fix: "Set hostUsers to false where the nodes support user namespaces.",
    techniques: &["T1611"],
    aliases: &["kubesec:HostUsers"],
    page: include_str!("user_namespace_off.md"),
    needs: &[],
    judge: Judge::Pod(judge),
};

/// User namespaces are on by default since.
/// Source: <https://kubernetes.io/docs/concepts/workloads/pods/user-namespaces/>.
const SUPPORTED_SINCE: (u32, u32) = (1, 33);

fn judge(pod: &PodCx<'_, '_>) -> Verdict {
    let spec = pod.spec();
    // The API refuses a user namespace beside another namespace of the host.
    let host = [spec.host_network, spec.host_pid, spec.host_ipc].contains(&Some(true));
    if pod.is_windows() || host {
        return Verdict::NotApplicable;
    }
    if spec.host_users == Some(false) {
        return Verdict::Pass;
    }
    match pod.cx.version() {
        None => Verdict::NotAssessed("whether the cluster supports user namespaces depends on its version"),
        Some(version) if version < SUPPORTED_SINCE => Verdict::NotApplicable,
        Some(_) => {
            let hit =
                Hit::at("/hostUsers", "its root is its node's root: it has no user namespace of its own");
            let hit = hit.set("/hostUsers", false);
            match spec.host_users {
                Some(value) => hit.value(value).into(),
                None => hit.into(),
            }
        }
    }
}
