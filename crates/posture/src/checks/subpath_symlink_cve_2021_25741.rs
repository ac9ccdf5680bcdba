use crate::node_risks::{Standing, judge_kubelets, numbers};
use crate::prelude::*;

pub(super) static CHECK: Check = Check {
    id: "subpath-symlink-cve-2021-25741",
    title: "Container mounts a subPath on a kubelet open to CVE-2021-25741",
    severity: Severity::High,
    confidence: Confidence::Medium,
    fix: "Update the node's kubelet to 1.19.15, 1.20.11, 1.21.5, 1.22.2 or later; until then mount whole volumes.",
    techniques: &["T1611"],
    aliases: &["kubescape:C-0058"],
    page: include_str!("subpath_symlink_cve_2021_25741.md"),
    needs: &["Node"],
    judge: Judge::Container(judge),
};

fn judge(c: &ContainerCx<'_, '_>) -> Verdict {
    let named = |path: Option<&str>| path.is_some_and(|path| !path.is_empty());
    let mut mounts = c.container.volume_mounts.iter().enumerate();
    let Some((at, mount)) =
        mounts.find(|(_, m)| named(m.sub_path.as_deref()) || named(m.sub_path_expr.as_deref()))
    else {
        return Verdict::NotApplicable;
    };
    let field = if named(mount.sub_path.as_deref()) { "subPath" } else { "subPathExpr" };
    judge_kubelets(c, standing, |node, version| {
        let message = format!(
            "mounts volume {} by {field}; the kubelet {version} of node {node} follows links out of it",
            mount.name
        );
        Hit::at(format!("/volumeMounts/{at}/{field}"), message).key("subPath")
    })
}

/// Source: <https://github.com/kubernetes/kubernetes/issues/104980>.
fn standing(kubelet: &str) -> Standing {
    let Some(([major, minor, patch], _)) = numbers(kubelet) else { return Standing::Unknown };
    let repaired = match (major, minor) {
        (1, 0..=18) => false,
        (1, 19) => patch >= 15,
        (1, 20) => patch >= 11,
        (1, 21) => patch >= 5,
        (1, 22) => patch >= 2,
        _ => true,
    };
    if repaired { Standing::Closed } else { Standing::Open }
}
