//! Where each platform keeps things when no process says otherwise, from its own documentation.

use holdfast_inventory::node::PlatformKind;

/// Paths of one platform; of several, those that exist count.
pub(crate) struct Layout {
    pub(crate) manifests: &'static [&'static str],
    pub(crate) kubelet_services: &'static [&'static str],
    pub(crate) kubelet_config: &'static [&'static str],
    pub(crate) kubelet_config_dir: Option<&'static str>,
    pub(crate) kubelet_kubeconfig: &'static [&'static str],
    pub(crate) kubelet_client_ca: &'static [&'static str],
    pub(crate) admin_kubeconfig: &'static [&'static str],
    pub(crate) controller_kubeconfig: &'static [&'static str],
    pub(crate) scheduler_kubeconfig: &'static [&'static str],
    pub(crate) proxy_config: &'static [&'static str],
    pub(crate) proxy_kubeconfig: &'static [&'static str],
    pub(crate) pki: &'static [&'static str],
    pub(crate) etcd_data: &'static [&'static str],
    pub(crate) cni: &'static [&'static str],
}

pub(crate) const fn of(kind: PlatformKind) -> &'static Layout {
    match kind {
        PlatformKind::Aks => &AKS,
        PlatformKind::Bottlerocket => &BOTTLEROCKET,
        PlatformKind::Eks => &EKS,
        PlatformKind::Gke => &GKE,
        PlatformKind::K3s => &K3S,
        PlatformKind::Kubeadm | PlatformKind::Vanilla => &KUBEADM,
        PlatformKind::Microk8s => &MICROK8S,
        PlatformKind::Openshift => &OPENSHIFT,
        PlatformKind::Rke2 => &RKE2,
        PlatformKind::Talos => &TALOS,
    }
}

/// <https://kubernetes.io/docs/reference/setup-tools/kubeadm/implementation-details/>
const KUBEADM: Layout = Layout {
    manifests: &["/etc/kubernetes/manifests"],
    kubelet_services: &["kubelet.service"],
    kubelet_config: &["/var/lib/kubelet/config.yaml"],
    kubelet_config_dir: None,
    kubelet_kubeconfig: &["/etc/kubernetes/kubelet.conf"],
    kubelet_client_ca: &["/etc/kubernetes/pki/ca.crt"],
    admin_kubeconfig: &["/etc/kubernetes/admin.conf", "/etc/kubernetes/super-admin.conf"],
    controller_kubeconfig: &["/etc/kubernetes/controller-manager.conf"],
    scheduler_kubeconfig: &["/etc/kubernetes/scheduler.conf"],
    proxy_config: &["/var/lib/kube-proxy/config.conf"],
    proxy_kubeconfig: &["/var/lib/kube-proxy/kubeconfig.conf"],
    pki: &["/etc/kubernetes/pki"],
    etcd_data: &["/var/lib/etcd"],
    cni: &["/etc/cni/net.d"],
};

/// <https://docs.k3s.io/cli/certificate>, <https://docs.k3s.io/security/hardening-guide>
const K3S: Layout = Layout {
    manifests: &["/var/lib/rancher/k3s/agent/pod-manifests"],
    kubelet_services: &["k3s.service", "k3s-agent.service"],
    kubelet_config: &[],
    kubelet_config_dir: Some("/var/lib/rancher/k3s/agent/etc/kubelet.conf.d"),
    kubelet_kubeconfig: &["/var/lib/rancher/k3s/agent/kubelet.kubeconfig"],
    kubelet_client_ca: &["/var/lib/rancher/k3s/agent/client-ca.crt"],
    admin_kubeconfig: &["/etc/rancher/k3s/k3s.yaml", "/var/lib/rancher/k3s/server/cred/admin.kubeconfig"],
    controller_kubeconfig: &["/var/lib/rancher/k3s/server/cred/controller.kubeconfig"],
    scheduler_kubeconfig: &["/var/lib/rancher/k3s/server/cred/scheduler.kubeconfig"],
    proxy_config: &[],
    proxy_kubeconfig: &["/var/lib/rancher/k3s/agent/kubeproxy.kubeconfig"],
    pki: &["/var/lib/rancher/k3s/server/tls"],
    etcd_data: &["/var/lib/rancher/k3s/server/db/etcd"],
    cni: &["/var/lib/rancher/k3s/agent/etc/cni/net.d"],
};

/// <https://docs.rke2.io/security/cis_self_assessment123>
const RKE2: Layout = Layout {
    manifests: &["/var/lib/rancher/rke2/agent/pod-manifests"],
    kubelet_services: &["rke2-server.service", "rke2-agent.service"],
    kubelet_config: &[],
    kubelet_config_dir: Some("/var/lib/rancher/rke2/agent/etc/kubelet.conf.d"),
    kubelet_kubeconfig: &["/var/lib/rancher/rke2/agent/kubelet.kubeconfig"],
    kubelet_client_ca: &["/var/lib/rancher/rke2/agent/client-ca.crt"],
    admin_kubeconfig: &["/etc/rancher/rke2/rke2.yaml", "/var/lib/rancher/rke2/server/cred/admin.kubeconfig"],
    controller_kubeconfig: &["/var/lib/rancher/rke2/server/cred/controller.kubeconfig"],
    scheduler_kubeconfig: &["/var/lib/rancher/rke2/server/cred/scheduler.kubeconfig"],
    proxy_config: &[],
    proxy_kubeconfig: &["/var/lib/rancher/rke2/agent/kubeproxy.kubeconfig"],
    pki: &["/var/lib/rancher/rke2/server/tls"],
    etcd_data: &["/var/lib/rancher/rke2/server/db/etcd"],
    cni: &["/etc/cni/net.d"],
};

/// <https://microk8s.io/docs/services-and-ports>
const MICROK8S: Layout = Layout {
    manifests: &[],
    kubelet_services: &["snap.microk8s.daemon-kubelite.service"],
    kubelet_config: &[],
    kubelet_config_dir: None,
    kubelet_kubeconfig: &["/var/snap/microk8s/current/credentials/kubelet.config"],
    kubelet_client_ca: &["/var/snap/microk8s/current/certs/ca.crt"],
    admin_kubeconfig: &["/var/snap/microk8s/current/credentials/client.config"],
    controller_kubeconfig: &["/var/snap/microk8s/current/credentials/controller.config"],
    scheduler_kubeconfig: &["/var/snap/microk8s/current/credentials/scheduler.config"],
    proxy_config: &[],
    proxy_kubeconfig: &["/var/snap/microk8s/current/credentials/proxy.config"],
    pki: &["/var/snap/microk8s/current/certs"],
    etcd_data: &[
        "/var/snap/microk8s/current/var/kubernetes/backend",
        "/var/snap/microk8s/common/var/run/etcd",
    ],
    cni: &["/var/snap/microk8s/current/args/cni-network"],
};

/// <https://awslabs.github.io/amazon-eks-ami/nodeadm/>; the second file is Amazon Linux 2's.
const EKS: Layout = Layout {
    manifests: &["/etc/kubernetes/manifests"],
    kubelet_services: &["kubelet.service"],
    kubelet_config: &["/etc/kubernetes/kubelet/config.json", "/etc/kubernetes/kubelet/kubelet-config.json"],
    kubelet_config_dir: None,
    kubelet_kubeconfig: &["/var/lib/kubelet/kubeconfig"],
    kubelet_client_ca: &["/etc/kubernetes/pki/ca.crt"],
    admin_kubeconfig: &[],
    controller_kubeconfig: &[],
    scheduler_kubeconfig: &[],
    proxy_config: &["/var/lib/kube-proxy-config/config"],
    proxy_kubeconfig: &["/var/lib/kube-proxy/kubeconfig"],
    pki: &["/etc/kubernetes/pki"],
    etcd_data: &[],
    cni: &["/etc/cni/net.d"],
};

/// <https://bottlerocket.dev/en/os/latest/>
const BOTTLEROCKET: Layout = Layout {
    manifests: &["/etc/kubernetes/static-pods"],
    kubelet_services: &["kubelet.service"],
    kubelet_config: &["/etc/kubernetes/kubelet/config"],
    kubelet_config_dir: None,
    kubelet_kubeconfig: &["/etc/kubernetes/kubelet/kubeconfig"],
    ..EKS
};

/// <https://github.com/Azure/AgentBaker>
const AKS: Layout = Layout {
    manifests: &["/etc/kubernetes/manifests"],
    kubelet_services: &["kubelet.service"],
    kubelet_config: &["/etc/default/kubeletconfig.json"],
    kubelet_config_dir: None,
    kubelet_kubeconfig: &["/var/lib/kubelet/kubeconfig"],
    kubelet_client_ca: &["/etc/kubernetes/certs/ca.crt"],
    pki: &["/etc/kubernetes/certs"],
    ..EKS
};

/// <https://cloud.google.com/kubernetes-engine/docs/how-to/node-system-config>
const GKE: Layout = Layout {
    manifests: &["/etc/kubernetes/manifests"],
    kubelet_services: &["kubelet.service"],
    kubelet_config: &["/home/kubernetes/kubelet-config.yaml", "/etc/kubernetes/kubelet/kubelet-config.yaml"],
    kubelet_config_dir: None,
    kubelet_kubeconfig: &["/var/lib/kubelet/kubeconfig"],
    kubelet_client_ca: &["/etc/srv/kubernetes/pki/ca-certificates.crt"],
    proxy_kubeconfig: &["/var/lib/kube-proxy/kubeconfig"],
    pki: &["/etc/srv/kubernetes/pki"],
    ..EKS
};

/// <https://docs.redhat.com/en/documentation/openshift_container_platform/>
const OPENSHIFT: Layout = Layout {
    manifests: &["/etc/kubernetes/manifests"],
    kubelet_services: &["kubelet.service"],
    kubelet_config: &["/etc/kubernetes/kubelet.conf"],
    kubelet_config_dir: None,
    kubelet_kubeconfig: &["/var/lib/kubelet/kubeconfig"],
    kubelet_client_ca: &["/etc/kubernetes/kubelet-ca.crt"],
    admin_kubeconfig: &[
        "/etc/kubernetes/static-pod-resources/kube-apiserver-certs/secrets/node-kubeconfigs/lb-ext.kubeconfig",
        "/etc/kubernetes/static-pod-resources/kube-apiserver-certs/secrets/node-kubeconfigs/localhost.kubeconfig",
    ],
    controller_kubeconfig: &[],
    scheduler_kubeconfig: &[],
    proxy_config: &[],
    proxy_kubeconfig: &[],
    pki: &[
        "/etc/kubernetes/static-pod-resources/etcd-certs",
        "/etc/kubernetes/static-pod-resources/kube-apiserver-certs",
    ],
    etcd_data: &["/var/lib/etcd"],
    cni: &["/etc/cni/net.d", "/etc/kubernetes/cni/net.d", "/run/multus/cni/net.d"],
};

/// <https://www.talos.dev/latest/learn-more/talos-linux-filesystem/>
const TALOS: Layout = Layout {
    manifests: &["/etc/kubernetes/manifests"],
    kubelet_services: &[],
    kubelet_config: &["/etc/kubernetes/kubelet.yaml"],
    kubelet_config_dir: None,
    kubelet_kubeconfig: &["/etc/kubernetes/kubeconfig-kubelet"],
    kubelet_client_ca: &["/etc/kubernetes/pki/ca.crt"],
    admin_kubeconfig: &[],
    controller_kubeconfig: &["/system/secrets/kubernetes/kube-controller-manager/kubeconfig"],
    scheduler_kubeconfig: &["/system/secrets/kubernetes/kube-scheduler/kubeconfig"],
    proxy_config: &[],
    proxy_kubeconfig: &[],
    pki: &["/etc/kubernetes/pki", "/system/secrets/etcd", "/system/secrets/kubernetes/kube-apiserver"],
    etcd_data: &["/var/lib/etcd"],
    cni: &["/etc/cni/net.d"],
};
