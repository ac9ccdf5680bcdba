//! What is asked of the API server: only kinds some check looks at.

/// How objects of a kind are asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// The objects themselves.
    Whole,
    /// Metadata alone (`PartialObjectMetadataList`).
    Metadata,
    /// Secrets: metadata, type and number of keys, from the server's table. No value ever leaves the server.
    SecretTable,
}

/// One LIST.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Kind {
    /// Empty for the core group.
    pub(super) group: &'static str,
    /// Asked for when the server does not tell its preferred version.
    pub(super) version: &'static str,
    pub(super) plural: &'static str,
    pub(super) name: &'static str,
    pub(super) namespaced: bool,
    pub(super) form: Form,
}

const fn kind(group: &'static str, version: &'static str, plural: &'static str, name: &'static str) -> Kind {
    Kind { group, version, plural, name, namespaced: true, form: Form::Whole }
}

const fn wide(group: &'static str, version: &'static str, plural: &'static str, name: &'static str) -> Kind {
    Kind { namespaced: false, ..kind(group, version, plural, name) }
}

const RBAC: &str = "rbac.authorization.k8s.io";
const ADMISSION: &str = "admissionregistration.k8s.io";
const GATEWAY: &str = "gateway.networking.k8s.io";

/// Groups marked as extensions below may be absent from a cluster: then the kind is known to have no objects.
pub(super) static KINDS: &[Kind] = &[
    wide("", "v1", "namespaces", "Namespace"),
    wide("", "v1", "nodes", "Node"),
    kind("", "v1", "pods", "Pod"),
    kind("", "v1", "services", "Service"),
    kind("", "v1", "serviceaccounts", "ServiceAccount"),
    kind("", "v1", "configmaps", "ConfigMap"),
    Kind { form: Form::SecretTable, ..kind("", "v1", "secrets", "Secret") },
    kind("", "v1", "limitranges", "LimitRange"),
    kind("", "v1", "resourcequotas", "ResourceQuota"),
    kind("", "v1", "replicationcontrollers", "ReplicationController"),
    kind("", "v1", "persistentvolumeclaims", "PersistentVolumeClaim"),
    wide("", "v1", "persistentvolumes", "PersistentVolume"),
    kind("apps", "v1", "deployments", "Deployment"),
    kind("apps", "v1", "statefulsets", "StatefulSet"),
    kind("apps", "v1", "daemonsets", "DaemonSet"),
    kind("apps", "v1", "replicasets", "ReplicaSet"),
    kind("batch", "v1", "jobs", "Job"),
    kind("batch", "v1", "cronjobs", "CronJob"),
    kind("autoscaling", "v2", "horizontalpodautoscalers", "HorizontalPodAutoscaler"),
    kind("policy", "v1", "poddisruptionbudgets", "PodDisruptionBudget"),
    kind("networking.k8s.io", "v1", "networkpolicies", "NetworkPolicy"),
    kind("networking.k8s.io", "v1", "ingresses", "Ingress"),
    wide("networking.k8s.io", "v1", "ingressclasses", "IngressClass"),
    kind(RBAC, "v1", "roles", "Role"),
    kind(RBAC, "v1", "rolebindings", "RoleBinding"),
    wide(RBAC, "v1", "clusterroles", "ClusterRole"),
    wide(RBAC, "v1", "clusterrolebindings", "ClusterRoleBinding"),
    wide(ADMISSION, "v1", "validatingwebhookconfigurations", "ValidatingWebhookConfiguration"),
    wide(ADMISSION, "v1", "mutatingwebhookconfigurations", "MutatingWebhookConfiguration"),
    wide(ADMISSION, "v1", "validatingadmissionpolicies", "ValidatingAdmissionPolicy"),
    wide(ADMISSION, "v1", "validatingadmissionpolicybindings", "ValidatingAdmissionPolicyBinding"),
    wide("apiregistration.k8s.io", "v1", "apiservices", "APIService"),
    wide("storage.k8s.io", "v1", "storageclasses", "StorageClass"),
    wide("storage.k8s.io", "v1", "csidrivers", "CSIDriver"),
    wide("node.k8s.io", "v1", "runtimeclasses", "RuntimeClass"),
    wide("scheduling.k8s.io", "v1", "priorityclasses", "PriorityClass"),
    Kind {
        form: Form::Metadata,
        ..wide("apiextensions.k8s.io", "v1", "customresourcedefinitions", "CustomResourceDefinition")
    },
    // Extensions.
    wide(GATEWAY, "v1", "gatewayclasses", "GatewayClass"),
    kind(GATEWAY, "v1", "gateways", "Gateway"),
    kind(GATEWAY, "v1", "httproutes", "HTTPRoute"),
    kind(GATEWAY, "v1", "grpcroutes", "GRPCRoute"),
    kind(GATEWAY, "v1alpha2", "tcproutes", "TCPRoute"),
    kind(GATEWAY, "v1alpha2", "tlsroutes", "TLSRoute"),
    kind(GATEWAY, "v1alpha2", "udproutes", "UDPRoute"),
    kind("networking.istio.io", "v1", "gateways", "Gateway"),
    kind("networking.istio.io", "v1", "virtualservices", "VirtualService"),
    kind("argoproj.io", "v1alpha1", "rollouts", "Rollout"),
    kind("serving.knative.dev", "v1", "services", "Service"),
    kind("apps.kruise.io", "v1alpha1", "clonesets", "CloneSet"),
    kind("apps.kruise.io", "v1beta1", "statefulsets", "StatefulSet"),
    kind("apps.kruise.io", "v1alpha1", "daemonsets", "DaemonSet"),
    kind("cilium.io", "v2", "ciliumnetworkpolicies", "CiliumNetworkPolicy"),
    wide("cilium.io", "v2", "ciliumclusterwidenetworkpolicies", "CiliumClusterwideNetworkPolicy"),
    kind("crd.projectcalico.org", "v1", "networkpolicies", "NetworkPolicy"),
    wide("crd.projectcalico.org", "v1", "globalnetworkpolicies", "GlobalNetworkPolicy"),
    wide("policy.networking.k8s.io", "v1alpha1", "adminnetworkpolicies", "AdminNetworkPolicy"),
    wide(
        "policy.networking.k8s.io",
        "v1alpha1",
        "baselineadminnetworkpolicies",
        "BaselineAdminNetworkPolicy",
    ),
    wide("policy.networking.k8s.io", "v1alpha2", "clusternetworkpolicies", "ClusterNetworkPolicy"),
    kind("k8s.cni.cncf.io", "v1", "network-attachment-definitions", "NetworkAttachmentDefinition"),
    kind("k8s.cni.cncf.io", "v1beta1", "multi-networkpolicies", "MultiNetworkPolicy"),
    kind("k8s.ovn.org", "v1", "userdefinednetworks", "UserDefinedNetwork"),
    wide("k8s.ovn.org", "v1", "clusteruserdefinednetworks", "ClusterUserDefinedNetwork"),
    kind("kubevirt.io", "v1", "virtualmachines", "VirtualMachine"),
    wide("kyverno.io", "v1", "clusterpolicies", "ClusterPolicy"),
    kind("kyverno.io", "v1", "policies", "Policy"),
    wide("templates.gatekeeper.sh", "v1", "constrainttemplates", "ConstraintTemplate"),
    wide("constraints.gatekeeper.sh", "v1beta1", "k8sallowedrepos", "K8sAllowedRepos"),
    wide("security.openshift.io", "v1", "securitycontextconstraints", "SecurityContextConstraints"),
    kind("route.openshift.io", "v1", "routes", "Route"),
    kind("monitoring.coreos.com", "v1", "servicemonitors", "ServiceMonitor"),
    wide("external-secrets.io", "v1", "clustersecretstores", "ClusterSecretStore"),
    kind("external-secrets.io", "v1", "secretstores", "SecretStore"),
];

impl Kind {
    /// Path of the LIST, without a query.
    pub(super) fn path(&self, version: &str, namespace: Option<&str>) -> String {
        let root = if self.group.is_empty() {
            format!("/api/{version}")
        } else {
            format!("/apis/{}/{version}", self.group)
        };
        match namespace.filter(|_| self.namespaced) {
            Some(namespace) => format!("{root}/namespaces/{namespace}/{}", self.plural),
            None => format!("{root}/{}", self.plural),
        }
    }

    /// `secrets`, or `rollouts.argoproj.io`.
    pub(super) fn resource(&self) -> String {
        if self.group.is_empty() { self.plural.to_owned() } else { format!("{}.{}", self.plural, self.group) }
    }

    pub(super) fn accept(&self) -> &'static str {
        match self.form {
            Form::Whole => "application/json",
            Form::Metadata => "application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1",
            Form::SecretTable => "application/json;as=Table;g=meta.k8s.io;v=v1",
        }
    }
}
