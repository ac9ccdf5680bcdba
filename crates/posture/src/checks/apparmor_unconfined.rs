use crate::hardening::{AppArmor, apparmor};
use crate::identity::inherited;
use crate::prelude::*;

pub(super) static CHECK: Check = Check {
    id: "apparmor-unconfined",
    title: "AppArmor is switched off for the container",
    severity: Severity::Medium,
    confidence: Confidence::High,
    fix: "Set appArmorProfile.type to RuntimeDefault, or to Localhost with a profile loaded on the nodes.",
    techniques: &[],
    aliases: &["kubesec:ApparmorUnconfined", "psa:appArmorProfile"],
    page: include_str!("apparmor_unconfined.md"),
    needs: &[],
    judge: Judge::Container(judge),
};

fn judge(c: &ContainerCx<'_, '_>) -> Verdict {
    if c.pod.is_windows() {
        return Verdict::NotApplicable;
    }
    match apparmor(c).filter(|profile| !profile.confines()) {
        None => Verdict::Pass,
        Some(AppArmor::Field(set)) => {
            let hit = Hit::at("/securityContext/appArmorProfile/type", message(set.value))
                .set("/securityContext/appArmorProfile", serde_json::json!({"type": "RuntimeDefault"}));
            inherited(hit, "appArmorProfile.type", set.value, set.own).into()
        }
        Some(AppArmor::Annotation(key, value)) => {
            let pointer = format!("/annotations/{}", holdfast_inventory::json::escape(key));
            Hit::at(pointer.as_str(), message(value))
                .value(value)
                .set(pointer, "runtime/default")
                .in_metadata()
                .into()
        }
    }
}

fn message(profile: &str) -> String {
    if profile.eq_ignore_ascii_case("unconfined") {
        "AppArmor does not confine it".to_owned()
    } else {
        format!("names the AppArmor profile {profile}, which is no known kind of profile")
    }
}
