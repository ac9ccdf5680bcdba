//! What pods mount, as an inventory.

use holdfast_inventory::view::{ProjectedSource, Volume};

use crate::prelude::*;

/// Lists every object of one kind that the pod's volumes bring in, directly or by projection.
pub(crate) fn judge_mounted(
    pod: &PodCx<'_, '_>,
    kind: &str,
    direct: for<'v> fn(&'v Volume<'_>) -> Option<(&'static str, &'v str)>,
    projected: for<'v> fn(&'v ProjectedSource<'_>) -> Option<(&'static str, &'v str)>,
) -> Verdict {
    let mut hits = Vec::new();
    for (at, volume) in pod.spec().volumes.iter().enumerate() {
        // Written into running pods by the API server, not by their owner.
        if volume.name.starts_with("kube-api-access-") {
            continue;
        }
        if let Some((field, name)) = direct(volume) {
            hits.push(hit(kind, volume, format!("/volumes/{at}/{field}"), name));
        }
        let sources = volume.projected.iter().flat_map(|p| p.sources.iter().enumerate());
        for (source_at, source) in sources {
            if let Some((field, name)) = projected(source) {
                hits.push(hit(
                    kind,
                    volume,
                    format!("/volumes/{at}/projected/sources/{source_at}/{field}"),
                    name,
                ));
            }
        }
    }
    Verdict::of(hits)
}

fn hit(kind: &str, volume: &Volume<'_>, pointer: String, name: &str) -> Hit {
    Hit::at(pointer, format!("mounts {kind} {name} as volume {}", volume.name))
        .value(name)
        .key(format!("{}/{name}", volume.name))
}
