//! Paths of the node that pods mount.

use holdfast_inventory::view::Volume;

use crate::prelude::*;

/// The pod's hostPath volumes: place in the list, volume, path.
pub(crate) fn host_paths<'p, 's>(
    pod: &'p PodCx<'_, 's>,
) -> impl Iterator<Item = (usize, &'p Volume<'s>, &'p str)> {
    let volumes = pod.spec().volumes.iter().enumerate();
    volumes.filter_map(|(at, volume)| Some((at, volume, volume.host_path.as_ref()?.path.as_str())))
}

/// A hit at a hostPath volume.
pub(crate) fn volume_hit(at: usize, volume: &Volume<'_>, path: &str, message: String) -> Hit {
    Hit::at(format!("/volumes/{at}/hostPath/path"), message).value(path).key(volume.name.as_str())
}

/// The volume mounts `path`: is `place` what it mounts?
pub(crate) fn is_same(path: &str, place: &str) -> bool {
    parts(path).eq(parts(place))
}

/// True when `path` is `folder` or something inside.
pub(crate) fn is_inside(path: &str, folder: &str) -> bool {
    let mut path = parts(path);
    parts(folder).all(|part| path.next() == Some(part))
}

/// The names in a path, without what changes nothing: doubled and trailing slashes, dots, and the link from
/// `/var/run` to `/run`.
pub(crate) fn parts(path: &str) -> impl Iterator<Item = &str> + Clone {
    let names = path.split('/').filter(|name| !name.is_empty() && *name != ".");
    let linked = names.clone().take(2).eq(["var", "run"]);
    names.skip(usize::from(linked))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_compared_by_name() {
        let cases = [
            ("/var/run/docker.sock", "/run/docker.sock", true, true),
            ("/etc//kubernetes/./pki/", "/etc/kubernetes", false, true),
            ("/", "/", true, true),
            ("/etcd", "/etc", false, false),
            ("/var", "/run", false, false),
            ("/run", "/run/docker.sock", false, false),
        ];
        for (path, place, same, inside) in cases {
            assert_eq!((is_same(path, place), is_inside(path, place)), (same, inside), "{path} {place}");
        }
    }
}
