use crate::hardening::selinux;
use crate::identity::inherited;
use crate::prelude::*;

pub(super) static CHECK: Check = Check {
    id: "selinux-custom-options",
    title: "Container runs under an SELinux label of its own choice",
    severity: Severity::Medium,
    confidence: Confidence::High,
    fix: "Remove seLinuxOptions.user and role, and set type to container_t or leave it out.",
    techniques: &[],
    aliases: &["trivy:KSV-0025", "kubescape:C-0211", "psa:seLinuxOptions"],
    page: include_str!("selinux_custom_options.md"),
    needs: &[],
    judge: Judge::Container(judge),
};

/// Source: <https://kubernetes.io/docs/concepts/security/pod-security-standards/#baseline>; the last one since 1.31.
static ALLOWED: &[&str] = &["container_t", "container_init_t", "container_kvm_t", "container_engine_t"];

fn judge(c: &ContainerCx<'_, '_>) -> Verdict {
    if c.pod.is_windows() {
        return Verdict::NotApplicable;
    }
    let Some(set) = selinux(c) else { return Verdict::Pass };
    let options = set.value;
    let old = c.cx().version().is_some_and(|version| version < (1, 31));
    let allowed = |kind: &str| ALLOWED.contains(&kind) && !(old && kind == "container_engine_t");
    let wrong = [
        ("type", options.kind.as_deref().filter(|kind| !allowed(kind))),
        ("user", options.user.as_deref()),
        ("role", options.role.as_deref()),
    ];
    let wrong =
        wrong.into_iter().filter_map(|(field, value)| Some((field, value.filter(|v| !v.is_empty())?)));
    let hits = wrong.map(|(field, value)| {
        let pointer = format!("/securityContext/seLinuxOptions/{field}");
        let hit = Hit::at(pointer, format!("chooses the SELinux {field} {value}")).key(field);
        inherited(hit, &format!("seLinuxOptions.{field}"), value, set.own)
    });
    Verdict::of(hits.collect())
}
