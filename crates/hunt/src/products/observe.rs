//! What watches a cluster: metrics, logs, traces, and the network's own windows.

use super::Product;
use crate::fingerprint::See::{Body, Exactly, Header, Json, Keys, Port};
use crate::fingerprint::VersionAt::{After, Label, Pointer};

pub(super) static ALL: &[Product] = &[
    Product {
        slug: "prometheus",
        asks: &["/api/v1/status/buildinfo", "/-/ready", "/metrics"],
        signals: &[
            (
                Json(
                    "/api/v1/status/buildinfo",
                    200,
                    &[("/status", "success"), ("/data/version", ""), ("/data/goVersion", "")],
                ),
                88,
            ),
            (Body("/-/ready", 200, &["Prometheus"]), 60),
            (Body("/metrics", 200, &["prometheus_build_info"]), 60),
            (Body("/metrics", 200, &["prometheus_tsdb_"]), 60),
            (Port(9090), 10),
        ],
        version: &[
            Pointer("/api/v1/status/buildinfo", "/data/version"),
            Label("/metrics", "prometheus_build_info", "version"),
        ],
    },
    Product {
        slug: "thanos",
        asks: &["/api/v1/status/buildinfo", "/metrics"],
        signals: &[(Body("/metrics", 200, &["thanos_build_info"]), 98)],
        version: &[Label("/metrics", "thanos_build_info", "version")],
    },
    Product {
        slug: "victoria-metrics",
        asks: &["/metrics", "/"],
        signals: &[
            (Body("/metrics", 200, &["vm_app_version"]), 97),
            (Body("/", 200, &["VictoriaMetrics"]), 60),
        ],
        version: &[After("/metrics", "short_version=\"")],
    },
    Product {
        slug: "alertmanager",
        asks: &["/api/v2/status", "/metrics"],
        signals: &[
            (Keys("/api/v2/status", &["versionInfo", "cluster", "uptime"]), 95),
            (Body("/metrics", 200, &["alertmanager_build_info"]), 95),
            (Port(9093), 10),
        ],
        version: &[
            Pointer("/api/v2/status", "/versionInfo/version"),
            Label("/metrics", "alertmanager_build_info", "version"),
        ],
    },
    Product {
        slug: "pushgateway",
        asks: &["/metrics", "/api/v1/status"],
        signals: &[(Body("/metrics", 200, &["pushgateway_build_info"]), 97), (Port(9091), 10)],
        version: &[Label("/metrics", "pushgateway_build_info", "version")],
    },
    Product {
        slug: "grafana",
        asks: &["/api/health", "/login"],
        signals: &[
            (Keys("/api/health", &["commit", "database", "version"]), 90),
            (Keys("/api/health", &["database"]), 50),
            (Body("/login", 200, &["<title>Grafana</title>"]), 80),
            (Port(3000), 10),
        ],
        version: &[Pointer("/api/health", "/version"), After("/login", "\"version\":\"")],
    },
    Product {
        slug: "loki",
        asks: &["/loki/api/v1/status/buildinfo", "/metrics"],
        signals: &[
            (Keys("/loki/api/v1/status/buildinfo", &["version", "revision"]), 92),
            (Body("/metrics", 200, &["loki_build_info"]), 96),
            (Port(3100), 10),
        ],
        version: &[
            Pointer("/loki/api/v1/status/buildinfo", "/version"),
            Label("/metrics", "loki_build_info", "version"),
        ],
    },
    Product {
        slug: "tempo",
        asks: &["/api/status/buildinfo", "/metrics"],
        signals: &[
            (Body("/metrics", 200, &["tempo_build_info"]), 97),
            (Keys("/api/status/buildinfo", &["version", "revision", "branch"]), 60),
        ],
        version: &[
            Pointer("/api/status/buildinfo", "/version"),
            Label("/metrics", "tempo_build_info", "version"),
        ],
    },
    Product {
        slug: "node-exporter",
        asks: &["/metrics", "/"],
        signals: &[
            (Body("/metrics", 200, &["node_exporter_build_info"]), 97),
            (Body("/", 200, &["Node Exporter"]), 60),
            (Port(9100), 10),
        ],
        version: &[Label("/metrics", "node_exporter_build_info", "version")],
    },
    Product {
        slug: "kube-state-metrics",
        asks: &["/metrics", "/"],
        signals: &[
            (Body("/metrics", 200, &["kube_pod_info"]), 93),
            (Body("/metrics", 200, &["kube_state_metrics_build_info"]), 97),
            (Body("/", 200, &["Kube Metrics Server"]), 60),
            (Body("/", 200, &["kube-state-metrics"]), 80),
        ],
        version: &[Label("/metrics", "kube_state_metrics_build_info", "version"), After("/", "Version: ")],
    },
    Product {
        slug: "nginx-exporter",
        asks: &["/metrics"],
        signals: &[
            (Body("/metrics", 200, &["nginx_exporter_build_info"]), 97),
            (Body("/metrics", 200, &["nginxexporter_build_info"]), 97),
        ],
        version: &[
            Label("/metrics", "nginx_exporter_build_info", "version"),
            Label("/metrics", "nginxexporter_build_info", "version"),
        ],
    },
    Product {
        slug: "redis-exporter",
        asks: &["/metrics"],
        signals: &[(Body("/metrics", 200, &["redis_exporter_build_info"]), 97)],
        version: &[Label("/metrics", "redis_exporter_build_info", "version")],
    },
    Product {
        slug: "postgres-exporter",
        asks: &["/metrics"],
        signals: &[(Body("/metrics", 200, &["postgres_exporter_build_info"]), 97)],
        version: &[Label("/metrics", "postgres_exporter_build_info", "version")],
    },
    Product {
        slug: "otel-collector",
        asks: &["/metrics"],
        signals: &[(Body("/metrics", 200, &["otelcol_"]), 93)],
        version: &[After("/metrics", "service_version=\"")],
    },
    Product {
        slug: "jaeger",
        asks: &["/api/services", "/"],
        signals: &[
            (Body("/", 200, &["<title>Jaeger UI</title>"]), 85),
            (Keys("/api/services", &["data", "total", "limit", "offset"]), 75),
            (Port(16686), 15),
        ],
        version: &[After("/", "\"gitVersion\":\"")],
    },
    Product {
        slug: "kiali",
        asks: &["/kiali/api/status", "/kiali/api/auth/info", "/api/status"],
        signals: &[
            (Keys("/kiali/api/status", &["status", "externalServices"]), 95),
            (Body("/kiali/api/status", 200, &["Kiali"]), 70),
            (Keys("/kiali/api/auth/info", &["strategy"]), 80),
            (Port(20001), 10),
        ],
        version: &[Pointer("/kiali/api/status", "/status/Kiali version")],
    },
    Product {
        slug: "hubble",
        asks: &["/metrics"],
        signals: &[(Body("/metrics", 200, &["hubble_"]), 90), (Port(9965), 15)],
        version: &[],
    },
    Product {
        slug: "cilium",
        asks: &["/metrics", "/hello", "/healthz"],
        signals: &[
            (Body("/metrics", 200, &["cilium_"]), 93),
            (Keys("/healthz", &["cilium"]), 85),
            (Port(9879), 15),
            (Port(9962), 15),
            (Port(9963), 15),
        ],
        version: &[Label("/metrics", "cilium_version", "version")],
    },
    Product {
        slug: "calico",
        asks: &["/metrics", "/readiness"],
        signals: &[
            (Body("/metrics", 200, &["felix_"]), 95),
            (Body("/metrics", 200, &["typha_"]), 95),
            (Port(9091), 10),
            (Port(9099), 30),
        ],
        version: &[],
    },
    Product {
        slug: "metallb",
        asks: &["/metrics"],
        signals: &[(Body("/metrics", 200, &["metallb_"]), 95), (Port(7472), 10)],
        version: &[],
    },
    Product {
        slug: "weave-net",
        asks: &["/status", "/metrics"],
        signals: &[
            (Body("/status", 200, &["Version: ", "Service: router"]), 95),
            (Body("/metrics", 200, &["weave_"]), 85),
        ],
        version: &[After("/status", "Version: ")],
    },
    Product {
        slug: "weave-scope",
        asks: &["/api", "/"],
        signals: &[
            (Keys("/api", &["id", "version", "hostname", "plugins"]), 90),
            (Body("/", 200, &["<title>Weave Scope</title>"]), 85),
            (Port(4040), 10),
        ],
        version: &[Pointer("/api", "/version")],
    },
    Product {
        slug: "aws-vpc-cni",
        asks: &["/v1/enis", "/metrics"],
        signals: &[
            (Body("/metrics", 200, &["awscni_"]), 95),
            (Keys("/v1/enis", &["TotalIPs", "AssignedIPs"]), 90),
        ],
        version: &[],
    },
    Product {
        slug: "envoy",
        asks: &["/server_info", "/ready"],
        signals: &[
            (Keys("/server_info", &["version", "state", "hot_restart_version"]), 95),
            (Header("server", "envoy"), 50),
            (Exactly("/ready", &["LIVE"]), 60),
            (Port(15000), 15),
            (Port(9901), 15),
        ],
        version: &[After("/server_info", "/")],
    },
    Product {
        slug: "istio",
        asks: &["/version", "/metrics", "/ready"],
        signals: &[
            (Body("/metrics", 200, &["istio_build"]), 93),
            (Body("/metrics", 200, &["pilot_"]), 80),
            (Body("/version", 200, &["-Clean"]), 70),
            (Port(15014), 20),
        ],
        version: &[After("/metrics", "tag=\""), After("/version", "")],
    },
    Product {
        slug: "linkerd-viz",
        asks: &["/", "/api/version"],
        signals: &[(Body("/", 200, &["data-controller-namespace", "linkerd"]), 92)],
        version: &[After("/", "data-release-version=\"")],
    },
    Product {
        slug: "opencost",
        asks: &["/allocation/compute?window=1h", "/metrics", "/healthz"],
        signals: &[
            (Body("/metrics", 200, &["kubecost_"]), 93),
            (Body("/metrics", 200, &["opencost_build_info"]), 97),
        ],
        version: &[
            Label("/metrics", "opencost_build_info", "version"),
            Label("/metrics", "kubecost_build_info", "version"),
        ],
    },
    Product {
        slug: "goldpinger",
        asks: &["/check_all", "/metrics"],
        signals: &[(Body("/metrics", 200, &["goldpinger_"]), 95)],
        version: &[],
    },
    Product {
        slug: "elasticsearch",
        asks: &["/"],
        signals: &[
            (Json("/", 200, &[("/tagline", "You Know, for Search")]), 95),
            (Header("x-elastic-product", "elasticsearch"), 85),
            (Json("/", 401, &[("/error/type", "security_exception")]), 75),
            (Port(9200), 15),
        ],
        version: &[Pointer("/", "/version/number")],
    },
    Product {
        slug: "opensearch",
        asks: &["/"],
        signals: &[(Json("/", 200, &[("/version/distribution", "opensearch")]), 97), (Port(9200), 5)],
        version: &[Pointer("/", "/version/number")],
    },
    Product {
        slug: "kibana",
        asks: &["/api/status", "/"],
        signals: &[
            (Header("kbn-name", ""), 93),
            (Header("kbn-license-sig", ""), 85),
            (Body("/api/status", 200, &["\"build_hash\""]), 80),
            (Port(5601), 15),
        ],
        version: &[Pointer("/api/status", "/version/number")],
    },
    Product {
        slug: "glances",
        asks: &["/api/3/all", "/api/4/status"],
        signals: &[(Keys("/api/3/all", &["cpu", "mem"]), 85), (Port(61208), 20)],
        version: &[],
    },
    Product {
        slug: "cockpit",
        asks: &["/cockpit/login", "/ping"],
        signals: &[(Json("/ping", 200, &[("/service", "cockpit")]), 95)],
        version: &[],
    },
];
