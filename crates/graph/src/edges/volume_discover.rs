use crate::prelude::*;

pub(super) static EDGE: EdgeKind = EdgeKind {
    id: "volume-discover",
    title: "Container has a volume with something in it",
    family: Family::Structure,
    story: "reads",
    fix: "Mount only what the container uses.",
    cost: 0,
    techniques: &["T1613"],
    aliases: &["kubehound:VOLUME_DISCOVER"],
    page: include_str!("volume_discover.md"),
    find: &[Find::Container(find)],
};

fn find(c: &ContainerCx<'_, '_>, emit: &mut Emit<'_, '_>) {
    let volumes = &c.pod.spec().volumes;
    for mount in &c.container.volume_mounts {
        let found = volumes.iter().enumerate().find(|(_, v)| v.name == mount.name);
        let Some((at, volume)) = found else { continue };
        if volume.host_path.is_some() || volume.secret.is_some() || volume.projected.is_some() {
            emit.to(End::Volume(at), Proof::fact("mounted into the container"));
        }
    }
}
