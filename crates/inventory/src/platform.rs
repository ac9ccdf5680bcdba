//! What Kubernetes, its distributions and the clouds bring along: their namespaces and components.

use crate::Object;

/// Namespaces that every cluster has for itself.
static SYSTEM_NAMESPACES: &[&str] = &["kube-node-lease", "kube-public", "kube-system"];

/// True for the namespaces Kubernetes keeps for itself.
pub fn is_system_namespace(name: &str) -> bool {
    SYSTEM_NAMESPACES.contains(&name)
}

/// Names (or beginnings of names, up to a hyphen) of components that belong in `kube-system`:
/// the control plane, DNS, network and storage plugins, cloud controllers, node agents of the managed services.
static COMPONENTS: &[&str] = &[
    "antrea",
    "aws-cloud-controller-manager",
    "aws-ebs",
    "aws-efs",
    "aws-load-balancer-controller",
    "aws-node",
    "azure",
    "calico",
    "canal",
    "cilium",
    "cloud-controller-manager",
    "cloud-node-manager",
    "cloud-provider",
    "cluster-autoscaler",
    "cluster-proportional-autoscaler",
    "coredns",
    "csi",
    "descheduler",
    "dns-autoscaler",
    "ebs-csi",
    "efs-csi",
    "eks-pod-identity-agent",
    "etcd",
    "event-exporter-gke",
    "fluentbit-gke",
    "gcp-compute-persistent-disk-csi-driver",
    "gke",
    "hubble",
    "ip-masq-agent",
    "karpenter",
    "kindnet",
    "konnectivity",
    "kube-apiserver",
    "kube-controller-manager",
    "kube-dns",
    "kube-flannel",
    "kube-ovn",
    "kube-proxy",
    "kube-router",
    "kube-scheduler",
    "kube-state-metrics",
    "kube-vip",
    "l7-default-backend",
    "local-path-provisioner",
    "metrics-server",
    "multus",
    "netd",
    "node-local-dns",
    "node-problem-detector",
    "nvidia-device-plugin",
    "nvidia-gpu-device-plugin",
    "omsagent",
    "ovnkube",
    "pdcsi",
    "runtimeclass",
    "secrets-store-csi",
    "snapshot-controller",
    "storage-provisioner",
    "svclb-traefik",
    "traefik",
    "tpu-device-plugin",
    "vpnkit",
    "vsphere",
    "weave",
];

/// Labels that mark an add-on of the cluster: only cluster operators and managed services set them.
static COMPONENT_LABELS: &[(&str, Option<&str>)] = &[
    ("addonmanager.kubernetes.io/mode", None),
    ("kubernetes.azure.com/managedby", None),
    ("kubernetes.io/cluster-service", Some("true")),
    ("tier", Some("control-plane")),
];

/// True for workloads that are part of the cluster rather than run on it.
pub fn is_cluster_component(object: Object<'_>) -> bool {
    let labelled = COMPONENT_LABELS.iter().any(|(key, wanted)| {
        object.label(key).is_some_and(|value| wanted.is_none_or(|wanted| wanted == value))
    });
    // A static pod is owned by its node.
    labelled
        || object.owner_name().is_some_and(|(kind, _)| kind == "Node")
        || is_component_name(object.name())
}

fn is_component_name(name: &str) -> bool {
    COMPONENTS
        .iter()
        .any(|known| name.strip_prefix(known).is_some_and(|rest| rest.is_empty() || rest.starts_with('-')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn components_are_known_by_whole_words() {
        assert!(is_component_name("coredns") && is_component_name("etcd-control-plane-1"));
        assert!(!is_component_name("etcdbrowser") && !is_component_name("shop"));
    }
}
