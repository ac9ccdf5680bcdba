//! One module for each pair of files in this folder. Written by `cargo xtask gen`: do not edit.

mod anonymous_access;
mod argo_cd_application;
mod argo_workflow;
mod aws_auth_write;
mod aws_role_of_account;
mod azure_identity_of_account;
mod bootstrap_token;
mod client_certificate_issue;
mod cluster_admin_owns;
mod config_map_executed;
mod container_attach;
mod contains;
mod control_plane_keys;
mod control_plane_node;
mod core_pattern_helper;
mod coredns_config_write;
mod custom_workload_create;
mod endpoint_exploit;
mod endpoint_redirect;
mod ephemeral_container;
mod exposed_service;
mod flux_apply;
mod full_admin;
mod gateway_exposed;
mod gcp_account_of_account;
mod group_membership;
mod host_network_exposed;
mod host_path_read;
mod host_path_write;
mod host_port_exposed;
mod host_token_traverse;
mod identity_assume;
mod identity_impersonate;
mod ingress_annotation;
mod ingress_exposed;
mod kernel_programs;
mod metadata_from_host_network;
mod module_load;
mod mutating_admission_policy_write;
mod mutating_webhook_write;
mod namespace_pod_security;
mod net_admin_host_network;
mod node_cloud_role;
mod node_identity;
mod node_pod_attach;
mod node_proxy;
mod nsenter;
mod permission_discover;
mod persistent_volume_host_path;
mod pod_attach;
mod pod_create;
mod pod_exec;
mod pod_patch;
mod pod_portforward;
mod privileged_device_mount;
mod ptrace_host_process;
mod raw_io;
mod read_any_file;
mod role_bind;
mod role_escalate;
mod runtime_socket;
mod secret_get;
mod secret_list;
mod service_external_ip;
mod shared_process_namespace;
mod sys_admin_mount;
mod tekton_run;
mod tiller;
mod token_request;
mod token_secret;
mod token_secret_create;
mod token_steal;
mod unmasked_proc;
mod validating_webhook_write;
mod var_log_symlink;
mod volume_access;
mod volume_discover;
mod windows_host_process;
mod workload_create;
mod workload_patch;

use crate::edge::EdgeKind;

/// Every edge kind, sorted by id.
pub(crate) static ALL: &[&EdgeKind] = &[
    &anonymous_access::EDGE,
    &argo_cd_application::EDGE,
    &argo_workflow::EDGE,
    &aws_auth_write::EDGE,
    &aws_role_of_account::EDGE,
    &azure_identity_of_account::EDGE,
    &bootstrap_token::EDGE,
    &client_certificate_issue::EDGE,
    &cluster_admin_owns::EDGE,
    &config_map_executed::EDGE,
    &container_attach::EDGE,
    &contains::EDGE,
    &control_plane_keys::EDGE,
    &control_plane_node::EDGE,
    &core_pattern_helper::EDGE,
    &coredns_config_write::EDGE,
    &custom_workload_create::EDGE,
    &endpoint_exploit::EDGE,
    &endpoint_redirect::EDGE,
    &ephemeral_container::EDGE,
    &exposed_service::EDGE,
    &flux_apply::EDGE,
    &full_admin::EDGE,
    &gateway_exposed::EDGE,
    &gcp_account_of_account::EDGE,
    &group_membership::EDGE,
    &host_network_exposed::EDGE,
    &host_path_read::EDGE,
    &host_path_write::EDGE,
    &host_port_exposed::EDGE,
    &host_token_traverse::EDGE,
    &identity_assume::EDGE,
    &identity_impersonate::EDGE,
    &ingress_annotation::EDGE,
    &ingress_exposed::EDGE,
    &kernel_programs::EDGE,
    &metadata_from_host_network::EDGE,
    &module_load::EDGE,
    &mutating_admission_policy_write::EDGE,
    &mutating_webhook_write::EDGE,
    &namespace_pod_security::EDGE,
    &net_admin_host_network::EDGE,
    &node_cloud_role::EDGE,
    &node_identity::EDGE,
    &node_pod_attach::EDGE,
    &node_proxy::EDGE,
    &nsenter::EDGE,
    &permission_discover::EDGE,
    &persistent_volume_host_path::EDGE,
    &pod_attach::EDGE,
    &pod_create::EDGE,
    &pod_exec::EDGE,
    &pod_patch::EDGE,
    &pod_portforward::EDGE,
    &privileged_device_mount::EDGE,
    &ptrace_host_process::EDGE,
    &raw_io::EDGE,
    &read_any_file::EDGE,
    &role_bind::EDGE,
    &role_escalate::EDGE,
    &runtime_socket::EDGE,
    &secret_get::EDGE,
    &secret_list::EDGE,
    &service_external_ip::EDGE,
    &shared_process_namespace::EDGE,
    &sys_admin_mount::EDGE,
    &tekton_run::EDGE,
    &tiller::EDGE,
    &token_request::EDGE,
    &token_secret::EDGE,
    &token_secret_create::EDGE,
    &token_steal::EDGE,
    &unmasked_proc::EDGE,
    &validating_webhook_write::EDGE,
    &var_log_symlink::EDGE,
    &volume_access::EDGE,
    &volume_discover::EDGE,
    &windows_host_process::EDGE,
    &workload_create::EDGE,
    &workload_patch::EDGE,
];
