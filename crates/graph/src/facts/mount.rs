use super::ContainerCx;
use crate::proof::Proof;

/// A path of the node in a container.
#[derive(Clone, Debug)]
pub(crate) struct HostMount {
    /// Place in the spec's volumes.
    pub(crate) volume: usize,
    /// The path on the node, the sub-path included, without a slash at the end; the root is `/`.
    pub(crate) path: String,
    pub(crate) read_only: bool,
    /// Place in the container's mounts.
    mount: usize,
}

impl ContainerCx<'_, '_> {
    /// Paths of the node the container sees.
    pub(crate) fn host_mounts(&self) -> Vec<HostMount> {
        let volumes = &self.pod.spec().volumes;
        let mounts = self.container.volume_mounts.iter().enumerate();
        let found = mounts.filter_map(|(mount, m)| {
            let (volume, source) = volumes.iter().enumerate().find(|(_, v)| v.name == m.name)?;
            let root = source.host_path.as_ref()?.path.as_str();
            let sub = m.sub_path.as_deref().or(m.sub_path_expr.as_deref()).unwrap_or_default();
            let read_only = m.read_only == Some(true);
            Some(HostMount { volume, path: clean(&format!("{root}/{sub}")), read_only, mount })
        });
        found.collect()
    }

    /// The proof that it sees a path of the node, and what takes it away.
    pub(crate) fn mounts(&self, mount: &HostMount, says: impl Into<std::borrow::Cow<'static, str>>) -> Proof {
        let pointer = format!("/volumeMounts/{}", mount.mount);
        let text = format!("Do not mount {} of the node into container {}", mount.path, self.container.name);
        let fix = self.remove(text, &[&pointer], 4);
        let path = format!("/volumes/{}/hostPath/path", mount.volume);
        self.pod.proof(&path, says).value(&mount.path).fix(fix)
    }
}

impl HostMount {
    /// The path is the place, or holds it.
    pub(crate) fn holds(&self, place: &str) -> bool {
        within(place, &self.path)
    }

    /// The path is the place, or lies in it.
    pub(crate) fn lies_in(&self, place: &str) -> bool {
        within(&self.path, place)
    }

    /// One of the places can be seen through it.
    pub(crate) fn touches(&self, places: &[&str]) -> bool {
        places.iter().any(|place| self.holds(place) || self.lies_in(place))
    }
}

fn within(inner: &str, outer: &str) -> bool {
    outer == "/" || inner == outer || inner.strip_prefix(outer).is_some_and(|rest| rest.starts_with('/'))
}

/// Without empty parts, `.` and `..`; `/run` is where `/var/run` leads.
fn clean(path: &str) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    if parts.starts_with(&["var", "run"]) {
        parts.remove(0);
    }
    format!("/{}", parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_compared_by_their_parts() {
        let mount = |path: &str| HostMount { volume: 0, path: clean(path), read_only: false, mount: 0 };
        assert_eq!(clean("/var/run//docker.sock"), "/run/docker.sock");
        assert_eq!(clean("/a/../etc/./ssl/"), "/etc/ssl");
        assert_eq!(clean(""), "/");
        assert!(mount("/").holds("/etc/shadow") && mount("/etc").holds("/etc"));
        assert!(!mount("/etcetera").lies_in("/etc") && !mount("/etc").holds("/etcetera"));
        assert!(mount("/var/log/pods").touches(&["/var/log"]));
    }
}
