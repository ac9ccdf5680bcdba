use crate::prelude::*;

pub(super) static CHECK: Check = Check {
    id: "cap-net-raw",
    title: "Container may open raw sockets",
    severity: Severity::High,
    confidence: Confidence::High,
    fix: "Drop NET_RAW, best with drop [ALL], and do not add it.",
    techniques: &["T1557"],
    aliases: &[
        "kubescape:C-0199",
        "trivy:KSV-0119",
        "kube-linter:drop-net-raw-capability",
        "polaris:insecureCapabilities",
        "checkov:CKV_K8S_28",
        "prowler:core_minimize_net_raw_capability_admission",
    ],
    page: include_str!("cap_net_raw.md"),
    needs: &[],
    judge: Judge::Container(judge),
};

const DROP: &str = "/securityContext/capabilities/drop";

fn judge(c: &ContainerCx<'_, '_>) -> Verdict {
    if c.pod.is_windows() {
        return Verdict::NotApplicable;
    }
    let raw = |name: &str| name.eq_ignore_ascii_case("NET_RAW");
    let all = |name: &str| name.eq_ignore_ascii_case("ALL");
    if let Some((at, name)) = c.added_capabilities().enumerate().find(|(_, name)| raw(name) || all(name)) {
        let pointer = format!("/securityContext/capabilities/add/{at}");
        let hit = Hit::at(pointer.as_str(), "adds NET_RAW: it can forge packets and answer for others");
        return hit.value(name).key("NET_RAW").remove(pointer).into();
    }
    if c.dropped_capabilities().any(|name| raw(name) || all(name)) {
        return Verdict::Pass;
    }
    let mut kept: Vec<&str> = c.dropped_capabilities().collect();
    let hit = Hit::at(
        DROP,
        "keeps NET_RAW from the runtime's defaults: it can forge packets and answer for others",
    );
    let hit = if kept.is_empty() { hit } else { hit.value(kept.join(", ")) };
    kept.push("NET_RAW");
    hit.key("NET_RAW").set(DROP, serde_json::json!(kept)).into()
}
