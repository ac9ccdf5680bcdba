use holdfast_inventory::json::escape;
use holdfast_inventory::view::ConfigMap;

use crate::exposure::ingress;

use crate::prelude::*;

pub(super) static CHECK: Check = Check {
    id: "ingress-nginx-snippet",
    title: "Ingress can inject NGINX configuration",
    severity: Severity::High,
    confidence: Confidence::High,
    fix: "Remove the snippet annotations and set allow-snippet-annotations to false in the controller's ConfigMap.",
    techniques: &["T1190"],
    aliases: &[
        "kubescape:C-0059",
        "trivy:KCV-0093",
        "checkov:CKV_K8S_152",
        "checkov:CKV_K8S_153",
        "checkov:CKV_K8S_154",
    ],
    page: include_str!("ingress_nginx_snippet.md"),
    needs: &[],
    judge: Judge::Object(&["Ingress", "ConfigMap"], judge),
};

fn judge(o: &ObjectCx<'_, '_>) -> Verdict {
    if o.object.kind() == "ConfigMap" { controller(o) } else { snippets(o) }
}

fn snippets(o: &ObjectCx<'_, '_>) -> Verdict {
    let Some(ingress) = ingress(o.object) else { return Verdict::NotApplicable };
    let annotations = ingress.metadata.annotations.iter().map(|(key, _)| key.as_str());
    let hits = annotations.filter(|key| is_snippet(key)).map(|key| {
        let pointer = format!("/metadata/annotations/{}", escape(key));
        let name = key.rsplit('/').next().unwrap_or(key);
        Hit::at(pointer.clone(), format!("{name} writes into the configuration of NGINX"))
            .key(key)
            .remove(pointer)
    });
    Verdict::of(hits.collect())
}

/// `nginx.ingress.kubernetes.io/server-snippet` and its like, and `nginx.org/location-snippets` and its like.
fn is_snippet(key: &str) -> bool {
    key.strip_prefix("nginx.ingress.kubernetes.io/").is_some_and(|name| name.ends_with("-snippet"))
        || key.strip_prefix("nginx.org/").is_some_and(|name| name.ends_with("-snippets"))
}

fn controller(o: &ObjectCx<'_, '_>) -> Verdict {
    let Some(map) = o.object.view::<ConfigMap<'_>>() else { return Verdict::NotApplicable };
    let allows = map.data.value("allow-snippet-annotations");
    if allows.is_none() && !o.object.name().ends_with("ingress-nginx-controller") {
        return Verdict::NotApplicable;
    }
    // Absent means false since controller 1.9.
    if !allows.is_some_and(|v| v.eq_ignore_ascii_case("true")) {
        return Verdict::Pass;
    }
    Hit::at("/data/allow-snippet-annotations", "lets every author of an Ingress write NGINX configuration")
        .value("true")
        .set("/data/allow-snippet-annotations", "false")
        .into()
}
