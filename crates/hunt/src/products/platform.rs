//! What a cluster's workloads lean on: secrets, discovery, storage, queues.

use super::Product;
use crate::fingerprint::See::{Body, Exactly, Header, Json, Keys, Port};
use crate::fingerprint::VersionAt::{After, Header as InHeader, Pointer};

pub(super) static ALL: &[Product] = &[
    Product {
        slug: "vault",
        asks: &["/v1/sys/health", "/v1/sys/seal-status"],
        signals: &[
            (Keys("/v1/sys/seal-status", &["sealed", "t", "n", "version"]), 88),
            (Keys("/v1/sys/health", &["initialized", "sealed", "standby"]), 88),
            (Json("/v1/sys/health", 503, &[("/sealed", "true")]), 80),
            (Json("/v1/sys/health", 501, &[("/initialized", "false")]), 80),
            (Port(8200), 10),
        ],
        version: &[Pointer("/v1/sys/health", "/version"), Pointer("/v1/sys/seal-status", "/version")],
    },
    Product {
        slug: "consul",
        asks: &["/v1/agent/self", "/v1/status/leader"],
        signals: &[
            (Keys("/v1/agent/self", &["Config", "Member"]), 93),
            (Header("x-consul-default-acl-policy", ""), 92),
            (Header("x-consul-index", ""), 85),
            (Port(8500), 25),
            (Body("/v1/agent/self", 403, &["Permission denied"]), 40),
        ],
        version: &[Pointer("/v1/agent/self", "/Config/Version")],
    },
    Product {
        slug: "nomad",
        asks: &["/v1/agent/self", "/v1/status/leader"],
        signals: &[
            (Keys("/v1/agent/self", &["config", "member", "stats"]), 93),
            (Header("x-nomad-index", ""), 90),
        ],
        version: &[Pointer("/v1/agent/self", "/config/Version/Version")],
    },
    Product {
        slug: "minio",
        asks: &["/minio/health/live", "/"],
        signals: &[
            (Header("server", "minio"), 90),
            (Header("x-minio-deployment-id", ""), 90),
            (Body("/", 200, &["<title>MinIO Console</title>"]), 85),
        ],
        version: &[InHeader("server", "minio/")],
    },
    Product {
        slug: "rabbitmq",
        asks: &["/api/overview", "/"],
        signals: &[
            (Body("/", 200, &["<title>RabbitMQ Management</title>"]), 88),
            (Keys("/api/overview", &["rabbitmq_version", "erlang_version"]), 96),
            (Json("/api/overview", 401, &[("/error", "not_authorized")]), 65),
            (Port(15672), 20),
        ],
        version: &[Pointer("/api/overview", "/rabbitmq_version")],
    },
    Product {
        slug: "nats",
        asks: &["/varz", "/"],
        signals: &[(Keys("/varz", &["server_id", "server_name", "version", "max_payload"]), 96)],
        version: &[Pointer("/varz", "/version")],
    },
    Product {
        slug: "longhorn",
        asks: &["/v1", "/"],
        signals: &[
            (Body("/v1", 200, &["\"volumes\"", "\"engineimages\""]), 93),
            (Body("/", 200, &["<title>Longhorn</title>"]), 85),
        ],
        version: &[],
    },
    Product {
        slug: "ceph-dashboard",
        asks: &["/api/auth/check", "/"],
        signals: &[(Body("/", 200, &["<title>Ceph</title>"]), 85), (Header("server", "ceph-dashboard"), 90)],
        version: &[],
    },
    Product {
        slug: "couchdb",
        asks: &["/"],
        signals: &[(Json("/", 200, &[("/couchdb", "Welcome")]), 96)],
        version: &[Pointer("/", "/version")],
    },
    Product {
        slug: "influxdb",
        asks: &["/ping", "/health"],
        signals: &[
            (Header("x-influxdb-version", ""), 93),
            (Json("/health", 200, &[("/name", "influxdb")]), 93),
        ],
        version: &[InHeader("x-influxdb-version", ""), Pointer("/health", "/version")],
    },
    Product {
        slug: "clickhouse",
        asks: &["/ping", "/"],
        signals: &[(Header("x-clickhouse-summary", ""), 93), (Exactly("/ping", &["Ok."]), 55)],
        version: &[],
    },
    Product {
        slug: "keycloak",
        asks: &["/realms/master", "/"],
        signals: &[(Keys("/realms/master", &["realm", "public_key", "token-service"]), 95)],
        version: &[],
    },
    Product {
        slug: "dex",
        asks: &["/dex/.well-known/openid-configuration", "/dex/healthz"],
        signals: &[(Keys("/dex/.well-known/openid-configuration", &["issuer", "jwks_uri"]), 85)],
        version: &[],
    },
    Product {
        slug: "zipkin",
        asks: &["/zipkin/config.json", "/info"],
        signals: &[(Keys("/zipkin/config.json", &["queryLimit", "defaultLookback"]), 93)],
        version: &[After("/info", "\"version\":\"")],
    },
    Product {
        slug: "solr",
        asks: &["/solr/admin/info/system?wt=json"],
        signals: &[(Keys("/solr/admin/info/system?wt=json", &["lucene", "solr_home"]), 95)],
        version: &[Pointer("/solr/admin/info/system?wt=json", "/lucene/solr-spec-version")],
    },
    Product {
        slug: "pprof",
        asks: &["/debug/pprof/"],
        signals: &[(Body("/debug/pprof/", 200, &["goroutine", "heap", "profile"]), 60)],
        version: &[],
    },
    Product {
        slug: "aws-metadata",
        asks: &["/latest/meta-data/"],
        signals: &[
            (Header("server", "ec2ws"), 90),
            (Body("/latest/meta-data/", 200, &["ami-id", "instance-id"]), 85),
        ],
        version: &[],
    },
    Product {
        slug: "azure-metadata",
        asks: &["/metadata/versions"],
        signals: &[(Body("/metadata/versions", 400, &["Required metadata header not specified"]), 93)],
        version: &[],
    },
    Product {
        slug: "gcp-metadata",
        asks: &["/computeMetadata/v1/"],
        signals: &[(Header("metadata-flavor", "google"), 93)],
        version: &[],
    },
];
