use holdfast_inventory::view::{Metadata, PodSpec};

use crate::level::{Level, Version};
use crate::subject::Subject;
use crate::{baseline, profiles, restricted};

/// Why a pod is not allowed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// Upstream's id of the check, such as `hostNamespaces`.
    pub check: &'static str,
    /// Upstream's reason, such as `host namespaces`.
    pub reason: &'static str,
    /// Upstream's detail, such as `hostPID=true`. Empty for a single sysctl without a name.
    pub detail: String,
    /// JSON pointers of what forbids it, relative to the pod spec; some name absent fields. Annotations begin with
    /// `../metadata/annotations/`.
    pub fields: Vec<String>,
}

impl Violation {
    /// The text of one violation in API responses.
    pub fn message(&self) -> String {
        if self.detail.is_empty() {
            return self.reason.to_owned();
        }
        format!("{} ({})", self.reason, self.detail)
    }
}

/// What a check finds: reason, detail and fields.
pub(crate) type Found = Option<(&'static str, String, Vec<String>)>;

type Rule = for<'p, 's> fn(Subject<'p, 's>) -> Found;

/// One check: its revisions by the minor version that brought them, ascending.
#[derive(Debug)]
pub struct Check {
    pub id: &'static str,
    pub level: Level,
    revisions: &'static [(u32, Rule)],
    /// Baseline checks that this restricted one says more strictly.
    overrides: &'static [&'static str],
}

const fn baseline(id: &'static str, revisions: &'static [(u32, Rule)]) -> Check {
    Check { id, level: Level::Baseline, revisions, overrides: &[] }
}

const fn restricted(
    id: &'static str,
    revisions: &'static [(u32, Rule)],
    overrides: &'static [&'static str],
) -> Check {
    Check { id, level: Level::Restricted, revisions, overrides }
}

/// Every check: baseline before restricted, each sorted by id, as upstream reports them.
pub static CHECKS: &[Check] = &[
    baseline("appArmorProfile", &[(0, profiles::app_armor_profile)]),
    baseline("capabilities_baseline", &[(0, baseline::capabilities)]),
    baseline("hostNamespaces", &[(0, baseline::host_namespaces)]),
    baseline("hostPathVolumes", &[(0, baseline::host_path_volumes)]),
    baseline("hostPorts", &[(0, baseline::host_ports)]),
    baseline("hostProbesAndHostLifecycle", &[(34, baseline::probe_hosts)]),
    baseline("privileged", &[(0, baseline::privileged)]),
    baseline("procMount", &[(0, baseline::proc_mount), (35, baseline::proc_mount_1_35)]),
    baseline("seLinuxOptions", &[(0, baseline::se_linux_options), (31, baseline::se_linux_options_1_31)]),
    baseline(
        "seccompProfile_baseline",
        &[(0, profiles::seccomp_annotations), (19, profiles::seccomp_profile)],
    ),
    baseline(
        "sysctls",
        &[
            (0, baseline::sysctls),
            (27, baseline::sysctls_1_27),
            (29, baseline::sysctls_1_29),
            (32, baseline::sysctls_1_32),
            (37, baseline::sysctls_1_37),
        ],
    ),
    baseline("windowsHostProcess", &[(0, baseline::windows_host_process)]),
    restricted(
        "allowPrivilegeEscalation",
        &[(8, restricted::privilege_escalation), (25, restricted::privilege_escalation_1_25)],
        &[],
    ),
    restricted(
        "capabilities_restricted",
        &[(22, restricted::capabilities), (25, restricted::capabilities_1_25)],
        &["capabilities_baseline"],
    ),
    restricted("procMount_restricted", &[(35, baseline::proc_mount)], &["procMount"]),
    restricted("restrictedVolumes", &[(0, restricted::volumes)], &["hostPathVolumes"]),
    restricted("runAsNonRoot", &[(0, restricted::non_root), (35, restricted::non_root_1_35)], &[]),
    restricted("runAsUser", &[(23, restricted::user), (35, restricted::user_1_35)], &[]),
    restricted(
        "seccompProfile_restricted",
        &[(19, restricted::seccomp), (25, restricted::seccomp_1_25)],
        &["seccompProfile_baseline"],
    ),
];

impl Check {
    /// The revision in force in a version, if the check exists there.
    fn rule(&self, version: Version) -> Option<Rule> {
        self.revisions.iter().rev().find(|(minor, _)| version.has(*minor)).map(|(_, rule)| *rule)
    }
}

/// Judges a pod. Empty: it is allowed. Allocates nothing then.
pub fn evaluate(
    metadata: &Metadata<'_>,
    spec: &PodSpec<'_>,
    level: Level,
    version: Version,
) -> Vec<Violation> {
    let subject = Subject { metadata, spec };
    let asked = CHECKS.iter().filter(|check| check.level <= level && !overridden(check.id, level, version));
    asked
        .filter_map(|check| {
            let (reason, detail, fields) = check.rule(version)?(subject)?;
            Some(Violation { check: check.id, reason, detail, fields })
        })
        .collect()
}

fn overridden(id: &str, level: Level, version: Version) -> bool {
    level == Level::Restricted
        && CHECKS.iter().any(|check| check.overrides.contains(&id) && check.rule(version).is_some())
}

/// The text of all violations, as the API server puts it behind `violates PodSecurity "LEVEL:VERSION": `.
pub fn message(violations: &[Violation]) -> String {
    violations.iter().map(Violation::message).collect::<Vec<_>>().join(", ")
}
