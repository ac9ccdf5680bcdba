use crate::prelude::*;

pub(super) static EDGE: EdgeKind = EdgeKind {
    id: "config-map-executed",
    title: "Grant lets change a script that pods run",
    family: Family::Workload,
    story: "rewrites the script that is run by",
    fix: "Take patch and update of ConfigMaps out of the role, or put programs into the image.",
    cost: 3,
    techniques: &["T1525"],
    aliases: &[],
    page: include_str!("config_map_executed.md"),
    find: &[Find::Grant(find)],
};

use holdfast_inventory::view::Container;

use crate::facts::Class;

fn find(g: &GrantCx<'_, '_>, emit: &mut Emit<'_, '_>) {
    let Some(allowed) = g.may(&["patch", "update"], "", "configmaps") else { return };
    for (id, class) in g.facts.numbered() {
        let there = allowed.namespace.is_empty() || allowed.namespace == class.namespace();
        if there && executed(class).any(|name| allowed.names.is_empty() || allowed.names.contains(&name)) {
            emit.to(End::Class(id), allowed.proof.clone());
        }
    }
}

/// ConfigMaps out of which a container runs something.
fn executed<'c>(class: &'c Class<'_>) -> impl Iterator<Item = &'c str> {
    let volumes = class.template.spec.volumes.iter();
    let maps = volumes.filter_map(|v| Some((v.name.as_str(), v.config_map.as_ref()?.name.as_str())));
    maps.filter(|(volume, _)| class.containers().any(|(_, _, c)| runs_from(c, volume))).map(|(_, name)| name)
}

fn runs_from(container: &Container<'_>, volume: &str) -> bool {
    let places = container.volume_mounts.iter().filter(|m| m.name == volume);
    let mut folders = places.map(|m| m.mount_path.trim_end_matches('/')).filter(|path| !path.is_empty());
    folders.any(|folder| {
        let words = container.command.iter().chain(container.args.iter());
        words.into_iter().any(|word| word.contains(&format!("{folder}/")) || word.as_str() == folder)
    })
}
