/// A technique of MITRE ATT&CK (v18.1). Those outside the Containers matrix that checks point to are here too.
///
/// Source: <https://attack.mitre.org/matrices/enterprise/containers/>
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Technique {
    pub id: &'static str,
    pub name: &'static str,
    pub tactics: &'static [&'static str],
}

/// Finds a technique by its id.
pub fn technique(id: &str) -> Option<&'static Technique> {
    TECHNIQUES.binary_search_by(|t| t.id.cmp(id)).ok().and_then(|at| TECHNIQUES.get(at))
}

const fn t(id: &'static str, name: &'static str, tactics: &'static [&'static str]) -> Technique {
    Technique { id, name, tactics }
}

/// Sorted by id.
pub static TECHNIQUES: &[Technique] = &[
    t("T1005", "Data from Local System", &["Collection"]),
    t("T1036", "Masquerading", &["Defense Evasion"]),
    t("T1036.005", "Match Legitimate Resource Name or Location", &["Defense Evasion"]),
    t("T1036.010", "Masquerade Account Name", &["Defense Evasion"]),
    t("T1040", "Network Sniffing", &["Credential Access", "Discovery"]),
    t("T1046", "Network Service Discovery", &["Discovery"]),
    t("T1053", "Scheduled Task/Job", &["Execution", "Persistence", "Privilege Escalation"]),
    t("T1053.007", "Container Orchestration Job", &["Execution", "Persistence", "Privilege Escalation"]),
    t("T1059.013", "Container CLI/API", &["Execution"]),
    t("T1068", "Exploitation for Privilege Escalation", &["Privilege Escalation"]),
    t("T1069", "Permission Groups Discovery", &["Discovery"]),
    t("T1070", "Indicator Removal", &["Defense Evasion"]),
    t(
        "T1078",
        "Valid Accounts",
        &["Initial Access", "Persistence", "Privilege Escalation", "Defense Evasion"],
    ),
    t(
        "T1078.001",
        "Default Accounts",
        &["Initial Access", "Persistence", "Privilege Escalation", "Defense Evasion"],
    ),
    t(
        "T1078.003",
        "Local Accounts",
        &["Initial Access", "Persistence", "Privilege Escalation", "Defense Evasion"],
    ),
    t("T1098", "Account Manipulation", &["Persistence", "Privilege Escalation"]),
    t("T1098.006", "Additional Container Cluster Roles", &["Persistence", "Privilege Escalation"]),
    t("T1110", "Brute Force", &["Credential Access"]),
    t("T1110.001", "Password Guessing", &["Credential Access"]),
    t("T1110.003", "Password Spraying", &["Credential Access"]),
    t("T1110.004", "Credential Stuffing", &["Credential Access"]),
    t("T1133", "External Remote Services", &["Initial Access", "Persistence"]),
    t("T1136", "Create Account", &["Persistence"]),
    t("T1136.001", "Local Account", &["Persistence"]),
    t("T1190", "Exploit Public-Facing Application", &["Initial Access"]),
    t("T1195", "Supply Chain Compromise", &["Initial Access"]),
    t("T1204", "User Execution", &["Execution"]),
    t("T1204.003", "Malicious Image", &["Execution"]),
    t("T1485", "Data Destruction", &["Impact"]),
    t("T1490", "Inhibit System Recovery", &["Impact"]),
    t("T1496", "Resource Hijacking", &["Impact"]),
    t("T1496.001", "Compute Hijacking", &["Impact"]),
    t("T1496.002", "Bandwidth Hijacking", &["Impact"]),
    t("T1498", "Network Denial of Service", &["Impact"]),
    t("T1499", "Endpoint Denial of Service", &["Impact"]),
    t("T1525", "Implant Internal Image", &["Persistence"]),
    t("T1528", "Steal Application Access Token", &["Credential Access"]),
    t("T1543", "Create or Modify System Process", &["Persistence", "Privilege Escalation"]),
    t("T1543.005", "Container Service", &["Persistence", "Privilege Escalation"]),
    t("T1548", "Abuse Elevation Control Mechanism", &["Privilege Escalation", "Defense Evasion"]),
    t("T1550", "Use Alternate Authentication Material", &["Defense Evasion", "Lateral Movement"]),
    t("T1550.001", "Application Access Token", &["Defense Evasion", "Lateral Movement"]),
    t("T1552", "Unsecured Credentials", &["Credential Access"]),
    t("T1552.001", "Credentials In Files", &["Credential Access"]),
    t("T1552.005", "Cloud Instance Metadata API", &["Credential Access"]),
    t("T1552.007", "Container API", &["Credential Access"]),
    t("T1557", "Adversary-in-the-Middle", &["Credential Access", "Collection"]),
    t("T1562", "Impair Defenses", &["Defense Evasion"]),
    t("T1562.001", "Disable or Modify Tools", &["Defense Evasion"]),
    t("T1562.008", "Disable or Modify Cloud Logs", &["Defense Evasion"]),
    t("T1609", "Container Administration Command", &["Execution"]),
    t("T1610", "Deploy Container", &["Execution", "Defense Evasion"]),
    t("T1611", "Escape to Host", &["Privilege Escalation"]),
    t("T1612", "Build Image on Host", &["Defense Evasion"]),
    t("T1613", "Container and Resource Discovery", &["Discovery"]),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn table_is_sorted_and_found_by_id() {
        assert!(TECHNIQUES.is_sorted_by(|a, b| a.id < b.id));
        assert_eq!(technique("T1611").map(|t| t.name), Some("Escape to Host"));
        assert_eq!(technique("T0000"), None);
    }
}
