//! Kubernetes Goat, a deliberately vulnerable estate: what each of its scenarios is known for must be found.

use std::path::Path;

use anyhow::{Context as _, Result};

use super::{Holdfast, Score};
use crate::holdfast::Report;

/// Scenario, object, check.
type Row = (&'static str, &'static str, &'static str);

const KNOWN_FOR: &[Row] = &[
    ("batch-check", "Job/batch-check-job", "cpu-limit-missing"),
    ("batch-check", "Job/batch-check-job", "memory-limit-missing"),
    ("build-code", "Deployment/build-code-deployment", "image-tag-floating"),
    ("build-code", "Deployment/build-code-deployment", "sa-token-automount"),
    ("cache-store", "Deployment/cache-store-deployment", "cpu-limit-missing"),
    ("cache-store", "Deployment/cache-store-deployment", "memory-limit-missing"),
    ("cache-store", "Namespace/secure-middleware", "namespace-without-netpol"),
    ("docker-bench-security", "DaemonSet/docker-bench-security", "explicit-uid-zero"),
    ("docker-bench-security", "DaemonSet/docker-bench-security", "host-ipc"),
    ("docker-bench-security", "DaemonSet/docker-bench-security", "host-network"),
    ("docker-bench-security", "DaemonSet/docker-bench-security", "host-path-sensitive"),
    ("docker-bench-security", "DaemonSet/docker-bench-security", "host-pid"),
    ("docker-bench-security", "DaemonSet/docker-bench-security", "privileged-container"),
    ("docker-bench-security", "DaemonSet/docker-bench-security", "runtime-socket-mount"),
    ("health-check", "Deployment/health-check-deployment", "privileged-container"),
    ("health-check", "Deployment/health-check-deployment", "runtime-socket-mount"),
    ("hidden-in-layers", "Job/hidden-in-layers", "cpu-limit-missing"),
    ("hidden-in-layers", "Job/hidden-in-layers", "image-tag-floating"),
    ("hunger-check", "Deployment/hunger-check-deployment", "cpu-limit-missing"),
    ("hunger-check", "Deployment/hunger-check-deployment", "memory-limit-missing"),
    ("hunger-check", "RoleBinding/secret-reader-binding", "rbac-secrets-namespace"),
    ("insecure-rbac", "ClusterRoleBinding/superadmin", "cluster-admin-bound"),
    ("internal-proxy", "Service/internal-proxy-info-app-service", "service-type-exposed"),
    ("kube-bench-security", "Job/kube-bench-master", "host-path-sensitive"),
    ("kube-bench-security", "Job/kube-bench-master", "host-pid"),
    ("kube-bench-security", "Job/kube-bench-node", "host-path-sensitive"),
    ("kube-bench-security", "Job/kube-bench-node", "host-pid"),
    ("kube-bench-security", "Job/kube-bench-node", "image-tag-floating"),
    ("kubernetes-goat-home", "Deployment/kubernetes-goat-home-deployment", "root-user-possible"),
    ("poor-registry", "Deployment/poor-registry-deployment", "liveness-missing"),
    ("system-monitor", "Deployment/system-monitor-deployment", "host-ipc"),
    ("system-monitor", "Deployment/system-monitor-deployment", "host-path-sensitive"),
    ("system-monitor", "Deployment/system-monitor-deployment", "host-path-writable"),
    ("system-monitor", "Deployment/system-monitor-deployment", "host-pid"),
    ("system-monitor", "Deployment/system-monitor-deployment", "privilege-escalation-allowed"),
    ("system-monitor", "Deployment/system-monitor-deployment", "privileged-container"),
    ("system-monitor", "Deployment/system-monitor-deployment", "secret-as-env"),
];

/// A Helm chart: not a manifest, so a gap that says so is right.
const CHART: &str = "metadata-db";

pub(super) fn run(holdfast: &Holdfast, folder: &Path) -> Result<Score> {
    let path = folder.to_str().context("the folder's name is not UTF-8")?;
    let report: Report = holdfast.json(["scan", "-f", path, "--severity", "info"])?;
    Ok(judge(&report))
}

fn judge(report: &Report) -> Score {
    let mut score = Score::default();
    for (scenario, object, check) in KNOWN_FOR {
        let shows = report.findings.iter().any(|finding| {
            finding.check == *check
                && format!("{}/{}", finding.subject.kind, finding.subject.name) == **object
        });
        let answer = if shows { Ok(()) } else { Err("was not found".to_owned()) };
        score.note(format!("{scenario}: {object}: {check}"), answer);
    }
    let gap = report.gaps.iter().find(|gap| !gap.what.contains(CHART));
    score.note(
        "everything but the chart is read",
        gap.map_or(Ok(()), |gap| Err(format!("{}: {}", gap.what, gap.why))),
    );
    let told = report.gaps.iter().any(|gap| gap.what.contains(CHART));
    let answer = if told { Ok(()) } else { Err("no gap names it".to_owned()) };
    score.note("the unrendered chart is told", answer);
    score
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn table_is_sorted_and_unique() {
        assert!(KNOWN_FOR.is_sorted_by(|a, b| a < b));
    }

    #[test]
    fn finds_rows_and_gaps() {
        let text = r#"{"gaps": [{"what": "goat/metadata-db", "why": "chart"}],
            "findings": [{"check": "host-pid", "subject": {"kind": "Job", "name": "kube-bench-node"}}]}"#;
        let score = judge(&serde_json::from_str(text).unwrap());
        assert_eq!(score.agree.len(), 3);
        assert!(score.agree.contains(&"kube-bench-security: Job/kube-bench-node: host-pid".to_owned()));
    }
}
