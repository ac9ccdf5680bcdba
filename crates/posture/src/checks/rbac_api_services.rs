use crate::prelude::*;
use crate::rbac::{Right, WRITE, role_with};

pub(super) static CHECK: Check = Check {
    id: "rbac-api-services",
    title: "ClusterRole may take over parts of the API",
    severity: Severity::High,
    confidence: Confidence::High,
    fix: "Limit the rule by resourceNames to the APIService that the holder serves, and drop create and delete.",
    techniques: &["T1557"],
    aliases: &[],
    page: include_str!("rbac_api_services.md"),
    needs: &[],
    judge: Judge::Object(&["ClusterRole"], judge),
};

static RIGHT: Right = Right::new(WRITE, &[("apiregistration.k8s.io", "apiservices")]);

fn judge(o: &ObjectCx<'_, '_>) -> Verdict {
    role_with(o, &RIGHT, "lets its holders answer API requests in the server's place")
}
