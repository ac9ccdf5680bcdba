//! Which objects somebody wrote, as opposed to those that controllers and the API server make.

use holdfast_inventory::Object;

/// Kinds that are records of what happens in the cluster.
static RECORDS: &[&str] = &[
    "APIService",
    "CSINode",
    "CSIStorageCapacity",
    "CertificateSigningRequest",
    "ComponentStatus",
    "ControllerRevision",
    "EndpointSlice",
    "Endpoints",
    "Event",
    "FlowSchema",
    "IPAddress",
    "Lease",
    "Node",
    "NodeMetrics",
    "PersistentVolume",
    "PodMetrics",
    "PriorityLevelConfiguration",
    "ResourceSlice",
    "ServiceCIDR",
    "VolumeAttachment",
];

/// Objects that every namespace or every cluster has: kind and name.
static BUILT_IN: &[(&str, &str)] = &[
    ("ConfigMap", "kube-root-ca.crt"),
    ("Namespace", "default"),
    ("Namespace", "kube-node-lease"),
    ("Namespace", "kube-public"),
    ("Namespace", "kube-system"),
    ("PriorityClass", "system-cluster-critical"),
    ("PriorityClass", "system-node-critical"),
    ("Service", "kubernetes"),
    ("ServiceAccount", "default"),
];

/// True for objects whose labels and annotations are somebody's choice.
pub(crate) fn is_authored(object: Object<'_>) -> bool {
    let (kind, name) = (object.kind(), object.name());
    object.owner_name().is_none()
        && !RECORDS.contains(&kind)
        && !BUILT_IN.contains(&(kind, name))
        && object.label("kubernetes.io/bootstrapping") != Some("rbac-defaults")
}
