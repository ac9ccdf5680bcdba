use holdfast_inventory::view::WebhookConfiguration;

use crate::admission::covers;

use crate::prelude::*;

pub(super) static CHECK: Check = Check {
    id: "validating-webhooks",
    title: "Validating webhook sees sensitive objects",
    severity: Severity::Info,
    confidence: Confidence::High,
    fix: "Limit the webhook to the resources it judges, and keep its server inside the cluster.",
    techniques: &["T1557"],
    aliases: &["kubescape:C-0036"],
    page: include_str!("validating_webhooks.md"),
    needs: &[],
    judge: Judge::Object(&["ValidatingWebhookConfiguration"], judge),
};

fn judge(o: &ObjectCx<'_, '_>) -> Verdict {
    if o.object.group() != "admissionregistration.k8s.io" {
        return Verdict::NotApplicable;
    }
    let Some(configuration) = o.object.view::<WebhookConfiguration<'_>>() else {
        return Verdict::NotApplicable;
    };
    let mut hits = Vec::new();
    for (at, webhook) in configuration.webhooks.iter().enumerate() {
        if let Some(url) = &webhook.client_config.url {
            let message = format!("webhook {} sends objects outside the cluster", webhook.name);
            let pointer = format!("/webhooks/{at}/clientConfig/url");
            hits.push(Hit::at(pointer, message).value(url).key(format!("{}/url", webhook.name)));
        }
        if ["CREATE", "UPDATE"].iter().any(|operation| covers(&webhook.rules, "", "secrets", operation)) {
            let message = format!("webhook {} receives every Secret that is written", webhook.name);
            hits.push(Hit::at(format!("/webhooks/{at}/rules"), message).key(webhook.name.as_str()));
        }
    }
    Verdict::of(hits)
}
