use crate::exposure::service;
use crate::image_ref::ImageRef;

use crate::prelude::*;

pub(super) static CHECK: Check = Check {
    id: "tiller-present",
    title: "Helm 2 Tiller is deployed",
    severity: Severity::Critical,
    confidence: Confidence::High,
    fix: "Remove Tiller with its Service and account, and move the releases to Helm 3 or later.",
    techniques: &["T1610"],
    aliases: &["trivy:KSV-0102", "checkov:CKV_K8S_34", "checkov:CKV_K8S_44", "checkov:CKV_K8S_45"],
    page: include_str!("tiller_present.md"),
    needs: &[],
    judge: Judge::PodOrObject(pod, &["Service"], judge_service),
};

fn pod(p: &PodCx<'_, '_>) -> Verdict {
    let is_tiller = |image: &str| ImageRef::parse(image).short_name() == "tiller";
    let mut containers = p.spec().containers.iter().enumerate();
    let found = containers.find(|(_, c)| c.image.as_deref().is_some_and(is_tiller));
    if let Some((at, container)) = found {
        let local = container.args.iter().chain(&container.command).any(|a| listens_locally(a));
        let where_from = if local { "inside its pod only" } else { "for every pod of the cluster" };
        return Hit::at(
            format!("/containers/{at}/image"),
            format!("runs Tiller, which listens {where_from}"),
        )
        .value(container.image.as_deref().unwrap_or_default())
        .key(container.name.as_str())
        .into();
    }
    if p.label("app") == Some("helm") && p.label("name") == Some("tiller") {
        return Hit::at("/labels", "is labelled as Helm's Tiller")
            .in_metadata()
            .confidence(Confidence::Medium)
            .into();
    }
    Verdict::Pass
}

fn listens_locally(argument: &str) -> bool {
    argument.contains("--listen=localhost") || argument.contains("--listen=127.0.0.1")
}

fn judge_service(o: &ObjectCx<'_, '_>) -> Verdict {
    let Some(service) = service(o.object) else { return Verdict::NotApplicable };
    let selector = &service.spec.selector;
    let selects = |key: &str, value: &str| selector.value(key).is_some_and(|v| *v == value);
    if o.object.name() == "tiller-deploy" || (selects("app", "helm") && selects("name", "tiller")) {
        return Hit::at("/spec/selector", "offers Tiller to every pod of the cluster").into();
    }
    Verdict::Pass
}
