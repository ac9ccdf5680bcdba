use crate::node_risks::{Standing, judge_kernels, numbers};
use crate::prelude::*;

pub(super) static CHECK: Check = Check {
    id: "kernel-cve-2022-0185",
    title: "Container can reach CVE-2022-0185 in its node's kernel",
    severity: Severity::Medium,
    confidence: Confidence::Medium,
    fix: "Update the node's kernel to 5.4.173, 5.10.93, 5.15.16, 5.16.2 or later, and remove SYS_ADMIN from the container.",
    techniques: &["T1611"],
    aliases: &["kubescape:C-0079"],
    page: include_str!("kernel_cve_2022_0185.md"),
    needs: &["Node"],
    judge: Judge::Container(judge),
};

fn judge(c: &ContainerCx<'_, '_>) -> Verdict {
    let adds = |name: &str| name.eq_ignore_ascii_case("SYS_ADMIN") || name.eq_ignore_ascii_case("ALL");
    let added = c.added_capabilities().position(adds);
    let pointer = match added {
        _ if c.is_privileged() => "/securityContext/privileged".to_owned(),
        Some(at) => format!("/securityContext/capabilities/add/{at}"),
        None => return Verdict::NotApplicable,
    };
    judge_kernels(c, standing, |node, version| {
        let message =
            format!("holds SYS_ADMIN and may run on node {node}, whose kernel {version} is open to it");
        Hit::at(pointer.as_str(), message).key("SYS_ADMIN")
    })
}

/// The flaw came with Linux 5.1. Source: <https://nvd.nist.gov/vuln/detail/CVE-2022-0185>.
fn standing(kernel: &str) -> Standing {
    let Some((version, rest)) = numbers(kernel) else { return Standing::Unknown };
    let repaired = match version {
        // Red Hat's kernels carry both flaw and repair under numbers of their own.
        [4, 18, _] if rest.contains(".el") => return Standing::Unknown,
        [0..=4, ..] | [5, 0, _] => true,
        [5, 4, patch] => patch >= 173,
        [5, 10, patch] => patch >= 93,
        [5, 15, patch] => patch >= 16,
        [5, 16, patch] => patch >= 2,
        [5, minor, _] => minor > 16,
        _ => true,
    };
    match (repaired, version) {
        (true, _) => Standing::Closed,
        // Debian and Ubuntu leave the last number at zero and count builds instead.
        (false, [_, _, 0]) if rest.starts_with('-') => Standing::Unknown,
        (false, _) => Standing::Open,
    }
}
