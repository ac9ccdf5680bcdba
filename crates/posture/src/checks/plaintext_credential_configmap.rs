use holdfast_inventory::json;
use holdfast_inventory::view::ConfigMap;

use crate::credentials;
use crate::prelude::*;

pub(super) static CHECK: Check = Check {
    id: "plaintext-credential-configmap",
    title: "Credential is written in plain text in a ConfigMap",
    severity: Severity::High,
    confidence: Confidence::Medium,
    fix: "Move the value into a Secret and replace the credential: everyone who could read the ConfigMap knows it.",
    techniques: &["T1552.001"],
    aliases: &["kubescape:C-0012", "trivy:KSV-0109", "trivy:KSV-01010", "polaris:sensitiveConfigmapContent"],
    page: include_str!("plaintext_credential_configmap.md"),
    needs: &[],
    judge: Judge::Object(&["ConfigMap"], judge),
};

fn judge(o: &ObjectCx<'_, '_>) -> Verdict {
    let Some(map) = o.object.view::<ConfigMap<'_>>() else { return Verdict::NotApplicable };
    if map.data.is_empty() {
        return Verdict::NotApplicable;
    }
    let hits = map.data.iter().filter_map(|(key, value)| {
        let kind = credentials::kind(value)?;
        let pointer = format!("/data/{}", json::escape(key));
        let hit = Hit::at(pointer, format!("key {key} holds what looks like {}", kind.words));
        Some(hit.value(kind.marker()).key(key.as_str()))
    });
    Verdict::of(hits.collect())
}
