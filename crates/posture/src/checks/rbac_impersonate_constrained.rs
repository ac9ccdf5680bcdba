use crate::prelude::*;
use crate::rbac::{Right, any_role, find, widest};

pub(super) static CHECK: Check = Check {
    id: "rbac-impersonate-constrained",
    title: "Role may impersonate anybody of a sort",
    severity: Severity::High,
    confidence: Confidence::High,
    fix: "Limit the rule by resourceNames to those whom the holder speaks for.",
    techniques: &["T1550.001"],
    aliases: &[],
    page: include_str!("rbac_impersonate_constrained.md"),
    needs: &[],
    judge: Judge::Object(&["Role", "ClusterRole"], judge),
};

const GROUP: &str = "authentication.k8s.io";

/// Each mode with what it is about. Source: KEP-5284.
static MODES: [Right; 3] = [
    Right::new(&["impersonate:user-info"], &[(GROUP, "users"), (GROUP, "groups"), (GROUP, "uids")]),
    Right::new(&["impersonate:serviceaccount"], &[(GROUP, "serviceaccounts")]),
    Right::new(&["impersonate:arbitrary-node"], &[(GROUP, "nodes")]),
];

fn judge(o: &ObjectCx<'_, '_>) -> Verdict {
    any_role(o, |index, role| {
        let seen = MODES.iter().find_map(|mode| find(index, role, mode, widest(role)))?;
        Some((seen.rule, seen.says(index, "lets its holders act as anybody of a sort")))
    })
}
