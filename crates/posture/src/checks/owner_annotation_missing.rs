use holdfast_inventory::view::Map;

use crate::authored::is_authored;
use crate::prelude::*;

pub(super) static CHECK: Check = Check {
    id: "owner-annotation-missing",
    title: "Object does not say whom to call",
    severity: Severity::Info,
    confidence: Confidence::High,
    fix: "Annotate the object with its owner, for example with email or a8r.io/owner.",
    techniques: &[],
    aliases: &["kube-linter:required-annotation-email"],
    page: include_str!("owner_annotation_missing.md"),
    needs: &[],
    judge: Judge::Every(judge),
};

/// Last parts of annotation keys that name a person or a team.
static CONTACTS: &[&str] =
    &["contact", "contacts", "email", "maintainer", "maintainers", "owner", "owners", "support", "team"];

fn judge(o: &ObjectCx<'_, '_>) -> Verdict {
    if !is_authored(o.object) {
        return Verdict::NotApplicable;
    }
    let annotations = o.object.view_at::<Map<'_>>("/metadata/annotations").unwrap_or_default();
    let names_someone = |key: &str| CONTACTS.contains(&key.rsplit('/').next().unwrap_or(key));
    if annotations.iter().any(|(key, value)| !value.is_empty() && names_someone(key)) {
        return Verdict::Pass;
    }
    Hit::at("/metadata/annotations", "has no annotation that names an owner or a contact").into()
}
