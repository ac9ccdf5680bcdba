use crate::prelude::*;

pub(super) static EDGE: EdgeKind = EdgeKind {
    id: "persistent-volume-host-path",
    title: "Identity may make volumes out of nodes' disks, and pods that use them",
    family: Family::Workload,
    story: "mounts the disk, through a volume claim, of",
    fix: "Take the creation of PersistentVolumes out of the role: leave it to a storage provisioner.",
    cost: 3,
    techniques: &["T1611"],
    aliases: &[],
    page: include_str!("persistent_volume_host_path.md"),
    find: &[Find::Identity(find)],
};

use crate::workloads::MAKERS;

fn find(id: &IdentityCx<'_, '_>, emit: &mut Emit<'_, '_>) {
    let volumes = id.grants.iter().find_map(|g| g.may_cluster(&["create"], "", "persistentvolumes"));
    let pods = id.may(&["create"], "", "pods");
    let makes =
        pods.or_else(|| MAKERS.iter().find_map(|(group, resource)| id.may(&["create"], group, resource)));
    if let (Some(volumes), true) = (volumes, makes.is_some()) {
        let to = emit.every_node();
        emit.to(to, volumes.proof);
    }
}
