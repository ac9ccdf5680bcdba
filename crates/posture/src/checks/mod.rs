//! One module for each pair of files in this folder. Written by `cargo xtask gen`: do not edit.

mod addon_cve_argocd;
mod addon_cve_grafana;
mod addon_cve_kyverno;
mod aggregated_api_cve_2022_3172;
mod anti_affinity_missing;
mod api_version_deprecated;
mod cni_without_netpol;
mod cpu_limit_missing;
mod cpu_request_missing;
mod cronjob_deadline_missing;
mod cronjob_inventory;
mod dashboard_present;
mod default_deny_missing;
mod default_namespace_used;
mod default_sa_used;
mod dns_options_missing;
mod duplicate_env;
mod env_ref_dangling;
mod ephemeral_storage_unbounded;
mod exposed_by_gateway;
mod external_secret_store_missing;
mod externally_exposed;
mod gatekeeper_repo_prefix_open;
mod gateway_backend_dangling;
mod git_sync_injection;
mod hpa_cannot_scale;
mod hpa_fixed_replicas;
mod hpa_min_too_low;
mod hpa_target_missing;
mod image_not_digest;
mod image_provenance_gate_missing;
mod image_tag_floating;
mod ingress_dangling;
mod ingress_nginx_eol;
mod ingress_nginx_snippet;
mod ingress_no_tls;
mod internal_network_flat;
mod job_ttl_wrong;
mod k8s_version_outdated;
mod kube_system_used;
mod limit_range_missing;
mod liveness_missing;
mod load_balancer_no_tls;
mod memory_limit_missing;
mod memory_request_missing;
mod metadata_api_reachable;
mod mutating_webhooks;
mod namespace_boundaries;
mod namespace_without_netpol;
mod netpol_dangling;
mod netpol_peer_dangling;
mod netpol_selector_too_wide;
mod node_affinity_missing;
mod pdb_above_hpa_min;
mod pdb_blocks_eviction;
mod pdb_missing;
mod pdb_policy_absent;
mod pdb_unhealthy_policy_unset;
mod plaintext_credential_configmap;
mod plaintext_credential_env;
mod pod_without_netpol;
mod policy_engine_missing;
mod priority_class_unset;
mod privileged_container;
mod probe_port_undeclared;
mod probes_identical;
mod pull_policy_not_always;
mod pv_unencrypted;
mod readiness_missing;
mod registry_deprecated;
mod registry_not_allowed;
mod replicas_too_few;
mod requests_differ_from_limits;
mod resource_quota_missing;
mod sa_field_deprecated;
mod sa_missing;
mod sa_token_automount;
mod scc_privileged;
mod schema_invalid;
mod secret_as_env;
mod selector_mismatch;
mod sensitive_ui_exposed;
mod service_dangling;
mod service_external_ips;
mod service_type_exposed;
mod servicemonitor_dangling;
mod statefulset_service_missing;
mod strategy_not_rolling;
mod target_port_invalid;
mod tiller_present;
mod topology_spread_missing;
mod validating_webhooks;
mod workload_identity_missing;

use crate::check::Check;

/// Every check, sorted by id.
pub(crate) static ALL: &[&Check] = &[
    &addon_cve_argocd::CHECK,
    &addon_cve_grafana::CHECK,
    &addon_cve_kyverno::CHECK,
    &aggregated_api_cve_2022_3172::CHECK,
    &anti_affinity_missing::CHECK,
    &api_version_deprecated::CHECK,
    &cni_without_netpol::CHECK,
    &cpu_limit_missing::CHECK,
    &cpu_request_missing::CHECK,
    &cronjob_deadline_missing::CHECK,
    &cronjob_inventory::CHECK,
    &dashboard_present::CHECK,
    &default_deny_missing::CHECK,
    &default_namespace_used::CHECK,
    &default_sa_used::CHECK,
    &dns_options_missing::CHECK,
    &duplicate_env::CHECK,
    &env_ref_dangling::CHECK,
    &ephemeral_storage_unbounded::CHECK,
    &exposed_by_gateway::CHECK,
    &external_secret_store_missing::CHECK,
    &externally_exposed::CHECK,
    &gatekeeper_repo_prefix_open::CHECK,
    &gateway_backend_dangling::CHECK,
    &git_sync_injection::CHECK,
    &hpa_cannot_scale::CHECK,
    &hpa_fixed_replicas::CHECK,
    &hpa_min_too_low::CHECK,
    &hpa_target_missing::CHECK,
    &image_not_digest::CHECK,
    &image_provenance_gate_missing::CHECK,
    &image_tag_floating::CHECK,
    &ingress_dangling::CHECK,
    &ingress_nginx_eol::CHECK,
    &ingress_nginx_snippet::CHECK,
    &ingress_no_tls::CHECK,
    &internal_network_flat::CHECK,
    &job_ttl_wrong::CHECK,
    &k8s_version_outdated::CHECK,
    &kube_system_used::CHECK,
    &limit_range_missing::CHECK,
    &liveness_missing::CHECK,
    &load_balancer_no_tls::CHECK,
    &memory_limit_missing::CHECK,
    &memory_request_missing::CHECK,
    &metadata_api_reachable::CHECK,
    &mutating_webhooks::CHECK,
    &namespace_boundaries::CHECK,
    &namespace_without_netpol::CHECK,
    &netpol_dangling::CHECK,
    &netpol_peer_dangling::CHECK,
    &netpol_selector_too_wide::CHECK,
    &node_affinity_missing::CHECK,
    &pdb_above_hpa_min::CHECK,
    &pdb_blocks_eviction::CHECK,
    &pdb_missing::CHECK,
    &pdb_policy_absent::CHECK,
    &pdb_unhealthy_policy_unset::CHECK,
    &plaintext_credential_configmap::CHECK,
    &plaintext_credential_env::CHECK,
    &pod_without_netpol::CHECK,
    &policy_engine_missing::CHECK,
    &priority_class_unset::CHECK,
    &privileged_container::CHECK,
    &probe_port_undeclared::CHECK,
    &probes_identical::CHECK,
    &pull_policy_not_always::CHECK,
    &pv_unencrypted::CHECK,
    &readiness_missing::CHECK,
    &registry_deprecated::CHECK,
    &registry_not_allowed::CHECK,
    &replicas_too_few::CHECK,
    &requests_differ_from_limits::CHECK,
    &resource_quota_missing::CHECK,
    &sa_field_deprecated::CHECK,
    &sa_missing::CHECK,
    &sa_token_automount::CHECK,
    &scc_privileged::CHECK,
    &schema_invalid::CHECK,
    &secret_as_env::CHECK,
    &selector_mismatch::CHECK,
    &sensitive_ui_exposed::CHECK,
    &service_dangling::CHECK,
    &service_external_ips::CHECK,
    &service_type_exposed::CHECK,
    &servicemonitor_dangling::CHECK,
    &statefulset_service_missing::CHECK,
    &strategy_not_rolling::CHECK,
    &target_port_invalid::CHECK,
    &tiller_present::CHECK,
    &topology_spread_missing::CHECK,
    &validating_webhooks::CHECK,
    &workload_identity_missing::CHECK,
];
