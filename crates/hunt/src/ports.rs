//! The ports a cluster's parts listen on, what speaks there first, and which products are looked for.
//!
//! Sources: <https://kubernetes.io/docs/reference/networking/ports-and-protocols/> and each product's own documentation.

/// What to try first on an open port. A wrong guess costs one more connection, never an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Speaks {
    Plain,
    Tls,
    /// Not HTTP (gRPC with client certificates, binary): the handshake alone is looked at.
    Other,
}

/// One row of the table.
#[derive(Clone, Copy, Debug)]
pub struct PortInfo {
    pub port: u16,
    pub speaks: Speaks,
    /// Products often found here: their requests go out first.
    pub products: &'static [&'static str],
}

const fn plain(port: u16, products: &'static [&'static str]) -> PortInfo {
    PortInfo { port, speaks: Speaks::Plain, products }
}

const fn tls(port: u16, products: &'static [&'static str]) -> PortInfo {
    PortInfo { port, speaks: Speaks::Tls, products }
}

const fn other(port: u16, products: &'static [&'static str]) -> PortInfo {
    PortInfo { port, speaks: Speaks::Other, products }
}

/// Sorted by number.
pub static PORTS: &[PortInfo] = &[
    plain(80, &["ingress-nginx", "traefik"]),
    tls(443, &["kubernetes", "ingress-nginx", "traefik", "kubernetes-dashboard", "argo-cd"]),
    tls(1338, &["containerd"]),
    plain(2019, &["caddy"]),
    plain(2112, &[]),
    plain(2375, &["docker"]),
    tls(2376, &["docker"]),
    tls(2377, &["docker-swarm"]),
    tls(2379, &["etcd"]),
    tls(2380, &["etcd"]),
    plain(2381, &["etcd"]),
    plain(2746, &["argo-workflows"]),
    plain(3000, &["grafana"]),
    plain(3100, &["loki"]),
    plain(4040, &["weave-scope", "spark"]),
    plain(4194, &["cadvisor"]),
    other(4240, &["cilium"]),
    other(4244, &["hubble"]),
    other(4245, &["hubble"]),
    plain(5000, &["registry"]),
    plain(5601, &["kibana"]),
    tls(6443, &["kubernetes"]),
    tls(6444, &["kubernetes"]),
    plain(6782, &["weave-net"]),
    plain(6783, &["weave-net"]),
    plain(7472, &["metallb"]),
    tls(7473, &["metallb"]),
    plain(8001, &["kubectl-proxy", "kubernetes"]),
    plain(8002, &[]),
    plain(8080, &["kubernetes", "argo-cd", "jenkins", "traefik", "kubectl-proxy"]),
    plain(8081, &["kube-state-metrics", "nexus"]),
    plain(8082, &[]),
    plain(8088, &["kubevela"]),
    plain(8090, &[]),
    other(8132, &["konnectivity"]),
    plain(8133, &["konnectivity"]),
    plain(8134, &["konnectivity"]),
    plain(8181, &["coredns"]),
    plain(8200, &["vault"]),
    tls(8443, &["kubernetes", "kubernetes-dashboard", "rancher"]),
    plain(8500, &["consul"]),
    plain(8888, &["jupyter"]),
    plain(8889, &["otel-collector"]),
    plain(9000, &["minio", "portainer", "traefik"]),
    plain(9001, &["minio"]),
    plain(9080, &[]),
    plain(9090, &["prometheus", "cockpit"]),
    plain(9091, &["pushgateway", "calico"]),
    plain(9093, &["alertmanager"]),
    plain(9094, &[]),
    plain(9099, &["calico"]),
    plain(9100, &["node-exporter"]),
    plain(9113, &["nginx-exporter"]),
    plain(9121, &["redis-exporter"]),
    plain(9153, &["coredns"]),
    plain(9187, &["postgres-exporter"]),
    plain(9200, &["elasticsearch"]),
    plain(9253, &["node-local-dns"]),
    tls(9345, &["rke2-supervisor"]),
    tls(9443, &["portainer"]),
    plain(9537, &["cri-o"]),
    plain(9779, &[]),
    plain(9876, &["cilium"]),
    plain(9879, &["cilium"]),
    plain(9890, &["cilium"]),
    plain(9901, &["envoy"]),
    plain(9962, &["cilium"]),
    plain(9963, &["cilium"]),
    plain(9965, &["hubble"]),
    plain(10248, &["kubelet"]),
    plain(10249, &["kube-proxy"]),
    tls(10250, &["kubelet", "metrics-server"]),
    plain(10251, &["kube-scheduler"]),
    plain(10252, &["kube-controller-manager"]),
    plain(10254, &["ingress-nginx"]),
    plain(10255, &["kubelet"]),
    plain(10256, &["kube-proxy"]),
    tls(10257, &["kube-controller-manager"]),
    tls(10258, &["cloud-controller-manager"]),
    tls(10259, &["kube-scheduler"]),
    plain(15000, &["envoy"]),
    plain(15010, &["istio"]),
    plain(15014, &["istio"]),
    plain(15020, &["istio"]),
    plain(15090, &["envoy"]),
    plain(15672, &["rabbitmq"]),
    tls(16443, &["kubernetes"]),
    plain(16686, &["jaeger"]),
    plain(20001, &["kiali"]),
    tls(25000, &["microk8s-cluster-agent"]),
    plain(30000, &["kubernetes-dashboard"]),
    plain(30080, &[]),
    tls(30443, &["kubernetes-dashboard"]),
    plain(32000, &["registry"]),
    tls(44134, &["tiller"]),
    tls(50000, &["talos"]),
    tls(50001, &["talos"]),
    plain(61208, &["glances"]),
    plain(61678, &["aws-vpc-cni"]),
];

/// The NodePort range, looked at with `--ports nodeports`.
/// Source: <https://kubernetes.io/docs/concepts/services-networking/service/#type-nodeport>
pub const NODE_PORTS: std::ops::RangeInclusive<u16> = 30000..=32767;

/// The row of a port.
pub fn port_info(port: u16) -> Option<&'static PortInfo> {
    PORTS.binary_search_by_key(&port, |info| info.port).ok().and_then(|at| PORTS.get(at))
}

/// Reads `default`, `nodeports`, numbers and ranges, separated by commas.
pub fn parse_ports(text: &str) -> Result<Vec<u16>, String> {
    let mut ports = Vec::new();
    for word in text.split(',').map(str::trim).filter(|word| !word.is_empty()) {
        match word {
            "default" => ports.extend(PORTS.iter().map(|info| info.port)),
            "nodeports" => ports.extend(NODE_PORTS),
            "all" => ports.extend(1..=u16::MAX),
            _ => {
                let (first, last) = word.split_once('-').unwrap_or((word, word));
                let number = |n: &str| n.parse::<u16>().ok().filter(|n| *n > 0);
                match (number(first), number(last)) {
                    (Some(first), Some(last)) if first <= last => ports.extend(first..=last),
                    _ => {
                        return Err(format!(
                            "{word:?} is no port: expected 1 to 65535, a range such as 8000-8100, default, nodeports or all"
                        ));
                    }
                }
            }
        }
    }
    ports.sort_unstable();
    ports.dedup();
    if ports.is_empty() { Err("no port given".to_owned()) } else { Ok(ports) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn table_is_sorted_and_long_enough() {
        assert!(PORTS.is_sorted_by(|a, b| a.port < b.port));
        assert!(PORTS.len() >= 60, "{}", PORTS.len());
    }

    #[test]
    fn reads_lists() {
        assert_eq!(parse_ports("443,1-3,2").unwrap(), [1, 2, 3, 443]);
        assert_eq!(parse_ports("nodeports").unwrap().len(), 2768);
        for bad in ["", "0", "9-1", "x", "70000"] {
            assert!(parse_ports(bad).is_err(), "{bad}");
        }
    }
}
