use holdfast_inventory::view::WebhookConfiguration;

use crate::admission::covers;

use crate::prelude::*;

pub(super) static CHECK: Check = Check {
    id: "mutating-webhooks",
    title: "Mutating webhook can change workloads",
    severity: Severity::Info,
    confidence: Confidence::High,
    fix: "Limit the webhook to the namespaces and resources it serves, and keep its server inside the cluster.",
    techniques: &["T1543"],
    aliases: &["kubescape:C-0039"],
    page: include_str!("mutating_webhooks.md"),
    needs: &[],
    judge: Judge::Object(&["MutatingWebhookConfiguration"], judge),
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
        if covers(&webhook.rules, "", "pods", "CREATE")
            || covers(&webhook.rules, "apps", "deployments", "CREATE")
        {
            let message = format!(
                "webhook {} can put containers, volumes and settings into new workloads",
                webhook.name
            );
            hits.push(Hit::at(format!("/webhooks/{at}/rules"), message).key(webhook.name.as_str()));
        }
    }
    Verdict::of(hits)
}
