use crate::prelude::*;

pub(super) static HUNTER: Hunter = Hunter {
    id: "etcd-peer-members-open",
    title: "etcd lists its members on the peer port",
    severity: Severity::Medium,
    confidence: Confidence::High,
    fix: "Start etcd with --peer-client-cert-auth and --peer-trusted-ca-file.",
    techniques: &["T1046"],
    aliases: &[],
    page: include_str!("etcd_peer_members_open.md"),
    products: &["etcd"],
    asks: &[Ask::get("/members")],
    judge: Judge::Service(judge),
};

fn judge(service: &Service) -> Verdict {
    keys(service, "/members", &["/0/peerURLs"], "lists its members on the peer port without a certificate")
}
