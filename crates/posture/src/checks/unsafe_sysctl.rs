use crate::prelude::*;

pub(super) static CHECK: Check = Check {
    id: "unsafe-sysctl",
    title: "Pod sets an unsafe kernel parameter",
    severity: Severity::Medium,
    confidence: Confidence::High,
    fix: "Remove the sysctl, or set it on the nodes that need it.",
    techniques: &[],
    aliases: &["trivy:KSV-0026", "kube-linter:unsafe-sysctls", "kubescape:C-0211", "psa:sysctls"],
    page: include_str!("unsafe_sysctl.md"),
    needs: &[],
    judge: Judge::Pod(judge),
};

/// Kernel parameters that touch nothing outside the pod, and the Kubernetes 1.x version since which they count as safe.
/// Source: <https://kubernetes.io/docs/concepts/security/pod-security-standards/#baseline>.
static SAFE: &[(&str, u32)] = &[
    ("kernel.shm_rmid_forced", 0),
    ("net.ipv4.ip_local_port_range", 0),
    ("net.ipv4.ip_local_reserved_ports", 27),
    ("net.ipv4.ip_unprivileged_port_start", 0),
    ("net.ipv4.ping_group_range", 0),
    ("net.ipv4.tcp_fin_timeout", 29),
    ("net.ipv4.tcp_keepalive_intvl", 29),
    ("net.ipv4.tcp_keepalive_probes", 29),
    ("net.ipv4.tcp_keepalive_time", 29),
    ("net.ipv4.tcp_rmem", 32),
    ("net.ipv4.tcp_syncookies", 0),
    ("net.ipv4.tcp_wmem", 32),
];

fn judge(pod: &PodCx<'_, '_>) -> Verdict {
    if pod.is_windows() {
        return Verdict::NotApplicable;
    }
    let Some(context) = &pod.spec().security_context else { return Verdict::Pass };
    let is_safe = |name: &str| {
        let minor = pod.cx.version().map_or(u32::MAX, |(_, minor)| minor);
        SAFE.iter().any(|(safe, since)| *safe == name && *since <= minor)
    };
    let wrong = context.sysctls.iter().enumerate().filter(|(_, sysctl)| !is_safe(&sysctl.name));
    let hits = wrong.map(|(at, sysctl)| {
        let message = format!("sets the kernel parameter {}, which is not among the safe ones", sysctl.name);
        Hit::at(format!("/securityContext/sysctls/{at}/name"), message)
            .value(&sysctl.name)
            .key(sysctl.name.as_str())
            .remove(format!("/securityContext/sysctls/{at}"))
    });
    Verdict::of(hits.collect())
}
