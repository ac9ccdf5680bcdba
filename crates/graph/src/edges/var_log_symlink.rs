use crate::prelude::*;

pub(super) static EDGE: EdgeKind = EdgeKind {
    id: "var-log-symlink",
    title: "Container can plant links in the log folder of its node and read logs",
    family: Family::Escape,
    story: "reads any file, through a link in the log folder, of",
    fix: "Mount the log folder read-only, or do not let the account read logs.",
    cost: 3,
    techniques: &["T1611", "T1552.001"],
    aliases: &["kubehound:CE_VAR_LOG_SYMLINK", "kube-hunter:KHV047"],
    page: include_str!("var_log_symlink.md"),
    find: &[Find::Container(find)],
};

fn find(c: &ContainerCx<'_, '_>, emit: &mut Emit<'_, '_>) {
    if !c.may_be_root() || c.pod.is_windows() {
        return;
    }
    let logs = |m: &&HostMount| !m.read_only && (m.holds("/var/log") || m.lies_in("/var/log/pods"));
    let Some(mount) = c.host_mounts().into_iter().find(|m| logs(&m)) else { return };
    let reads = |g: &GrantCx<'_, '_>| {
        g.may(&["get"], "", "nodes/log").is_some()
            || g.may(&["get"], "", "nodes/proxy").is_some()
            || g.may(&["get"], "", "pods/log").is_some()
    };
    if c.pod.token().is_some() && c.pod.grants().iter().any(reads) {
        emit.to(
            End::Node,
            c.mounts(&mount, "links can be planted in the log folder, and the pod's account may read logs"),
        );
    }
}
