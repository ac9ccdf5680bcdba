use crate::prelude::*;

pub(super) static EDGE: EdgeKind = EdgeKind {
    id: "client-certificate-issue",
    title: "Identity may ask for client certificates and approve them",
    family: Family::Identity,
    story: "issues itself a client certificate and is",
    fix: "Take the approval of certificate requests out of the role.",
    cost: 3,
    techniques: &["T1550", "T1098"],
    aliases: &["icekube:GENERATE_CLIENT_CERTIFICATE", "rbac-police:approve_csrs"],
    page: include_str!("client_certificate_issue.md"),
    find: &[Find::Identity(find)],
};

const GROUP: &str = "certificates.k8s.io";
/// Signers whose certificates the API server takes for users.
const CLIENTS: &[&str] = &["kubernetes.io/kube-apiserver-client", "kubernetes.io/*"];

fn find(id: &IdentityCx<'_, '_>, emit: &mut Emit<'_, '_>) {
    let may =
        |verbs: &[&str], resource: &str| id.grants.iter().find_map(|g| g.may_cluster(verbs, GROUP, resource));
    let asks = may(&["create"], "certificatesigningrequests");
    let approves = may(&["patch", "update"], "certificatesigningrequests/approval");
    let signs = id.grants.iter().filter_map(|g| g.may_cluster(&["approve"], GROUP, "signers"));
    let client = |names: &[&str]| names.is_empty() || names.iter().any(|name| CLIENTS.contains(name));
    let signs = signs.into_iter().find(|allowed| client(&allowed.names));
    if let (Some(_), Some(_), Some(signs)) = (asks, approves, signs) {
        let to = emit.cluster_admin();
        emit.to(to, signs.proof);
    }
}
