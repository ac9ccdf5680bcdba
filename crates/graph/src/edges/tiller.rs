use crate::prelude::*;

pub(super) static EDGE: EdgeKind = EdgeKind {
    id: "tiller",
    title: "Any pod may give orders to Tiller",
    family: Family::ControlPlane,
    story: "gives orders, without any password, to",
    fix: "Remove Tiller: Helm 3 needs no server.",
    cost: 1,
    techniques: &["T1610", "T1190"],
    aliases: &["kubernetes-goat:helm-tiller"],
    page: include_str!("tiller.md"),
    find: &[Find::Estate(find)],
};

fn find<'s>(facts: &Facts<'s>, emit: &mut Emit<'_, 's>) {
    for (id, class) in facts.numbered() {
        if class.has_image("/tiller") {
            let from = emit.pods("");
            let says = "Tiller takes orders from whoever connects";
            emit.edge(
                from,
                End::Class(id),
                Proof::field(class.source.id(), class.facts.spec_pointer(), says),
            );
        }
    }
}
