use crate::prelude::*;

pub(super) static CHECK: Check = Check {
    id: "dns-options-missing",
    title: "Each name is looked up in every search domain",
    severity: Severity::Info,
    confidence: Confidence::High,
    fix: "Set dnsConfig.options ndots to 2 or less, or write names with a dot at the end.",
    techniques: &[],
    aliases: &["kube-linter:dnsconfig-options"],
    page: include_str!("dns_options_missing.md"),
    needs: &[],
    judge: Judge::Pod(judge),
};

/// What the kubelet writes for pods that use the cluster's DNS.
const CLUSTER_NDOTS: u32 = 5;

fn judge(p: &PodCx<'_, '_>) -> Verdict {
    let spec = p.spec();
    let policy = spec.dns_policy.as_deref().unwrap_or("ClusterFirst");
    // The others take the node's settings, or only what stands in dnsConfig.
    let by_cluster = match policy {
        "ClusterFirst" => spec.host_network != Some(true),
        other => other == "ClusterFirstWithHostNet",
    };
    if !by_cluster {
        return Verdict::NotApplicable;
    }
    let options = spec.dns_config.as_ref().map(|dns| &dns.options);
    let Some(at) = options.and_then(|options| options.iter().position(|option| option.name == "ndots"))
    else {
        return Hit::at("/dnsConfig/options", "sets no ndots: each outside name costs several queries")
            .into();
    };
    let value = options.and_then(|options| options.get(at)).and_then(|option| option.value.as_deref());
    match value.map(str::parse::<u32>) {
        Some(Ok(dots)) if dots < CLUSTER_NDOTS => Verdict::Pass,
        _ => {
            let mut hit = Hit::at(
                format!("/dnsConfig/options/{at}/value"),
                "its ndots is no lower than the cluster's own",
            )
            .key("ndots");
            hit.value = value.map(ToOwned::to_owned);
            hit.into()
        }
    }
}
