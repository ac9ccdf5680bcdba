/// A component whose version can be seen, and the names advisories call it by.
#[derive(Debug)]
pub struct Product {
    /// Kebab-case, as fingerprints and reports name it.
    pub slug: &'static str,
    /// As people write it.
    pub name: &'static str,
    /// Packages of advisories that speak of it, without the `/v2` that Go modules end in.
    packages: &'static [&'static str],
}

impl PartialEq for Product {
    fn eq(&self, other: &Self) -> bool {
        self.slug == other.slug
    }
}

impl Eq for Product {}

/// What advisories about Kubernetes as a whole speak of.
const KUBERNETES: &str = "k8s.io/kubernetes";

const fn product(slug: &'static str, name: &'static str, packages: &'static [&'static str]) -> Product {
    Product { slug, name, packages }
}

/// Sorted by slug.
static PRODUCTS: &[Product] = &[
    product("argo-cd", "Argo CD", &["github.com/argoproj/argo-cd"]),
    product("argo-workflows", "Argo Workflows", &["github.com/argoproj/argo-workflows"]),
    product("calico", "Calico", &["github.com/projectcalico/calico"]),
    product("cilium", "Cilium", &["github.com/cilium/cilium"]),
    product("cni-plugins", "CNI plugins", &["github.com/containernetworking/plugins"]),
    product("containerd", "containerd", &["github.com/containerd/containerd"]),
    product("coredns", "CoreDNS", &["github.com/coredns/coredns"]),
    product("cri-o", "CRI-O", &["github.com/cri-o/cri-o"]),
    product("csi-proxy", "csi-proxy", &["github.com/kubernetes-csi/csi-proxy"]),
    product("docker", "Docker Engine", &["github.com/docker/docker", "github.com/moby/moby"]),
    product(
        "etcd",
        "etcd",
        &["go.etcd.io/etcd", "go.etcd.io/etcd/server", "github.com/etcd-io/etcd", "github.com/coreos/etcd"],
    ),
    product("grafana", "Grafana", &["github.com/grafana/grafana"]),
    product("harbor", "Harbor", &["github.com/goharbor/harbor"]),
    product("ingress-nginx", "ingress-nginx", &["k8s.io/ingress-nginx", "/ingress-nginx"]),
    product("istio", "Istio", &["istio.io/istio"]),
    product("jenkins", "Jenkins", &["org.jenkins-ci.main:jenkins-core"]),
    product("kiali", "Kiali", &["github.com/kiali/kiali"]),
    product("kube-apiserver", "kube-apiserver", &["k8s.io/apiserver", KUBERNETES]),
    product(
        "kube-controller-manager",
        "kube-controller-manager",
        &["k8s.io/controller-manager", "k8s.io/kube-controller-manager", KUBERNETES],
    ),
    product("kube-proxy", "kube-proxy", &["k8s.io/kube-proxy", KUBERNETES]),
    product("kube-scheduler", "kube-scheduler", &["k8s.io/kube-scheduler", KUBERNETES]),
    product("kubectl", "kubectl", &["k8s.io/kubectl"]),
    product("kubelet", "kubelet", &["k8s.io/kubelet", KUBERNETES]),
    product("kubernetes-dashboard", "Kubernetes Dashboard", &["github.com/kubernetes/dashboard"]),
    product(
        "nvidia-container-toolkit",
        "NVIDIA Container Toolkit",
        &["github.com/NVIDIA/nvidia-container-toolkit"],
    ),
    product("prometheus", "Prometheus", &["github.com/prometheus/prometheus"]),
    product("rancher", "Rancher", &["github.com/rancher/rancher"]),
    product(
        "registry",
        "Distribution registry",
        &["github.com/distribution/distribution", "github.com/docker/distribution"],
    ),
    product("runc", "runc", &["github.com/opencontainers/runc"]),
    product(
        "secrets-store-csi-driver",
        "Secrets Store CSI driver",
        &["sigs.k8s.io/secrets-store-csi-driver"],
    ),
    product("tiller", "Tiller (Helm 2)", &[]),
    product("vault", "Vault", &["github.com/hashicorp/vault"]),
    product("weave-scope", "Weave Scope", &[]),
];

impl Product {
    /// Every product, sorted by slug.
    pub fn all() -> &'static [Self] {
        PRODUCTS
    }

    pub fn find(slug: &str) -> Option<&'static Self> {
        PRODUCTS.binary_search_by(|p| p.slug.cmp(slug)).ok().and_then(|at| PRODUCTS.get(at))
    }

    /// The products that a package of an ecosystem is: several for Kubernetes as a whole, none for what we do not know.
    pub fn of_package(ecosystem: &str, name: &str) -> Vec<&'static Self> {
        if !["go", "kubernetes", "maven"].contains(&ecosystem.to_ascii_lowercase().as_str()) {
            return Vec::new();
        }
        let name = without_major(name);
        PRODUCTS.iter().filter(|product| product.packages.contains(&name)).collect()
    }
}

/// Go modules from major version two on end in `/vN`.
fn without_major(name: &str) -> &str {
    match name.rsplit_once("/v") {
        Some((front, number)) if !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()) => front,
        _ => name,
    }
}
