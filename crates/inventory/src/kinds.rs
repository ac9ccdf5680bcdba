//! What is known about kinds without asking a cluster.

/// Built-in cluster-scoped kinds of Kubernetes 1.37 and of widely used extensions, sorted.
/// Source: `kubectl api-resources --namespaced=false`, Kubernetes API reference.
static CLUSTER_SCOPED: &[&str] = &[
    "APIService",
    "AdminNetworkPolicy",
    "BaselineAdminNetworkPolicy",
    "CSIDriver",
    "CSINode",
    "CertificateSigningRequest",
    "CiliumClusterwideNetworkPolicy",
    "ClusterIssuer",
    "ClusterNetworkPolicy",
    "ClusterPolicy",
    "ClusterPolicyReport",
    "ClusterRole",
    "ClusterRoleBinding",
    "ClusterSecretStore",
    "ClusterTrustBundle",
    "ClusterUserDefinedNetwork",
    "ComponentStatus",
    "CustomResourceDefinition",
    "DeviceClass",
    "FlowSchema",
    "GatewayClass",
    "GlobalNetworkPolicy",
    "IPAddress",
    "IngressClass",
    "MutatingAdmissionPolicy",
    "MutatingAdmissionPolicyBinding",
    "MutatingWebhookConfiguration",
    "Namespace",
    "Node",
    "PersistentVolume",
    "PodSecurityPolicy",
    "PriorityClass",
    "PriorityLevelConfiguration",
    "ResourceSlice",
    "RuntimeClass",
    "SecurityContextConstraints",
    "SelfSubjectAccessReview",
    "SelfSubjectRulesReview",
    "ServiceCIDR",
    "StorageClass",
    "StorageVersionMigration",
    "SubjectAccessReview",
    "TokenReview",
    "ValidatingAdmissionPolicy",
    "ValidatingAdmissionPolicyBinding",
    "ValidatingWebhookConfiguration",
    "VolumeAttachment",
    "VolumeAttributesClass",
];

/// API groups served by Kubernetes itself: everything without a dot, and `*.k8s.io` of the core project.
/// OpenShift's DeploymentConfig is as fixed as they are.
pub(crate) fn is_builtin_group(group: &str) -> bool {
    matches!(group, "" | "apps" | "batch" | "extensions" | "autoscaling" | "policy")
        || matches!(
            group,
            "rbac.authorization.k8s.io"
                | "networking.k8s.io"
                | "storage.k8s.io"
                | "scheduling.k8s.io"
                | "admissionregistration.k8s.io"
                | "apiextensions.k8s.io"
                | "apiregistration.k8s.io"
                | "certificates.k8s.io"
                | "coordination.k8s.io"
                | "discovery.k8s.io"
                | "events.k8s.io"
                | "flowcontrol.apiserver.k8s.io"
                | "node.k8s.io"
                | "authentication.k8s.io"
                | "authorization.k8s.io"
                | "resource.k8s.io"
                | "apps.openshift.io"
        )
}

pub(crate) fn is_cluster_scoped(kind: &str) -> bool {
    CLUSTER_SCOPED.binary_search(&kind).is_ok()
}

/// Where an object without a namespace of its own goes when it is applied: nowhere for cluster-scoped kinds,
/// `default` for built-in namespaced ones; for others it is not known.
pub(crate) fn implied_namespace(group: &str, kind: &str) -> &'static str {
    if is_builtin_group(group) && !is_cluster_scoped(kind) { "default" } else { "" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scopes_are_sorted_and_known() {
        assert!(CLUSTER_SCOPED.is_sorted());
        assert_eq!(implied_namespace("apps", "Deployment"), "default");
        assert_eq!(implied_namespace("", "Namespace"), "");
        assert_eq!(implied_namespace("example.dev", "Widget"), "");
    }
}
