//! One module for each pair of files in this folder. Written by `cargo xtask gen`: do not edit.

mod airflow_open;
mod alertmanager_config_open;
mod alertmanager_open;
mod api_anonymous_admission;
mod api_anonymous_bindings;
mod api_anonymous_configmaps;
mod api_anonymous_crds;
mod api_anonymous_creates_namespaces;
mod api_anonymous_creates_pods;
mod api_anonymous_creates_roles;
mod api_anonymous_deployments;
mod api_anonymous_discovery;
mod api_anonymous_events;
mod api_anonymous_exec;
mod api_anonymous_flagz;
mod api_anonymous_impersonation;
mod api_anonymous_logs;
mod api_anonymous_metrics;
mod api_anonymous_namespaces;
mod api_anonymous_network_policies;
mod api_anonymous_node_metrics;
mod api_anonymous_nodes;
mod api_anonymous_openapi;
mod api_anonymous_pods;
mod api_anonymous_profiling;
mod api_anonymous_roles;
mod api_anonymous_secrets;
mod api_anonymous_services;
mod api_anonymous_statusz;
mod api_anonymous_volumes;
mod api_anonymous_workloads;
mod api_health_verbose;
mod api_insecure_port;
mod api_oidc_discovery_open;
mod api_server_public;
mod api_version_disclosed;
mod argo_cd_anonymous;
mod argo_cd_metrics_open;
mod argo_cd_version_disclosed;
mod argo_workflows_open;
mod aws_metadata_v1_reachable;
mod azure_metadata_reachable;
mod azure_service_principal_on_nodes;
mod caddy_admin_open;
mod cadvisor_open;
mod calico_metrics_open;
mod chaos_mesh_open;
mod chartmuseum_open;
mod cilium_metrics_open;
mod clickhouse_open;
mod consul_keys_open;
mod consul_open;
mod consul_script_checks;
mod containerd_metrics_open;
mod controller_manager_config_open;
mod controller_manager_metrics_open;
mod controller_manager_profiling_open;
mod coredns_metrics_open;
mod coredns_profiling_open;
mod couchdb_open;
mod crio_metrics_open;
mod dashboard_exposed;
mod dashboard_open;
mod dashboard_pods_open;
mod directory_listing_of_kube;
mod docker_api_open;
mod docker_containers_creatable;
mod docker_images_open;
mod docker_info_open;
mod docker_networks_open;
mod docker_plain_http;
mod docker_version_disclosed;
mod docker_volumes_open;
mod drone_open;
mod elasticsearch_open;
mod envoy_admin_open;
mod envoy_certificates_open;
mod envoy_clusters_open;
mod etcd_auth_off;
mod etcd_members_open;
mod etcd_metrics_open;
mod etcd_no_client_certificate;
mod etcd_peer_members_open;
mod etcd_plain_http;
mod etcd_profiling_open;
mod etcd_status_open;
mod etcd_v2_members_open;
mod etcd_v2_readable;
mod etcd_v2_writable;
mod etcd_v3_readable;
mod etcd_v3_writable;
mod etcd_v3beta_readable;
mod etcd_variables_open;
mod etcd_version_disclosed;
mod exporter_open;
mod gcp_metadata_reachable;
mod git_directory_exposed;
mod gitea_repositories_open;
mod gitea_users_open;
mod gitlab_projects_open;
mod glances_open;
mod go_variables_exposed;
mod goldpinger_open;
mod grafana_anonymous;
mod grafana_dashboards_open;
mod grafana_datasources_open;
mod grafana_metrics_open;
mod harbor_public_projects;
mod harbor_self_registration;
mod headlamp_exposed;
mod hubble_metrics_open;
mod influxdb_open;
mod ingress_nginx_metrics_open;
mod ingress_nginx_retired;
mod inside_apparmor_off;
mod inside_cap_dangerous;
mod inside_cap_net_raw;
mod inside_cap_sys_admin;
mod inside_cgroup_writable;
mod inside_credentials_in_environment;
mod inside_disk_devices;
mod inside_host_network;
mod inside_host_pid;
mod inside_host_root_mounted;
mod inside_kubelet_directory_mounted;
mod inside_log_directory_mounted;
mod inside_no_new_privileges_off;
mod inside_privileged;
mod inside_root_writable;
mod inside_runs_as_root;
mod inside_runtime_socket;
mod inside_seccomp_off;
mod inside_token_mounted;
mod inside_token_never_expires;
mod istio_config_open;
mod istio_debug_open;
mod jaeger_open;
mod jenkins_open;
mod jenkins_people_open;
mod jenkins_script_console;
mod jenkins_signup_open;
mod jupyter_open;
mod jupyter_terminals_open;
mod kiali_anonymous;
mod kiali_namespaces_open;
mod kibana_open;
mod known_vulnerability;
mod konnectivity_metrics_open;
mod kube_proxy_config_open;
mod kube_proxy_metrics_open;
mod kube_proxy_profiling_open;
mod kube_state_metrics_open;
mod kubectl_proxy_exposed;
mod kubeflow_open;
mod kubelet_attach_open;
mod kubelet_cadvisor_open;
mod kubelet_checkpoint_open;
mod kubelet_cmdline_open;
mod kubelet_configz_open;
mod kubelet_container_logs_open;
mod kubelet_credentials_shown;
mod kubelet_exec_open;
mod kubelet_flagz_open;
mod kubelet_health_exposed;
mod kubelet_metrics_open;
mod kubelet_node_logs_open;
mod kubelet_pods_open;
mod kubelet_port_forward_open;
mod kubelet_privileged_pods_shown;
mod kubelet_profiling_open;
mod kubelet_read_only_port;
mod kubelet_run_open;
mod kubelet_running_pods_open;
mod kubelet_runs_commands;
mod kubelet_spec_open;
mod kubelet_stats_open;
mod linkerd_viz_open;
mod loki_config_open;
mod loki_open;
mod longhorn_open;
mod metallb_metrics_open;
mod metrics_server_metrics_open;
mod minio_buckets_open;
mod minio_metrics_open;
mod mlflow_open;
mod nats_monitoring_open;
mod nexus_repositories_open;
mod nginx_status_open;
mod node_exporter_open;
mod nomad_open;
mod opencost_open;
mod opensearch_open;
mod otel_collector_metrics_open;
mod otel_collector_zpages_open;
mod podman_api_open;
mod polaris_open;
mod portainer_exposed;
mod profiling_exposed;
mod prometheus_admin_api;
mod prometheus_config_open;
mod prometheus_lifecycle_open;
mod prometheus_open;
mod prometheus_remote_write_open;
mod prometheus_rules_open;
mod pushgateway_open;
mod rabbitmq_open;
mod rancher_exposed;
mod rancher_first_login_open;
mod ray_open;
mod redis_exporter_probe_open;
mod registry_catalog_open;
mod registry_open;
mod registry_writable;
mod scheduler_config_open;
mod scheduler_metrics_open;
mod scheduler_profiling_open;
mod solr_open;
mod spark_master_open;
mod spinnaker_open;
mod spring_actuator_exposed;
mod tekton_dashboard_exposed;
mod tekton_dashboard_open;
mod tempo_open;
mod thanos_open;
mod tls_certificate_expired;
mod tls_certificate_expires_soon;
mod tls_certificate_not_yet_valid;
mod tls_email_in_certificate;
mod tls_internal_names_shown;
mod tls_legacy_protocol;
mod tls_name_mismatch;
mod tls_short_key;
mod tls_weak_signature;
mod traefik_api_open;
mod vault_metrics_open;
mod vault_plain_http;
mod vault_uninitialised;
mod victoria_metrics_open;
mod vpc_cni_introspection_open;
mod weave_net_status_open;
mod weave_scope_open;
mod zipkin_open;

use crate::hunter::Hunter;

/// Every hunter, sorted by id.
pub(crate) static ALL: &[&Hunter] = &[
    &airflow_open::HUNTER,
    &alertmanager_config_open::HUNTER,
    &alertmanager_open::HUNTER,
    &api_anonymous_admission::HUNTER,
    &api_anonymous_bindings::HUNTER,
    &api_anonymous_configmaps::HUNTER,
    &api_anonymous_crds::HUNTER,
    &api_anonymous_creates_namespaces::HUNTER,
    &api_anonymous_creates_pods::HUNTER,
    &api_anonymous_creates_roles::HUNTER,
    &api_anonymous_deployments::HUNTER,
    &api_anonymous_discovery::HUNTER,
    &api_anonymous_events::HUNTER,
    &api_anonymous_exec::HUNTER,
    &api_anonymous_flagz::HUNTER,
    &api_anonymous_impersonation::HUNTER,
    &api_anonymous_logs::HUNTER,
    &api_anonymous_metrics::HUNTER,
    &api_anonymous_namespaces::HUNTER,
    &api_anonymous_network_policies::HUNTER,
    &api_anonymous_node_metrics::HUNTER,
    &api_anonymous_nodes::HUNTER,
    &api_anonymous_openapi::HUNTER,
    &api_anonymous_pods::HUNTER,
    &api_anonymous_profiling::HUNTER,
    &api_anonymous_roles::HUNTER,
    &api_anonymous_secrets::HUNTER,
    &api_anonymous_services::HUNTER,
    &api_anonymous_statusz::HUNTER,
    &api_anonymous_volumes::HUNTER,
    &api_anonymous_workloads::HUNTER,
    &api_health_verbose::HUNTER,
    &api_insecure_port::HUNTER,
    &api_oidc_discovery_open::HUNTER,
    &api_server_public::HUNTER,
    &api_version_disclosed::HUNTER,
    &argo_cd_anonymous::HUNTER,
    &argo_cd_metrics_open::HUNTER,
    &argo_cd_version_disclosed::HUNTER,
    &argo_workflows_open::HUNTER,
    &aws_metadata_v1_reachable::HUNTER,
    &azure_metadata_reachable::HUNTER,
    &azure_service_principal_on_nodes::HUNTER,
    &caddy_admin_open::HUNTER,
    &cadvisor_open::HUNTER,
    &calico_metrics_open::HUNTER,
    &chaos_mesh_open::HUNTER,
    &chartmuseum_open::HUNTER,
    &cilium_metrics_open::HUNTER,
    &clickhouse_open::HUNTER,
    &consul_keys_open::HUNTER,
    &consul_open::HUNTER,
    &consul_script_checks::HUNTER,
    &containerd_metrics_open::HUNTER,
    &controller_manager_config_open::HUNTER,
    &controller_manager_metrics_open::HUNTER,
    &controller_manager_profiling_open::HUNTER,
    &coredns_metrics_open::HUNTER,
    &coredns_profiling_open::HUNTER,
    &couchdb_open::HUNTER,
    &crio_metrics_open::HUNTER,
    &dashboard_exposed::HUNTER,
    &dashboard_open::HUNTER,
    &dashboard_pods_open::HUNTER,
    &directory_listing_of_kube::HUNTER,
    &docker_api_open::HUNTER,
    &docker_containers_creatable::HUNTER,
    &docker_images_open::HUNTER,
    &docker_info_open::HUNTER,
    &docker_networks_open::HUNTER,
    &docker_plain_http::HUNTER,
    &docker_version_disclosed::HUNTER,
    &docker_volumes_open::HUNTER,
    &drone_open::HUNTER,
    &elasticsearch_open::HUNTER,
    &envoy_admin_open::HUNTER,
    &envoy_certificates_open::HUNTER,
    &envoy_clusters_open::HUNTER,
    &etcd_auth_off::HUNTER,
    &etcd_members_open::HUNTER,
    &etcd_metrics_open::HUNTER,
    &etcd_no_client_certificate::HUNTER,
    &etcd_peer_members_open::HUNTER,
    &etcd_plain_http::HUNTER,
    &etcd_profiling_open::HUNTER,
    &etcd_status_open::HUNTER,
    &etcd_v2_members_open::HUNTER,
    &etcd_v2_readable::HUNTER,
    &etcd_v2_writable::HUNTER,
    &etcd_v3_readable::HUNTER,
    &etcd_v3_writable::HUNTER,
    &etcd_v3beta_readable::HUNTER,
    &etcd_variables_open::HUNTER,
    &etcd_version_disclosed::HUNTER,
    &exporter_open::HUNTER,
    &gcp_metadata_reachable::HUNTER,
    &git_directory_exposed::HUNTER,
    &gitea_repositories_open::HUNTER,
    &gitea_users_open::HUNTER,
    &gitlab_projects_open::HUNTER,
    &glances_open::HUNTER,
    &go_variables_exposed::HUNTER,
    &goldpinger_open::HUNTER,
    &grafana_anonymous::HUNTER,
    &grafana_dashboards_open::HUNTER,
    &grafana_datasources_open::HUNTER,
    &grafana_metrics_open::HUNTER,
    &harbor_public_projects::HUNTER,
    &harbor_self_registration::HUNTER,
    &headlamp_exposed::HUNTER,
    &hubble_metrics_open::HUNTER,
    &influxdb_open::HUNTER,
    &ingress_nginx_metrics_open::HUNTER,
    &ingress_nginx_retired::HUNTER,
    &inside_apparmor_off::HUNTER,
    &inside_cap_dangerous::HUNTER,
    &inside_cap_net_raw::HUNTER,
    &inside_cap_sys_admin::HUNTER,
    &inside_cgroup_writable::HUNTER,
    &inside_credentials_in_environment::HUNTER,
    &inside_disk_devices::HUNTER,
    &inside_host_network::HUNTER,
    &inside_host_pid::HUNTER,
    &inside_host_root_mounted::HUNTER,
    &inside_kubelet_directory_mounted::HUNTER,
    &inside_log_directory_mounted::HUNTER,
    &inside_no_new_privileges_off::HUNTER,
    &inside_privileged::HUNTER,
    &inside_root_writable::HUNTER,
    &inside_runs_as_root::HUNTER,
    &inside_runtime_socket::HUNTER,
    &inside_seccomp_off::HUNTER,
    &inside_token_mounted::HUNTER,
    &inside_token_never_expires::HUNTER,
    &istio_config_open::HUNTER,
    &istio_debug_open::HUNTER,
    &jaeger_open::HUNTER,
    &jenkins_open::HUNTER,
    &jenkins_people_open::HUNTER,
    &jenkins_script_console::HUNTER,
    &jenkins_signup_open::HUNTER,
    &jupyter_open::HUNTER,
    &jupyter_terminals_open::HUNTER,
    &kiali_anonymous::HUNTER,
    &kiali_namespaces_open::HUNTER,
    &kibana_open::HUNTER,
    &known_vulnerability::HUNTER,
    &konnectivity_metrics_open::HUNTER,
    &kube_proxy_config_open::HUNTER,
    &kube_proxy_metrics_open::HUNTER,
    &kube_proxy_profiling_open::HUNTER,
    &kube_state_metrics_open::HUNTER,
    &kubectl_proxy_exposed::HUNTER,
    &kubeflow_open::HUNTER,
    &kubelet_attach_open::HUNTER,
    &kubelet_cadvisor_open::HUNTER,
    &kubelet_checkpoint_open::HUNTER,
    &kubelet_cmdline_open::HUNTER,
    &kubelet_configz_open::HUNTER,
    &kubelet_container_logs_open::HUNTER,
    &kubelet_credentials_shown::HUNTER,
    &kubelet_exec_open::HUNTER,
    &kubelet_flagz_open::HUNTER,
    &kubelet_health_exposed::HUNTER,
    &kubelet_metrics_open::HUNTER,
    &kubelet_node_logs_open::HUNTER,
    &kubelet_pods_open::HUNTER,
    &kubelet_port_forward_open::HUNTER,
    &kubelet_privileged_pods_shown::HUNTER,
    &kubelet_profiling_open::HUNTER,
    &kubelet_read_only_port::HUNTER,
    &kubelet_run_open::HUNTER,
    &kubelet_running_pods_open::HUNTER,
    &kubelet_runs_commands::HUNTER,
    &kubelet_spec_open::HUNTER,
    &kubelet_stats_open::HUNTER,
    &linkerd_viz_open::HUNTER,
    &loki_config_open::HUNTER,
    &loki_open::HUNTER,
    &longhorn_open::HUNTER,
    &metallb_metrics_open::HUNTER,
    &metrics_server_metrics_open::HUNTER,
    &minio_buckets_open::HUNTER,
    &minio_metrics_open::HUNTER,
    &mlflow_open::HUNTER,
    &nats_monitoring_open::HUNTER,
    &nexus_repositories_open::HUNTER,
    &nginx_status_open::HUNTER,
    &node_exporter_open::HUNTER,
    &nomad_open::HUNTER,
    &opencost_open::HUNTER,
    &opensearch_open::HUNTER,
    &otel_collector_metrics_open::HUNTER,
    &otel_collector_zpages_open::HUNTER,
    &podman_api_open::HUNTER,
    &polaris_open::HUNTER,
    &portainer_exposed::HUNTER,
    &profiling_exposed::HUNTER,
    &prometheus_admin_api::HUNTER,
    &prometheus_config_open::HUNTER,
    &prometheus_lifecycle_open::HUNTER,
    &prometheus_open::HUNTER,
    &prometheus_remote_write_open::HUNTER,
    &prometheus_rules_open::HUNTER,
    &pushgateway_open::HUNTER,
    &rabbitmq_open::HUNTER,
    &rancher_exposed::HUNTER,
    &rancher_first_login_open::HUNTER,
    &ray_open::HUNTER,
    &redis_exporter_probe_open::HUNTER,
    &registry_catalog_open::HUNTER,
    &registry_open::HUNTER,
    &registry_writable::HUNTER,
    &scheduler_config_open::HUNTER,
    &scheduler_metrics_open::HUNTER,
    &scheduler_profiling_open::HUNTER,
    &solr_open::HUNTER,
    &spark_master_open::HUNTER,
    &spinnaker_open::HUNTER,
    &spring_actuator_exposed::HUNTER,
    &tekton_dashboard_exposed::HUNTER,
    &tekton_dashboard_open::HUNTER,
    &tempo_open::HUNTER,
    &thanos_open::HUNTER,
    &tls_certificate_expired::HUNTER,
    &tls_certificate_expires_soon::HUNTER,
    &tls_certificate_not_yet_valid::HUNTER,
    &tls_email_in_certificate::HUNTER,
    &tls_internal_names_shown::HUNTER,
    &tls_legacy_protocol::HUNTER,
    &tls_name_mismatch::HUNTER,
    &tls_short_key::HUNTER,
    &tls_weak_signature::HUNTER,
    &traefik_api_open::HUNTER,
    &vault_metrics_open::HUNTER,
    &vault_plain_http::HUNTER,
    &vault_uninitialised::HUNTER,
    &victoria_metrics_open::HUNTER,
    &vpc_cni_introspection_open::HUNTER,
    &weave_net_status_open::HUNTER,
    &weave_scope_open::HUNTER,
    &zipkin_open::HUNTER,
];
