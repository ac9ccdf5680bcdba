use crate::prelude::*;

pub(super) static EDGE: EdgeKind = EdgeKind {
    id: "metadata-from-host-network",
    title: "Pod on its node's network reaches the metadata service",
    family: Family::Node,
    story: "asks the metadata service, as its node, for the credentials of",
    fix: "Remove hostNetwork.",
    cost: 2,
    techniques: &["T1552.005"],
    aliases: &[],
    page: include_str!("metadata_from_host_network.md"),
    find: &[Find::Pod(find)],
};

fn find(pod: &PodCx<'_, '_>, emit: &mut Emit<'_, '_>) {
    if pod.spec().host_network != Some(true) {
        return;
    }
    let nodes = pod.class.nodes.iter().filter_map(|at| pod.facts.nodes.get(*at as usize));
    let mut clouds: Vec<&str> = nodes.filter_map(crate::facts::NodeFacts::cloud).collect();
    clouds.sort_unstable();
    clouds.dedup();
    for cloud in clouds {
        let to = emit.cloud_role(cloud);
        let fix = pod.remove("Remove hostNetwork", &["/hostNetwork"], 5);
        emit.to(to, pod.proof("/hostNetwork", "asks from the node's own address").value(true).fix(fix));
    }
}
