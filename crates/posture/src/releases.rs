//! Kubernetes releases: which are supported, and which API versions they gave up.
//!
//! Source: <https://kubernetes.io/releases/version-skew-policy/>: the three newest minor releases get fixes.

/// The newest release this build knows.
pub(crate) const NEWEST: (u32, u32) = (1, 37);
/// The oldest release that still gets fixes, beside [`NEWEST`].
pub(crate) const OLDEST_SUPPORTED: (u32, u32) = (1, 35);

/// API versions of kinds that are deprecated or gone, sorted by API version.
///
/// Sources: the lifecycle marks of `k8s.io/api` and <https://kubernetes.io/docs/reference/using-api/deprecation-guide/>.
static RETIRED: &[Retired] = &[
    gone(
        "admissionregistration.k8s.io/v1alpha1",
        "ValidatingAdmissionPolicy ValidatingAdmissionPolicyBinding",
        29,
        32,
        "admissionregistration.k8s.io/v1",
    ),
    gone(
        "admissionregistration.k8s.io/v1alpha1",
        "MutatingAdmissionPolicy MutatingAdmissionPolicyBinding",
        35,
        38,
        "admissionregistration.k8s.io/v1",
    ),
    gone(
        "admissionregistration.k8s.io/v1beta1",
        "MutatingWebhookConfiguration ValidatingWebhookConfiguration",
        16,
        22,
        "admissionregistration.k8s.io/v1",
    ),
    gone(
        "admissionregistration.k8s.io/v1beta1",
        "ValidatingAdmissionPolicy ValidatingAdmissionPolicyBinding",
        31,
        34,
        "admissionregistration.k8s.io/v1",
    ),
    gone(
        "admissionregistration.k8s.io/v1beta1",
        "MutatingAdmissionPolicy MutatingAdmissionPolicyBinding",
        37,
        40,
        "admissionregistration.k8s.io/v1",
    ),
    gone("apiextensions.k8s.io/v1beta1", "CustomResourceDefinition", 16, 22, "apiextensions.k8s.io/v1"),
    gone("apiregistration.k8s.io/v1beta1", "APIService", 19, 22, "apiregistration.k8s.io/v1"),
    gone("apps/v1beta1", "ControllerRevision Deployment StatefulSet", 8, 16, "apps/v1"),
    gone("apps/v1beta2", "ControllerRevision DaemonSet Deployment ReplicaSet StatefulSet", 9, 16, "apps/v1"),
    gone("autoscaling/v2beta1", "HorizontalPodAutoscaler", 22, 25, "autoscaling/v2"),
    gone("autoscaling/v2beta2", "HorizontalPodAutoscaler", 23, 26, "autoscaling/v2"),
    gone("batch/v1beta1", "CronJob", 21, 25, "batch/v1"),
    gone("batch/v2alpha1", "CronJob", 8, 21, "batch/v1"),
    gone("certificates.k8s.io/v1alpha1", "ClusterTrustBundle", 34, 37, "certificates.k8s.io/v1"),
    gone("certificates.k8s.io/v1beta1", "CertificateSigningRequest", 19, 22, "certificates.k8s.io/v1"),
    gone(
        "certificates.k8s.io/v1beta1",
        "ClusterTrustBundle PodCertificateRequest",
        37,
        40,
        "certificates.k8s.io/v1",
    ),
    gone("coordination.k8s.io/v1alpha2", "LeaseCandidate", 35, 38, "coordination.k8s.io/v1beta1"),
    gone("coordination.k8s.io/v1beta1", "Lease", 19, 22, "coordination.k8s.io/v1"),
    gone("discovery.k8s.io/v1beta1", "EndpointSlice", 21, 25, "discovery.k8s.io/v1"),
    gone("events.k8s.io/v1beta1", "Event", 22, 25, "events.k8s.io/v1"),
    gone("extensions/v1beta1", "DaemonSet Deployment ReplicaSet", 8, 16, "apps/v1"),
    gone("extensions/v1beta1", "NetworkPolicy", 9, 16, "networking.k8s.io/v1"),
    gone("extensions/v1beta1", "PodSecurityPolicy", 10, 16, ""),
    gone("extensions/v1beta1", "Ingress", 14, 22, "networking.k8s.io/v1"),
    gone(
        "flowcontrol.apiserver.k8s.io/v1beta1",
        "FlowSchema PriorityLevelConfiguration",
        23,
        26,
        "flowcontrol.apiserver.k8s.io/v1",
    ),
    gone(
        "flowcontrol.apiserver.k8s.io/v1beta2",
        "FlowSchema PriorityLevelConfiguration",
        26,
        29,
        "flowcontrol.apiserver.k8s.io/v1",
    ),
    gone(
        "flowcontrol.apiserver.k8s.io/v1beta3",
        "FlowSchema PriorityLevelConfiguration",
        29,
        32,
        "flowcontrol.apiserver.k8s.io/v1",
    ),
    gone("networking.k8s.io/v1beta1", "Ingress IngressClass", 19, 22, "networking.k8s.io/v1"),
    gone("networking.k8s.io/v1beta1", "IPAddress ServiceCIDR", 34, 37, "networking.k8s.io/v1"),
    gone("node.k8s.io/v1alpha1", "RuntimeClass", 20, 24, "node.k8s.io/v1"),
    gone("node.k8s.io/v1beta1", "RuntimeClass", 22, 25, "node.k8s.io/v1"),
    gone("policy/v1beta1", "PodDisruptionBudget", 21, 25, "policy/v1"),
    gone("policy/v1beta1", "PodSecurityPolicy", 21, 25, ""),
    gone(
        "rbac.authorization.k8s.io/v1alpha1",
        "ClusterRole ClusterRoleBinding Role RoleBinding",
        17,
        22,
        "rbac.authorization.k8s.io/v1",
    ),
    gone(
        "rbac.authorization.k8s.io/v1beta1",
        "ClusterRole ClusterRoleBinding Role RoleBinding",
        17,
        22,
        "rbac.authorization.k8s.io/v1",
    ),
    gone("resource.k8s.io/v1alpha3", "DeviceTaintRule", 36, 39, "resource.k8s.io/v1"),
    gone(
        "resource.k8s.io/v1beta1",
        "DeviceClass ResourceClaim ResourceClaimTemplate ResourceSlice",
        35,
        38,
        "resource.k8s.io/v1",
    ),
    gone(
        "resource.k8s.io/v1beta2",
        "DeviceClass ResourceClaim ResourceClaimTemplate ResourceSlice",
        36,
        39,
        "resource.k8s.io/v1",
    ),
    gone("scheduling.k8s.io/v1alpha1", "PriorityClass", 14, 17, "scheduling.k8s.io/v1"),
    gone("scheduling.k8s.io/v1beta1", "PriorityClass", 14, 22, "scheduling.k8s.io/v1"),
    gone("settings.k8s.io/v1alpha1", "PodPreset", 19, 20, ""),
    gone("storage.k8s.io/v1alpha1", "CSIStorageCapacity VolumeAttachment", 21, 24, "storage.k8s.io/v1"),
    gone("storage.k8s.io/v1alpha1", "VolumeAttributesClass", 32, 35, "storage.k8s.io/v1"),
    gone("storage.k8s.io/v1beta1", "CSINode", 17, 22, "storage.k8s.io/v1"),
    gone("storage.k8s.io/v1beta1", "CSIDriver StorageClass VolumeAttachment", 19, 22, "storage.k8s.io/v1"),
    gone("storage.k8s.io/v1beta1", "CSIStorageCapacity", 24, 27, "storage.k8s.io/v1"),
    gone("storage.k8s.io/v1beta1", "VolumeAttributesClass", 34, 37, "storage.k8s.io/v1"),
    gone("storagemigration.k8s.io/v1beta1", "StorageVersionMigration", 37, 40, "storagemigration.k8s.io/v1"),
];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Retired {
    pub(crate) api: &'static str,
    /// Separated by spaces.
    kinds: &'static str,
    /// Minor release of Kubernetes 1 that first warned of it.
    pub(crate) deprecated: u32,
    /// First minor release that does not serve it, or is not going to.
    pub(crate) removed: u32,
    /// The API version to use; empty when the kind itself was given up.
    pub(crate) instead: &'static str,
}

const fn gone(
    api: &'static str,
    kinds: &'static str,
    deprecated: u32,
    removed: u32,
    instead: &'static str,
) -> Retired {
    Retired { api, kinds, deprecated, removed, instead }
}

/// The entry of an API version and kind, if it ever was deprecated.
pub(crate) fn retired(api_version: &str, kind: &str) -> Option<&'static Retired> {
    RETIRED.iter().find(|entry| entry.api == api_version && entry.kinds.split(' ').any(|k| k == kind))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_entry_is_deprecated_before_it_is_removed() {
        assert!(RETIRED.is_sorted_by_key(|r| r.api));
        for entry in RETIRED {
            assert!(entry.deprecated < entry.removed && entry.api != entry.instead, "{entry:?}");
        }
    }
}
