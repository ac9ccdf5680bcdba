//! Known products by the images they run from, wherever these were copied to.

use std::fmt;

use crate::context::PodCx;
use crate::image_ref::ImageRef;

/// True when the image's path is one of the names or ends in it: `argoproj/argocd` fits `quay.io/argoproj/argocd:v2`
/// and `registry.example.com/mirror/argoproj/argocd`, not `argocd-extras`.
pub(crate) fn runs_from(image: &str, names: &[&str]) -> bool {
    let path = ImageRef::parse(image).path;
    names.iter().any(|name| ends_with_path(path, name))
}

fn ends_with_path(path: &str, name: &str) -> bool {
    path.strip_suffix(name).is_some_and(|before| before.is_empty() || before.ends_with('/'))
}

/// A version in an image tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Version {
    pub(crate) major: u32,
    pub(crate) minor: u32,
    pub(crate) patch: u32,
    /// 0 for `-rc0`, `-alpha.0` ..., `u32::MAX` for a release.
    pub(crate) candidate: u32,
}

impl Version {
    pub(crate) const fn release(major: u32, minor: u32, patch: u32) -> Self {
        Self { major, minor, patch, candidate: u32::MAX }
    }

    pub(crate) const fn candidate(major: u32, minor: u32, patch: u32, candidate: u32) -> Self {
        Self { major, minor, patch, candidate }
    }

    /// Reads `v1.2.3`, `1.2.3-rc4`, `1.2.3-ubuntu`; `None` without three numbers.
    pub(crate) fn parse(tag: &str) -> Option<Self> {
        let tag = tag.strip_prefix('v').unwrap_or(tag);
        let (numbers, rest) = tag.split_once(['-', '+']).unwrap_or((tag, ""));
        let mut parts = numbers.splitn(3, '.').map(str::parse);
        let (major, minor, patch) = (parts.next()?.ok()?, parts.next()?.ok()?, parts.next()?.ok()?);
        let before = ["rc", "beta", "alpha"].iter().find_map(|word| rest.strip_prefix(word));
        let candidate = match before {
            // A candidate without a number is taken for the first.
            Some(number) => number.trim_start_matches(['.', '-']).parse().unwrap_or(0),
            None => u32::MAX,
        };
        Some(Self { major, minor, patch, candidate })
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { major, minor, patch, candidate } = self;
        write!(f, "{major}.{minor}.{patch}")?;
        if *candidate == u32::MAX { Ok(()) } else { write!(f, "-rc{candidate}") }
    }
}

/// The version of the image's tag; `None` for `latest`, digests alone and other names.
pub(crate) fn version_of(image: &str) -> Option<Version> {
    Version::parse(ImageRef::parse(image).tag?)
}

/// Interfaces that give control over the cluster, its workloads, data or code to whoever reaches them:
/// image paths and what people call it.
static SENSITIVE: &[(&[&str], &str)] = &[
    (
        &[
            "kubernetesui/dashboard",
            "kubernetesui/dashboard-web",
            "kubernetesui/dashboard-auth",
            "kubernetesui/dashboard-api",
            "kubernetes-dashboard-amd64",
        ],
        "Kubernetes Dashboard",
    ),
    (&["headlamp-k8s/headlamp"], "Headlamp"),
    (&["octant"], "Octant"),
    (&["rancher/rancher"], "Rancher"),
    (&["portainer/portainer", "portainer/portainer-ce", "portainer/portainer-ee"], "Portainer"),
    (&["weaveworks/scope", "weaveworks/weave-scope"], "Weave Scope"),
    (&["longhornio/longhorn-ui"], "Longhorn"),
    (&["openebs/openebs-ui"], "OpenEBS"),
    (&["argoproj/argocd"], "Argo CD"),
    (&["argoproj/argocli", "argoproj/argo-server", "argoproj/argoui"], "Argo Workflows"),
    (&["tekton-dashboard", "tektoncd/dashboard/cmd/dashboard"], "Tekton Dashboard"),
    (&["jenkins/jenkins", "jenkins"], "Jenkins"),
    (&["jetbrains/teamcity-server"], "TeamCity"),
    (&["gitlab/gitlab-ce", "gitlab/gitlab-ee"], "GitLab"),
    (&["gitea/gitea"], "Gitea"),
    (&["drone/drone"], "Drone"),
    (&["concourse/concourse"], "Concourse"),
    (&["sonarqube"], "SonarQube"),
    (&["sonatype/nexus3"], "Nexus"),
    (&["apache/airflow", "puckel/docker-airflow"], "Airflow"),
    (&["apache/nifi"], "NiFi"),
    (&["apache/zeppelin"], "Zeppelin"),
    (&["apache/superset"], "Superset"),
    (&["apache/spark", "spark-history-server"], "Spark"),
    (&["flink", "apache/flink"], "Flink"),
    (&["rayproject/ray", "rayproject/ray-ml"], "Ray"),
    (
        &[
            "kubeflow/centraldashboard",
            "kubeflow-images-public/centraldashboard",
            "kubeflow/kfp-frontend",
            "ml-pipeline/frontend",
        ],
        "Kubeflow",
    ),
    (
        &[
            "jupyter/base-notebook",
            "jupyter/minimal-notebook",
            "jupyter/scipy-notebook",
            "jupyter/datascience-notebook",
            "jupyter/tensorflow-notebook",
            "jupyter/pyspark-notebook",
            "jupyterhub/jupyterhub",
            "jupyterhub/k8s-hub",
            "jupyter/docker-stacks-foundation",
        ],
        "Jupyter",
    ),
    (&["mlflow/mlflow", "mlflow"], "MLflow"),
    (&["ollama/ollama"], "Ollama"),
    (&["open-webui/open-webui"], "Open WebUI"),
    (&["vllm/vllm-openai"], "vLLM"),
    (&["n8nio/n8n"], "n8n"),
    (&["langflowai/langflow"], "Langflow"),
    (&["flowiseai/flowise"], "Flowise"),
    (&["comfyanonymous/comfyui"], "ComfyUI"),
    (&["grafana/grafana", "grafana/grafana-enterprise", "grafana"], "Grafana"),
    (&["prom/prometheus", "prometheus/prometheus", "prometheus"], "Prometheus"),
    (&["prom/alertmanager", "prometheus/alertmanager", "alertmanager"], "Alertmanager"),
    (&["kibana/kibana", "kibana"], "Kibana"),
    (&["opensearchproject/opensearch-dashboards"], "OpenSearch Dashboards"),
    (&["graylog/graylog"], "Graylog"),
    (&["jaegertracing/all-in-one", "jaegertracing/jaeger-query"], "Jaeger"),
    (&["kiali/kiali"], "Kiali"),
    (&["hashicorp/vault", "vault"], "Vault"),
    (&["hashicorp/consul", "consul"], "Consul"),
    (&["hashicorp/nomad"], "Nomad"),
    (&["keycloak/keycloak"], "Keycloak"),
    (&["minio/minio", "minio/console"], "MinIO"),
    (&["phpmyadmin", "phpmyadmin/phpmyadmin"], "phpMyAdmin"),
    (&["adminer"], "Adminer"),
    (&["dpage/pgadmin4"], "pgAdmin"),
    (&["mongo-express"], "mongo-express"),
    (&["rediscommander/redis-commander", "redis/redisinsight"], "Redis console"),
    (&["provectuslabs/kafka-ui", "obsidiandynamics/kafdrop"], "Kafka console"),
    (&["mher/flower"], "Flower"),
    (&["docker-registry-ui", "joxit/docker-registry-ui"], "registry console"),
    (&["goharbor/harbor-portal"], "Harbor"),
    (&["kubecost/cost-model", "kubecost/frontend"], "Kubecost"),
    (&["cloudnativelabs/kube-shell", "tsl0922/ttyd", "wetty", "wettyoss/wetty"], "web terminal"),
    (&["codercom/code-server", "linuxserver/code-server"], "code-server"),
];

/// What people call the sensitive interface that one of the pod's containers runs, if it does.
pub(crate) fn sensitive_interface(pod: &PodCx<'_, '_>) -> Option<&'static str> {
    let containers = &pod.spec().containers;
    containers.iter().filter_map(|c| c.image.as_deref()).find_map(|image| {
        let path = ImageRef::parse(image).path;
        let fits = |names: &[&str]| names.iter().any(|name| ends_with_path(path, name));
        SENSITIVE.iter().find(|(names, _)| fits(names)).map(|(_, product)| *product)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn images_are_known_by_whole_parts_of_their_path() {
        assert!(runs_from("quay.io/argoproj/argocd:v2.1.0", &["argoproj/argocd"]));
        assert!(runs_from(
            "registry.example.com:5000/mirror/argoproj/argocd@sha256:00",
            &["argoproj/argocd"]
        ));
        assert!(!runs_from("argoproj/argocd-extras", &["argoproj/argocd"]));
        assert!(!runs_from("evilargoproj/argocd", &["argoproj/argocd"]));
    }

    #[test]
    fn versions_are_ordered_as_released() {
        let parse = |tag| Version::parse(tag);
        assert_eq!(parse("v2.3.0-rc3"), Some(Version::candidate(2, 3, 0, 3)));
        assert_eq!(parse("9.2.1-ubuntu"), Some(Version::release(9, 2, 1)));
        assert!(parse("v2.3.0-rc3") < parse("v2.3.0") && parse("2.2.10") > parse("2.2.9"));
        for none in ["latest", "v2", "2.1", "a.b.c"] {
            assert_eq!(parse(none), None, "{none}");
        }
    }
}
