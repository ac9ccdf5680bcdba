//! Kubernetes itself, its store, and the container engines.

use super::Product;
use crate::fingerprint::See::{
    Body, CertName, CertParty, ClientCertificate, Exactly, Header, Json, Keys, Port,
};
use crate::fingerprint::VersionAt::{self, Label, Pointer};

/// Every component reports itself so: <https://kubernetes.io/docs/reference/instrumentation/metrics/>.
const BUILD: VersionAt = Label("/metrics", "kubernetes_build_info", "git_version");

pub(super) static ALL: &[Product] = &[
    Product {
        slug: "kubernetes",
        asks: &["/version", "/api", "/healthz"],
        signals: &[
            (Keys("/version", &["major", "minor", "gitVersion", "gitCommit", "goVersion", "platform"]), 92),
            (Json("/api", 401, &[("/kind", "Status"), ("/reason", "Unauthorized")]), 75),
            (Json("/api", 403, &[("/kind", "Status"), ("/reason", "Forbidden")]), 75),
            (Json("/version", 401, &[("/kind", "Status"), ("/reason", "Unauthorized")]), 50),
            (Json("/version", 403, &[("/kind", "Status"), ("/reason", "Forbidden")]), 50),
            (Json("/api", 200, &[("/kind", "APIVersions")]), 75),
            (Header("x-kubernetes-pf-flowschema-uid", ""), 60),
            (Header("audit-id", "-"), 25),
            (CertName("kubernetes.default.svc"), 55),
            (CertName("kubernetes.default"), 35),
            (CertParty("k3s-server-ca@"), 30),
            (CertParty("CN=kube-apiserver"), 30),
            (CertParty("minikubeCA"), 20),
            (Port(6443), 10),
        ],
        version: &[Pointer("/version", "/gitVersion")],
    },
    Product {
        slug: "kubelet",
        asks: &["/pods", "/healthz", "/metrics"],
        signals: &[
            (Json("/pods", 200, &[("/kind", "PodList")]), 90),
            (Body("/pods", 403, &["Forbidden (user=", "verb=get, resource=nodes, subresource"]), 95),
            (Body("/pods", 401, &["Unauthorized"]), 35),
            (Body("/metrics", 200, &["kubelet_", "kubernetes_build_info"]), 90),
            (CertParty("CN=system:node:"), 70),
            (CertParty("-ca@"), 40),
            (Port(10250), 30),
            (Port(10255), 20),
            (Port(10248), 45),
            (Exactly("/healthz", &["ok"]), 20),
        ],
        version: &[BUILD],
    },
    Product {
        slug: "kube-proxy",
        asks: &["/proxyMode", "/healthz", "/metrics"],
        signals: &[
            (Exactly("/proxyMode", &["iptables", "ipvs", "nftables", "userspace", "kernelspace"]), 92),
            (Keys("/healthz", &["lastUpdated", "currentTime"]), 85),
            (Body("/metrics", 200, &["kubeproxy_"]), 90),
            (Port(10249), 15),
            (Port(10256), 15),
        ],
        version: &[BUILD],
    },
    Product {
        slug: "kube-controller-manager",
        asks: &["/metrics", "/healthz"],
        signals: &[
            (Body("/metrics", 200, &["node_collector_", "kubernetes_build_info"]), 92),
            (Body("/metrics", 200, &["root_ca_cert_publisher_"]), 60),
            (Json("/metrics", 403, &[("/kind", "Status"), ("/reason", "Forbidden")]), 40),
            (Json("/metrics", 401, &[("/kind", "Status"), ("/reason", "Unauthorized")]), 40),
            (CertParty("localhost-ca@"), 30),
            (Exactly("/healthz", &["ok"]), 20),
            (Port(10257), 55),
            (Port(10252), 45),
        ],
        version: &[BUILD],
    },
    Product {
        slug: "kube-scheduler",
        asks: &["/metrics", "/healthz"],
        signals: &[
            (Body("/metrics", 200, &["scheduler_", "kubernetes_build_info"]), 92),
            (Json("/metrics", 403, &[("/kind", "Status"), ("/reason", "Forbidden")]), 40),
            (Json("/metrics", 401, &[("/kind", "Status"), ("/reason", "Unauthorized")]), 40),
            (CertParty("localhost-ca@"), 30),
            (Exactly("/healthz", &["ok"]), 20),
            (Port(10259), 55),
            (Port(10251), 45),
        ],
        version: &[BUILD],
    },
    Product {
        slug: "cloud-controller-manager",
        asks: &["/metrics", "/healthz"],
        signals: &[
            (Body("/metrics", 200, &["cloudprovider_", "kubernetes_build_info"]), 85),
            (Json("/metrics", 403, &[("/kind", "Status"), ("/reason", "Forbidden")]), 40),
            (CertParty("localhost-ca@"), 30),
            (Exactly("/healthz", &["ok"]), 20),
            (Port(10258), 55),
        ],
        version: &[BUILD],
    },
    Product {
        slug: "kubectl-proxy",
        asks: &["/version", "/api"],
        signals: &[
            (Keys("/version", &["major", "minor", "gitVersion", "gitCommit", "goVersion", "platform"]), 60),
            (Port(8001), 84),
        ],
        version: &[Pointer("/version", "/gitVersion")],
    },
    Product {
        slug: "metrics-server",
        asks: &["/metrics", "/readyz"],
        signals: &[
            (Body("/metrics", 200, &["metrics_server_"]), 92),
            (CertName("metrics-server"), 50),
            (CertName("metrics-server.kube-system.svc"), 60),
        ],
        version: &[BUILD],
    },
    Product {
        slug: "etcd",
        asks: &["/version", "/health", "/metrics"],
        signals: &[
            (Keys("/version", &["etcdserver", "etcdcluster"]), 95),
            (Json("/health", 200, &[("/health", "true")]), 60),
            (Body("/metrics", 200, &["etcd_server_"]), 90),
            (ClientCertificate, 40),
            (CertParty("etcd"), 40),
            (Port(2379), 40),
            (Port(2380), 40),
            (Port(2381), 20),
        ],
        version: &[
            Pointer("/version", "/etcdserver"),
            Label("/metrics", "etcd_server_version", "server_version"),
        ],
    },
    Product {
        slug: "coredns",
        asks: &["/metrics", "/health", "/ready"],
        signals: &[
            (Body("/metrics", 200, &["coredns_build_info"]), 95),
            (Port(9153), 15),
            (Exactly("/ready", &["OK"]), 20),
            (Port(8181), 40),
        ],
        version: &[Label("/metrics", "coredns_build_info", "version")],
    },
    Product {
        slug: "node-local-dns",
        asks: &["/metrics"],
        signals: &[(Body("/metrics", 200, &["coredns_nodecache_setup_errors_total"]), 97), (Port(9253), 10)],
        version: &[Label("/metrics", "coredns_build_info", "version")],
    },
    Product {
        slug: "konnectivity",
        asks: &["/metrics", "/healthz"],
        signals: &[
            (Body("/metrics", 200, &["konnectivity_network_proxy_"]), 95),
            (Port(8134), 15),
            (Port(8132), 20),
            (ClientCertificate, 30),
        ],
        version: &[],
    },
    Product {
        slug: "rke2-supervisor",
        asks: &["/ping", "/cacerts"],
        signals: &[
            (Exactly("/ping", &["pong"]), 60),
            (Body("/cacerts", 200, &["BEGIN CERTIFICATE"]), 60),
            (CertParty("rke2-server-ca@"), 60),
            (CertParty("k3s-server-ca@"), 30),
            (Port(9345), 20),
        ],
        version: &[],
    },
    Product {
        slug: "microk8s-cluster-agent",
        asks: &["/health", "/cluster/api/v1.0/health"],
        signals: &[
            (Json("/health", 200, &[("/status", "OK")]), 40),
            (Port(25000), 40),
            (Header("server", "gunicorn"), 10),
        ],
        version: &[],
    },
    Product {
        slug: "talos",
        asks: &[],
        signals: &[(CertParty("O=talos"), 75), (ClientCertificate, 30), (Port(50000), 40), (Port(50001), 40)],
        version: &[],
    },
    Product {
        slug: "tiller",
        asks: &["/metrics"],
        signals: &[(CertParty("tiller"), 60), (ClientCertificate, 20), (Port(44134), 50)],
        version: &[],
    },
    Product {
        slug: "docker",
        asks: &["/version", "/info"],
        signals: &[
            (Keys("/version", &["ApiVersion", "GitCommit", "GoVersion", "Os", "Arch", "MinAPIVersion"]), 85),
            (Header("server", "docker/"), 75),
            (Header("docker-experimental", ""), 60),
            (Header("api-version", "1."), 30),
            (ClientCertificate, 40),
            (Port(2375), 10),
            (Port(2376), 45),
        ],
        version: &[Pointer("/version", "/Version"), VersionAt::Header("server", "docker/")],
    },
    Product {
        slug: "docker-swarm",
        asks: &[],
        signals: &[(CertParty("swarm-ca"), 70), (ClientCertificate, 20), (Port(2377), 55)],
        version: &[],
    },
    Product {
        slug: "podman",
        asks: &["/version", "/libpod/_ping"],
        signals: &[
            (Header("libpod-api-version", ""), 90),
            (Json("/version", 200, &[("/Components/0/Name", "Podman Engine")]), 95),
        ],
        version: &[Pointer("/version", "/Version")],
    },
    Product {
        slug: "containerd",
        asks: &["/v1/metrics", "/metrics"],
        signals: &[(Body("/v1/metrics", 200, &["containerd_build_info_total"]), 95), (Port(1338), 15)],
        version: &[Label("/v1/metrics", "containerd_build_info_total", "version")],
    },
    Product {
        slug: "cri-o",
        asks: &["/metrics"],
        signals: &[
            (Body("/metrics", 200, &["container_runtime_crio_"]), 95),
            (Body("/metrics", 200, &["crio_operations"]), 90),
            (Port(9537), 15),
        ],
        version: &[Label("/metrics", "container_runtime_crio_build_info", "version")],
    },
    Product {
        slug: "cadvisor",
        asks: &["/metrics", "/api/v2.1/version", "/containers/"],
        signals: &[
            (Body("/metrics", 200, &["cadvisor_version_info", "container_"]), 85),
            (Body("/containers/", 200, &["cAdvisor"]), 85),
            (Port(4194), 15),
        ],
        version: &[
            Label("/metrics", "cadvisor_version_info", "cadvisorVersion"),
            VersionAt::After("/api/v2.1/version", ""),
        ],
    },
    Product {
        slug: "registry",
        asks: &["/v2/"],
        signals: &[
            (Header("docker-distribution-api-version", "registry/2.0"), 85),
            (Exactly("/v2/", &["{}"]), 40),
            (Port(5000), 15),
            (Port(32000), 15),
        ],
        version: &[],
    },
    Product {
        slug: "harbor",
        asks: &["/api/v2.0/systeminfo", "/api/v2.0/ping"],
        signals: &[
            (Keys("/api/v2.0/systeminfo", &["harbor_version"]), 96),
            (Keys("/api/v2.0/systeminfo", &["auth_mode", "self_registration"]), 85),
            (Header("set-cookie", "_gorilla_csrf"), 20),
        ],
        version: &[Pointer("/api/v2.0/systeminfo", "/harbor_version")],
    },
];
