use holdfast_inventory::Object;
use holdfast_reach::{Enforcer, enforcer};

use crate::prelude::*;

pub(super) static CHECK: Check = Check {
    id: "cni-without-netpol",
    title: "Network plugin does not enforce NetworkPolicy",
    severity: Severity::Medium,
    confidence: Confidence::Medium,
    fix: "Install a network plugin that enforces NetworkPolicy, or switch enforcement on in the one that is installed.",
    techniques: &[],
    aliases: &["kubescape:C-0205", "kubescape:C-0230", "kubescape:C-0240"],
    page: include_str!("cni_without_netpol.md"),
    needs: &["DaemonSet", "Node"],
    judge: Judge::Cluster(judge),
};

fn judge(cx: &Cx<'_>) -> Verdict {
    match enforcer(cx.snapshot()) {
        Enforcer::Enforces(_) => Verdict::Pass,
        Enforcer::Ignores(set, what) => hit(set, what),
        Enforcer::Unknown => Verdict::NotAssessed("no network plugin was recognised"),
    }
}

fn hit(set: Object<'_>, what: &str) -> Verdict {
    let name = format!("{}/{}", set.namespace(), set.name());
    Hit::at("", format!("the network plugin {name} {what}")).value(name).into()
}
