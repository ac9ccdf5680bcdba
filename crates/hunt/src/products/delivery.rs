//! What builds, delivers and manages: dashboards, delivery tools, registries' neighbours.

use super::Product;
use crate::fingerprint::See::{Body, Exactly, Header, Keys, Port};
use crate::fingerprint::VersionAt::{After, Header as InHeader, Label, Pointer};

pub(super) static ALL: &[Product] = &[
    Product {
        slug: "kubernetes-dashboard",
        asks: &["/", "/api/v1/login/status", "/config", "/api/v1/namespace"],
        signals: &[
            (Body("/", 200, &["<title>Kubernetes Dashboard</title>"]), 75),
            (Body("/", 200, &["kd-root"]), 60),
            (Keys("/api/v1/login/status", &["tokenPresent", "headerPresent", "httpsMode"]), 90),
            (Keys("/config", &["serverTime"]), 40),
            (Port(30000), 5),
        ],
        version: &[After("/", "kubernetes-dashboard/"), Pointer("/config", "/version")],
    },
    Product {
        slug: "headlamp",
        asks: &["/config", "/"],
        signals: &[
            (Keys("/config", &["clusters", "isDynamicClusterEnabled"]), 85),
            (Keys("/config", &["clusters"]), 40),
            (Body("/", 200, &["Headlamp"]), 60),
        ],
        version: &[],
    },
    Product {
        slug: "octant",
        asks: &["/"],
        signals: &[(Body("/", 200, &["<title>Octant</title>"]), 85)],
        version: &[],
    },
    Product {
        slug: "kubevela",
        asks: &["/", "/api/v1/auth/dex_config"],
        signals: &[(Body("/", 200, &["KubeVela"]), 85)],
        version: &[],
    },
    Product {
        slug: "argo-cd",
        asks: &["/api/version", "/api/v1/settings", "/"],
        signals: &[
            (Body("/api/version", 200, &["\"Version\"", "KustomizeVersion"]), 95),
            (Keys("/api/version", &["Version"]), 50),
            (Keys("/api/v1/settings", &["appLabelKey", "resourceOverrides"]), 85),
            (Body("/", 200, &["<title>Argo CD</title>"]), 85),
        ],
        version: &[Pointer("/api/version", "/Version")],
    },
    Product {
        slug: "argo-workflows",
        asks: &["/api/v1/version", "/api/v1/info", "/"],
        signals: &[
            (Keys("/api/v1/version", &["version", "gitTreeState", "goVersion", "compiler"]), 88),
            (Keys("/api/v1/info", &["managedNamespace"]), 60),
            (Body("/", 200, &["<title>Argo</title>"]), 75),
            (Port(2746), 25),
        ],
        version: &[Pointer("/api/v1/version", "/version")],
    },
    Product {
        slug: "jenkins",
        asks: &["/login", "/api/json"],
        signals: &[
            (Header("x-jenkins", ""), 92),
            (Header("x-hudson", ""), 60),
            (Body("/api/json", 200, &["hudson.model.Hudson"]), 90),
        ],
        version: &[InHeader("x-jenkins", "")],
    },
    Product {
        slug: "tekton-dashboard",
        asks: &["/v1/properties", "/"],
        signals: &[
            (Keys("/v1/properties", &["dashboardVersion"]), 95),
            (Body("/", 200, &["<title>Tekton Dashboard</title>"]), 75),
        ],
        version: &[Pointer("/v1/properties", "/dashboardVersion")],
    },
    Product {
        slug: "rancher",
        asks: &["/rancherversion", "/v3-public", "/ping"],
        signals: &[
            (Keys("/rancherversion", &["Version", "GitCommit", "RancherPrime"]), 96),
            (Header("x-api-cattle-auth", ""), 85),
            (Body("/v3-public", 200, &["authProviders"]), 80),
        ],
        version: &[Pointer("/rancherversion", "/Version")],
    },
    Product {
        slug: "portainer",
        asks: &["/api/system/status", "/api/status"],
        signals: &[
            (Keys("/api/status", &["Version", "InstanceID"]), 93),
            (Keys("/api/system/status", &["Version", "InstanceID"]), 93),
        ],
        version: &[Pointer("/api/system/status", "/Version"), Pointer("/api/status", "/Version")],
    },
    Product {
        slug: "gitea",
        asks: &["/api/v1/version", "/"],
        signals: &[(Header("set-cookie", "i_like_gitea"), 90), (Body("/", 200, &["Powered by Gitea"]), 85)],
        version: &[Pointer("/api/v1/version", "/version")],
    },
    Product {
        slug: "gitlab",
        asks: &["/users/sign_in", "/-/health"],
        signals: &[
            (Header("x-gitlab-meta", ""), 92),
            (Header("set-cookie", "_gitlab_session"), 80),
            (Exactly("/-/health", &["GitLab OK"]), 90),
        ],
        version: &[],
    },
    Product {
        slug: "nexus",
        asks: &["/service/rest/v1/status", "/"],
        signals: &[(Header("server", "nexus/"), 93), (Body("/", 200, &["Sonatype Nexus Repository"]), 75)],
        version: &[InHeader("server", "nexus/")],
    },
    Product {
        slug: "chartmuseum",
        asks: &["/info", "/api/charts"],
        signals: &[(Body("/", 200, &["ChartMuseum"]), 85), (Body("/info", 200, &["\"version\":\"v0."]), 45)],
        version: &[Pointer("/info", "/version")],
    },
    Product {
        slug: "spinnaker",
        asks: &["/version", "/applications"],
        signals: &[(Header("x-spinnaker-request-id", ""), 90), (Header("x-spinnaker-user", ""), 80)],
        version: &[],
    },
    Product {
        slug: "drone",
        asks: &["/version", "/welcome"],
        signals: &[
            (Keys("/version", &["source", "version", "commit"]), 70),
            (Body("/welcome", 200, &["Drone"]), 60),
        ],
        version: &[Pointer("/version", "/version")],
    },
    Product {
        slug: "airflow",
        asks: &["/api/v1/version", "/api/v2/version", "/health", "/api/v2/monitor/health"],
        signals: &[
            (Keys("/health", &["metadatabase", "scheduler"]), 93),
            (Keys("/api/v2/monitor/health", &["metadatabase", "scheduler"]), 93),
            (Keys("/api/v1/version", &["version", "git_version"]), 60),
        ],
        version: &[Pointer("/api/v2/version", "/version"), Pointer("/api/v1/version", "/version")],
    },
    Product {
        slug: "jupyter",
        asks: &["/api", "/api/status"],
        signals: &[
            (Header("server", "tornadoserver"), 40),
            (Body("/", 200, &["Jupyter"]), 60),
            (Body("/api", 200, &["\"version\""]), 20),
            (Port(8888), 25),
            (Keys("/api/status", &["kernels", "started"]), 85),
        ],
        version: &[Pointer("/api", "/version")],
    },
    Product {
        slug: "mlflow",
        asks: &["/version", "/"],
        signals: &[(Body("/", 200, &["<title>MLflow</title>"]), 90)],
        version: &[After("/version", "")],
    },
    Product {
        slug: "ray",
        asks: &["/api/version", "/"],
        signals: &[
            (Keys("/api/version", &["ray_version", "ray_commit"]), 97),
            (Body("/", 200, &["<title>Ray Dashboard</title>"]), 85),
        ],
        version: &[Pointer("/api/version", "/ray_version")],
    },
    Product {
        slug: "spark",
        asks: &["/json/", "/api/v1/version", "/"],
        signals: &[
            (Keys("/api/v1/version", &["spark"]), 93),
            (Keys("/json/", &["workers", "aliveworkers"]), 92),
            (Body("/", 200, &["Spark Master at"]), 80),
        ],
        version: &[Pointer("/api/v1/version", "/spark")],
    },
    Product {
        slug: "kubeflow",
        asks: &["/api/workgroup/env-info", "/"],
        signals: &[
            (Keys("/api/workgroup/env-info", &["user", "platform", "namespaces"]), 93),
            (Body("/", 200, &["<title>Kubeflow Central Dashboard</title>"]), 90),
        ],
        version: &[Pointer("/api/workgroup/env-info", "/platform/kubeflowVersion")],
    },
    Product {
        slug: "chaos-mesh",
        asks: &["/api/common/config", "/"],
        signals: &[
            (Keys("/api/common/config", &["security_mode", "version"]), 95),
            (Body("/", 200, &["<title>Chaos Mesh"]), 85),
        ],
        version: &[Pointer("/api/common/config", "/version")],
    },
    Product {
        slug: "polaris",
        asks: &["/results.json", "/"],
        signals: &[
            (Keys("/results.json", &["PolarisOutputVersion"]), 97),
            (Body("/", 200, &["Polaris", "Fairwinds"]), 75),
        ],
        version: &[],
    },
    Product {
        slug: "traefik",
        asks: &["/api/version", "/api/overview", "/dashboard/"],
        signals: &[
            (Keys("/api/version", &["Version", "Codename"]), 96),
            (Keys("/api/overview", &["http", "providers"]), 92),
            (Body("/dashboard/", 200, &["Traefik"]), 60),
        ],
        version: &[Pointer("/api/version", "/Version")],
    },
    Product {
        slug: "ingress-nginx",
        asks: &["/metrics", "/"],
        signals: &[
            (Body("/metrics", 200, &["nginx_ingress_controller_build_info"]), 98),
            (Body("/", 404, &["<center>nginx</center>"]), 35),
            (Body("/", 404, &["default backend - 404"]), 70),
            (Body("/", 503, &["<center>nginx</center>"]), 25),
            (Port(10254), 10),
        ],
        version: &[Label("/metrics", "nginx_ingress_controller_build_info", "release")],
    },
    Product {
        slug: "nginx",
        asks: &["/"],
        signals: &[(Header("server", "nginx/"), 80), (Body("/", 200, &["Welcome to nginx!"]), 60)],
        version: &[InHeader("server", "nginx/")],
    },
    Product {
        slug: "caddy",
        asks: &["/config/", "/"],
        signals: &[(Header("server", "caddy"), 70), (Keys("/config/", &["apps"]), 75), (Port(2019), 20)],
        version: &[],
    },
];
