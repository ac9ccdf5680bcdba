//! One module for each pair of files in this folder. Written by `cargo xtask gen`: do not edit.

mod addon_cve_argocd;
mod addon_cve_grafana;
mod addon_cve_kyverno;
mod aggregated_api_cve_2022_3172;
mod anonymous_bound;
mod anti_affinity_missing;
mod api_version_deprecated;
mod apparmor_unconfined;
mod apparmor_unset;
mod authenticated_bound;
mod cap_net_raw;
mod cap_sys_admin;
mod cap_sys_module;
mod caps_added_outside_baseline;
mod caps_all_not_dropped;
mod caps_dangerous_set;
mod caps_more_than_bind_service;
mod caps_none_dropped;
mod cloud_credential_file_mount;
mod cluster_admin_bound;
mod cni_without_netpol;
mod configmap_mounted;
mod containerd_cve_2022_23648;
mod cpu_limit_missing;
mod cpu_request_missing;
mod cronjob_deadline_missing;
mod cronjob_inventory;
mod dashboard_present;
mod default_deny_missing;
mod default_namespace_used;
mod default_sa_bound;
mod default_sa_used;
mod dns_options_missing;
mod duplicate_env;
mod env_ref_dangling;
mod ephemeral_storage_unbounded;
mod explicit_uid_zero;
mod exposed_by_gateway;
mod external_secret_store_missing;
mod externally_exposed;
mod fsgroup_unset;
mod gatekeeper_repo_prefix_open;
mod gateway_backend_dangling;
mod git_sync_injection;
mod host_aliases;
mod host_ipc;
mod host_network;
mod host_path_sensitive;
mod host_path_volume;
mod host_path_writable;
mod host_pid;
mod host_port;
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
mod instance_label_mismatch;
mod internal_network_flat;
mod job_ttl_wrong;
mod k8s_version_outdated;
mod kernel_cve_2022_0185;
mod kube_system_used;
mod label_value_invalid;
mod labels_missing;
mod limit_range_missing;
mod liveness_missing;
mod load_balancer_no_tls;
mod low_gid;
mod low_uid;
mod masters_bound;
mod memory_limit_missing;
mod memory_request_missing;
mod metadata_api_reachable;
mod mutating_webhooks;
mod naked_pod;
mod namespace_boundaries;
mod namespace_without_netpol;
mod netpol_dangling;
mod netpol_peer_dangling;
mod netpol_selector_too_wide;
mod no_lsm_hardening;
mod node_affinity_missing;
mod owner_annotation_missing;
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
mod privilege_escalation_allowed;
mod privileged_container;
mod privileged_port;
mod probe_host_override;
mod probe_port_undeclared;
mod probes_identical;
mod proc_mount_unmasked;
mod pull_policy_not_always;
mod pv_unencrypted;
mod pvc_mounted;
mod rbac_admission_policies;
mod rbac_aggregate_to_default;
mod rbac_all_resources_cluster;
mod rbac_all_resources_namespace;
mod rbac_api_services;
mod rbac_aws_auth;
mod rbac_bind;
mod rbac_binding_dangling;
mod rbac_cloud_identity;
mod rbac_controller_leases;
mod rbac_coredns_poison;
mod rbac_crds;
mod rbac_create_clusterrolebinding_privileged;
mod rbac_create_pv;
mod rbac_create_rolebinding_privileged;
mod rbac_create_without_quota;
mod rbac_create_workloads;
mod rbac_csr_approve;
mod rbac_delete_events;
mod rbac_delete_logs;
mod rbac_ephemeral_containers;
mod rbac_escalate;
mod rbac_impersonate;
mod rbac_impersonate_constrained;
mod rbac_manage_configmaps;
mod rbac_manage_network;
mod rbac_manage_rbac;
mod rbac_mass_delete;
mod rbac_namespace_labels;
mod rbac_node_proxy;
mod rbac_node_status;
mod rbac_pod_attach;
mod rbac_pod_exec;
mod rbac_pod_logs;
mod rbac_pod_status;
mod rbac_pod_stealing;
mod rbac_port_forward;
mod rbac_role_unused;
mod rbac_secret_token_issue;
mod rbac_secrets_namespace;
mod rbac_secrets_read_cluster;
mod rbac_self_extend_binding;
mod rbac_subject_missing;
mod rbac_token_request;
mod rbac_webhook_config;
mod rbac_wildcard_all;
mod rbac_wildcard_group;
mod rbac_wildcard_verb;
mod readiness_missing;
mod registry_deprecated;
mod registry_not_allowed;
mod replicas_too_few;
mod requests_differ_from_limits;
mod resource_quota_missing;
mod restart_policy_unset;
mod root_group;
mod root_user_possible;
mod runtime_socket_mount;
mod sa_container_access;
mod sa_field_deprecated;
mod sa_missing;
mod sa_token_automount;
mod sandbox_egress_open;
mod sandbox_image_provenance;
mod sandbox_resource_ceiling;
mod sandbox_runtime_missing;
mod scc_privileged;
mod schema_invalid;
mod seccomp_unconfined;
mod seccomp_unset;
mod secret_as_env;
mod secret_mounted;
mod security_context_empty;
mod selector_mismatch;
mod selinux_custom_options;
mod sensitive_ui_exposed;
mod service_dangling;
mod service_external_ips;
mod service_status_writable;
mod service_type_exposed;
mod servicemonitor_dangling;
mod ssh_port_exposed;
mod ssh_server_in_container;
mod statefulset_service_missing;
mod strategy_not_rolling;
mod subpath_symlink_cve_2021_25741;
mod sudo_in_command;
mod target_port_invalid;
mod tiller_present;
mod topology_spread_missing;
mod unsafe_sysctl;
mod user_namespace_off;
mod validating_webhooks;
mod volume_type_not_allowed;
mod windows_host_process;
mod workload_admin_role;
mod workload_cluster_takeover;
mod workload_identity_missing;
mod writable_root_fs;

use crate::check::Check;

/// Every check, sorted by id.
pub(crate) static ALL: &[&Check] = &[
    &addon_cve_argocd::CHECK,
    &addon_cve_grafana::CHECK,
    &addon_cve_kyverno::CHECK,
    &aggregated_api_cve_2022_3172::CHECK,
    &anonymous_bound::CHECK,
    &anti_affinity_missing::CHECK,
    &api_version_deprecated::CHECK,
    &apparmor_unconfined::CHECK,
    &apparmor_unset::CHECK,
    &authenticated_bound::CHECK,
    &cap_net_raw::CHECK,
    &cap_sys_admin::CHECK,
    &cap_sys_module::CHECK,
    &caps_added_outside_baseline::CHECK,
    &caps_all_not_dropped::CHECK,
    &caps_dangerous_set::CHECK,
    &caps_more_than_bind_service::CHECK,
    &caps_none_dropped::CHECK,
    &cloud_credential_file_mount::CHECK,
    &cluster_admin_bound::CHECK,
    &cni_without_netpol::CHECK,
    &configmap_mounted::CHECK,
    &containerd_cve_2022_23648::CHECK,
    &cpu_limit_missing::CHECK,
    &cpu_request_missing::CHECK,
    &cronjob_deadline_missing::CHECK,
    &cronjob_inventory::CHECK,
    &dashboard_present::CHECK,
    &default_deny_missing::CHECK,
    &default_namespace_used::CHECK,
    &default_sa_bound::CHECK,
    &default_sa_used::CHECK,
    &dns_options_missing::CHECK,
    &duplicate_env::CHECK,
    &env_ref_dangling::CHECK,
    &ephemeral_storage_unbounded::CHECK,
    &explicit_uid_zero::CHECK,
    &exposed_by_gateway::CHECK,
    &external_secret_store_missing::CHECK,
    &externally_exposed::CHECK,
    &fsgroup_unset::CHECK,
    &gatekeeper_repo_prefix_open::CHECK,
    &gateway_backend_dangling::CHECK,
    &git_sync_injection::CHECK,
    &host_aliases::CHECK,
    &host_ipc::CHECK,
    &host_network::CHECK,
    &host_path_sensitive::CHECK,
    &host_path_volume::CHECK,
    &host_path_writable::CHECK,
    &host_pid::CHECK,
    &host_port::CHECK,
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
    &instance_label_mismatch::CHECK,
    &internal_network_flat::CHECK,
    &job_ttl_wrong::CHECK,
    &k8s_version_outdated::CHECK,
    &kernel_cve_2022_0185::CHECK,
    &kube_system_used::CHECK,
    &label_value_invalid::CHECK,
    &labels_missing::CHECK,
    &limit_range_missing::CHECK,
    &liveness_missing::CHECK,
    &load_balancer_no_tls::CHECK,
    &low_gid::CHECK,
    &low_uid::CHECK,
    &masters_bound::CHECK,
    &memory_limit_missing::CHECK,
    &memory_request_missing::CHECK,
    &metadata_api_reachable::CHECK,
    &mutating_webhooks::CHECK,
    &naked_pod::CHECK,
    &namespace_boundaries::CHECK,
    &namespace_without_netpol::CHECK,
    &netpol_dangling::CHECK,
    &netpol_peer_dangling::CHECK,
    &netpol_selector_too_wide::CHECK,
    &no_lsm_hardening::CHECK,
    &node_affinity_missing::CHECK,
    &owner_annotation_missing::CHECK,
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
    &privilege_escalation_allowed::CHECK,
    &privileged_container::CHECK,
    &privileged_port::CHECK,
    &probe_host_override::CHECK,
    &probe_port_undeclared::CHECK,
    &probes_identical::CHECK,
    &proc_mount_unmasked::CHECK,
    &pull_policy_not_always::CHECK,
    &pv_unencrypted::CHECK,
    &pvc_mounted::CHECK,
    &rbac_admission_policies::CHECK,
    &rbac_aggregate_to_default::CHECK,
    &rbac_all_resources_cluster::CHECK,
    &rbac_all_resources_namespace::CHECK,
    &rbac_api_services::CHECK,
    &rbac_aws_auth::CHECK,
    &rbac_bind::CHECK,
    &rbac_binding_dangling::CHECK,
    &rbac_cloud_identity::CHECK,
    &rbac_controller_leases::CHECK,
    &rbac_coredns_poison::CHECK,
    &rbac_crds::CHECK,
    &rbac_create_clusterrolebinding_privileged::CHECK,
    &rbac_create_pv::CHECK,
    &rbac_create_rolebinding_privileged::CHECK,
    &rbac_create_without_quota::CHECK,
    &rbac_create_workloads::CHECK,
    &rbac_csr_approve::CHECK,
    &rbac_delete_events::CHECK,
    &rbac_delete_logs::CHECK,
    &rbac_ephemeral_containers::CHECK,
    &rbac_escalate::CHECK,
    &rbac_impersonate::CHECK,
    &rbac_impersonate_constrained::CHECK,
    &rbac_manage_configmaps::CHECK,
    &rbac_manage_network::CHECK,
    &rbac_manage_rbac::CHECK,
    &rbac_mass_delete::CHECK,
    &rbac_namespace_labels::CHECK,
    &rbac_node_proxy::CHECK,
    &rbac_node_status::CHECK,
    &rbac_pod_attach::CHECK,
    &rbac_pod_exec::CHECK,
    &rbac_pod_logs::CHECK,
    &rbac_pod_status::CHECK,
    &rbac_pod_stealing::CHECK,
    &rbac_port_forward::CHECK,
    &rbac_role_unused::CHECK,
    &rbac_secret_token_issue::CHECK,
    &rbac_secrets_namespace::CHECK,
    &rbac_secrets_read_cluster::CHECK,
    &rbac_self_extend_binding::CHECK,
    &rbac_subject_missing::CHECK,
    &rbac_token_request::CHECK,
    &rbac_webhook_config::CHECK,
    &rbac_wildcard_all::CHECK,
    &rbac_wildcard_group::CHECK,
    &rbac_wildcard_verb::CHECK,
    &readiness_missing::CHECK,
    &registry_deprecated::CHECK,
    &registry_not_allowed::CHECK,
    &replicas_too_few::CHECK,
    &requests_differ_from_limits::CHECK,
    &resource_quota_missing::CHECK,
    &restart_policy_unset::CHECK,
    &root_group::CHECK,
    &root_user_possible::CHECK,
    &runtime_socket_mount::CHECK,
    &sa_container_access::CHECK,
    &sa_field_deprecated::CHECK,
    &sa_missing::CHECK,
    &sa_token_automount::CHECK,
    &sandbox_egress_open::CHECK,
    &sandbox_image_provenance::CHECK,
    &sandbox_resource_ceiling::CHECK,
    &sandbox_runtime_missing::CHECK,
    &scc_privileged::CHECK,
    &schema_invalid::CHECK,
    &seccomp_unconfined::CHECK,
    &seccomp_unset::CHECK,
    &secret_as_env::CHECK,
    &secret_mounted::CHECK,
    &security_context_empty::CHECK,
    &selector_mismatch::CHECK,
    &selinux_custom_options::CHECK,
    &sensitive_ui_exposed::CHECK,
    &service_dangling::CHECK,
    &service_external_ips::CHECK,
    &service_status_writable::CHECK,
    &service_type_exposed::CHECK,
    &servicemonitor_dangling::CHECK,
    &ssh_port_exposed::CHECK,
    &ssh_server_in_container::CHECK,
    &statefulset_service_missing::CHECK,
    &strategy_not_rolling::CHECK,
    &subpath_symlink_cve_2021_25741::CHECK,
    &sudo_in_command::CHECK,
    &target_port_invalid::CHECK,
    &tiller_present::CHECK,
    &topology_spread_missing::CHECK,
    &unsafe_sysctl::CHECK,
    &user_namespace_off::CHECK,
    &validating_webhooks::CHECK,
    &volume_type_not_allowed::CHECK,
    &windows_host_process::CHECK,
    &workload_admin_role::CHECK,
    &workload_cluster_takeover::CHECK,
    &workload_identity_missing::CHECK,
    &writable_root_fs::CHECK,
];
