use holdfast_inventory::view::ServiceAccount;

use crate::pod_index::namespace_of;

use crate::prelude::*;

pub(super) static CHECK: Check = Check {
    id: "workload-identity-missing",
    title: "Pod uses the identity of its node in the cloud",
    severity: Severity::Medium,
    confidence: Confidence::Medium,
    fix: "Bind the pod's service account to a cloud identity of its own.",
    techniques: &["T1552.005"],
    aliases: &["kubescape:C-0225", "kubescape:C-0239"],
    page: include_str!("workload_identity_missing.md"),
    needs: &["ServiceAccount", "DaemonSet"],
    judge: Judge::Pod(judge),
};

/// A cloud, the environment variables that show that a container talks to it, and how an account gets an identity there.
struct Cloud {
    name: &'static str,
    used: &'static [&'static str],
    /// Annotation of the service account.
    identity: &'static str,
}

static CLOUDS: &[Cloud] = &[
    Cloud {
        name: "AWS",
        used: &["AWS_REGION", "AWS_DEFAULT_REGION"],
        identity: "eks.amazonaws.com/role-arn",
    },
    Cloud {
        name: "Google Cloud",
        used: &["GOOGLE_CLOUD_PROJECT", "GCLOUD_PROJECT", "GCP_PROJECT"],
        identity: "iam.gke.io/gcp-service-account",
    },
    Cloud {
        name: "Azure",
        used: &["AZURE_TENANT_ID", "AZURE_SUBSCRIPTION_ID", "AZURE_STORAGE_ACCOUNT"],
        identity: "azure.workload.identity/client-id",
    },
];
/// The pod has an identity of its own by other means.
static FEDERATED: &[&str] =
    &["AWS_CONTAINER_CREDENTIALS_FULL_URI", "AWS_WEB_IDENTITY_TOKEN_FILE", "AZURE_FEDERATED_TOKEN_FILE"];
/// The container brings a key: other checks judge that, it is not the node's identity.
static KEYS: &[&str] = &[
    "AWS_ACCESS_KEY_ID",
    "AWS_SHARED_CREDENTIALS_FILE",
    "AZURE_CLIENT_SECRET",
    "AZURE_STORAGE_KEY",
    "GOOGLE_APPLICATION_CREDENTIALS",
];

fn judge(p: &PodCx<'_, '_>) -> Verdict {
    let used = p.containers().find_map(|c| {
        let cloud = CLOUDS
            .iter()
            .find(|cloud| c.container.env.iter().any(|e| cloud.used.contains(&e.name.as_str())))?;
        Some((c.list.field(), c.index, cloud, c.container))
    });
    let Some((list, at, cloud, container)) = used else { return Verdict::NotApplicable };
    let sets = |names: &[&str]| container.env.iter().any(|e| names.contains(&e.name.as_str()));
    if sets(FEDERATED) || p.label("azure.workload.identity/use") == Some("true") {
        return Verdict::Pass;
    }
    if sets(KEYS) {
        return Verdict::NotApplicable;
    }
    let (cx, account) = (p.cx, p.service_account());
    let object = cx.snapshot().find("ServiceAccount", namespace_of(cx.snapshot(), p.facts), account);
    let metadata = object.and_then(holdfast_inventory::Object::view::<ServiceAccount<'_>>);
    if metadata.is_some_and(|account| {
        account.metadata.annotations.value(cloud.identity).is_some_and(|v| !v.is_empty())
    }) {
        return Verdict::Pass;
    }
    if container.env_from.iter().any(|source| source.secret_ref.is_some()) {
        return Verdict::NotAssessed("the container's environment comes from a Secret, which may hold a key");
    }
    if cloud.name == "AWS" && cx.snapshot().of_kind("DaemonSet").any(|d| d.name() == "eks-pod-identity-agent")
    {
        return Verdict::NotAssessed(
            "EKS Pod Identity is installed; its associations are kept in the cloud account",
        );
    }
    let message = format!(
        "talks to {} with the identity of its node: account {account} has none of its own",
        cloud.name
    );
    let hit = Hit::at(format!("/{list}/{at}/env"), message).key(cloud.name);
    if object.is_none() { hit.if_nothing_else(cx).into() } else { hit.into() }
}
