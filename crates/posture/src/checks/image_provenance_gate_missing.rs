use holdfast_inventory::json::{at, items};

use crate::prelude::*;

pub(super) static CHECK: Check = Check {
    id: "image-provenance-gate-missing",
    title: "Nothing verifies image signatures at admission",
    severity: Severity::High,
    confidence: Confidence::Medium,
    fix: "Verify image signatures at admission, for example with a policy controller, Kyverno image rules or an image policy webhook.",
    techniques: &["T1525"],
    aliases: &["kubescape:C-0289"],
    page: include_str!("image_provenance_gate_missing.md"),
    needs: &[
        "ValidatingWebhookConfiguration",
        "MutatingWebhookConfiguration",
        "ClusterPolicy",
        "Policy",
        "Pod",
    ],
    judge: Judge::Cluster(judge),
};

/// Kinds that say which signatures images must carry: group and kind.
static POLICIES: &[(&str, &str)] = &[
    ("policy.sigstore.dev", "ClusterImagePolicy"),
    ("config.openshift.io", "ClusterImagePolicy"),
    ("config.openshift.io", "ImagePolicy"),
    ("portieris.cloud.ibm.com", "ClusterImagePolicy"),
    ("portieris.cloud.ibm.com", "ImagePolicy"),
    ("policies.kyverno.io", "ImageValidatingPolicy"),
    ("policies.kyverno.io", "NamespacedImageValidatingPolicy"),
    ("config.ratify.deislabs.io", "Verifier"),
];
/// Definitions of such kinds, where no webhook of their own name shows them.
static DEFINITIONS: &[(&str, &str)] = &[
    ("imagevalidatingpolicies.policies.kyverno.io", "ImageValidatingPolicy"),
    ("verifiers.config.ratify.deislabs.io", "Verifier"),
];
/// Words in the names of webhooks made for the purpose.
static WEBHOOKS: &[&str] = &[
    "binaryauthorization",
    "binauthz",
    "connaisseur",
    "cosign",
    "image-policy",
    "imagepolicy",
    "notation",
    "portieris",
    "ratify",
    "sigstore",
];

fn judge(cx: &Cx<'_>) -> Verdict {
    let snapshot = cx.snapshot();
    let has = |group: &str, kind: &str| snapshot.of_kind(kind).any(|o| o.group() == group);
    let named = cx.estate.webhooks().iter().any(|w| {
        let names = w.view.webhooks.iter().map(|w| w.name.as_str()).chain([w.object.name()]);
        names.into_iter().any(|name| WEBHOOKS.iter().any(|word| name.contains(word)))
    });
    if POLICIES.iter().any(|(group, kind)| has(group, kind))
        || named
        || kyverno_verifies(cx)
        || plugin_is_on(cx)
    {
        return Verdict::Pass;
    }
    // The definition of a kind is there, its objects were not asked for.
    let unread = |name: &str, kind: &str| {
        snapshot.find("CustomResourceDefinition", "", name).is_some() && !cx.complete(kind)
    };
    if DEFINITIONS.iter().any(|(name, kind)| unread(name, kind)) {
        return Verdict::NotAssessed("the cluster knows kinds of image policies whose objects were not read");
    }
    Hit::at("", "runs images of any origin: no image policy or webhook verifies signatures at admission")
        .into()
}

fn kyverno_verifies(cx: &Cx<'_>) -> bool {
    let policies = ["ClusterPolicy", "Policy"].into_iter().flat_map(|kind| cx.snapshot().of_kind(kind));
    policies.filter(|p| p.group() == "kyverno.io").any(|policy| {
        let mut verifies = false;
        let _ = at(policy.json(), "/spec/rules").and_then(|rules| {
            items(rules, |rule| {
                verifies |= at(rule, "/verifyImages").is_some();
                !verifies
            })
        });
        verifies
    })
}

/// The API server's own plugin, where its static pod can be seen.
fn plugin_is_on(cx: &Cx<'_>) -> bool {
    let servers =
        cx.snapshot().pods().iter().filter(|p| p.label(cx.snapshot(), "component") == Some("kube-apiserver"));
    servers.filter_map(|p| p.template(cx.snapshot())).any(|server| {
        let mut arguments = server.spec.containers.iter().flat_map(|c| c.command.iter().chain(&c.args));
        arguments.any(|a| a.starts_with("--enable-admission-plugins=") && a.contains("ImagePolicyWebhook"))
    })
}
