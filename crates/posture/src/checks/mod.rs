//! One module for each pair of files in this folder. Written by `cargo xtask gen`: do not edit.

mod anonymous_bound;
mod authenticated_bound;
mod cluster_admin_bound;
mod default_sa_bound;
mod masters_bound;
mod privileged_container;
mod rbac_all_resources_cluster;
mod rbac_all_resources_namespace;
mod rbac_aws_auth;
mod rbac_bind;
mod rbac_coredns_poison;
mod rbac_create_clusterrolebinding_privileged;
mod rbac_create_pv;
mod rbac_create_rolebinding_privileged;
mod rbac_create_workloads;
mod rbac_csr_approve;
mod rbac_delete_events;
mod rbac_delete_logs;
mod rbac_escalate;
mod rbac_impersonate;
mod rbac_manage_configmaps;
mod rbac_manage_network;
mod rbac_manage_rbac;
mod rbac_mass_delete;
mod rbac_node_proxy;
mod rbac_pod_attach;
mod rbac_pod_exec;
mod rbac_port_forward;
mod rbac_secrets_namespace;
mod rbac_secrets_read_cluster;
mod rbac_self_extend_binding;
mod rbac_token_request;
mod rbac_webhook_config;
mod rbac_wildcard_all;
mod rbac_wildcard_verb;
mod sa_container_access;
mod service_status_writable;
mod workload_admin_role;
mod workload_cluster_takeover;

use crate::check::Check;

/// Every check, sorted by id.
pub(crate) static ALL: &[&Check] = &[
    &anonymous_bound::CHECK,
    &authenticated_bound::CHECK,
    &cluster_admin_bound::CHECK,
    &default_sa_bound::CHECK,
    &masters_bound::CHECK,
    &privileged_container::CHECK,
    &rbac_all_resources_cluster::CHECK,
    &rbac_all_resources_namespace::CHECK,
    &rbac_aws_auth::CHECK,
    &rbac_bind::CHECK,
    &rbac_coredns_poison::CHECK,
    &rbac_create_clusterrolebinding_privileged::CHECK,
    &rbac_create_pv::CHECK,
    &rbac_create_rolebinding_privileged::CHECK,
    &rbac_create_workloads::CHECK,
    &rbac_csr_approve::CHECK,
    &rbac_delete_events::CHECK,
    &rbac_delete_logs::CHECK,
    &rbac_escalate::CHECK,
    &rbac_impersonate::CHECK,
    &rbac_manage_configmaps::CHECK,
    &rbac_manage_network::CHECK,
    &rbac_manage_rbac::CHECK,
    &rbac_mass_delete::CHECK,
    &rbac_node_proxy::CHECK,
    &rbac_pod_attach::CHECK,
    &rbac_pod_exec::CHECK,
    &rbac_port_forward::CHECK,
    &rbac_secrets_namespace::CHECK,
    &rbac_secrets_read_cluster::CHECK,
    &rbac_self_extend_binding::CHECK,
    &rbac_token_request::CHECK,
    &rbac_webhook_config::CHECK,
    &rbac_wildcard_all::CHECK,
    &rbac_wildcard_verb::CHECK,
    &sa_container_access::CHECK,
    &service_status_writable::CHECK,
    &workload_admin_role::CHECK,
    &workload_cluster_takeover::CHECK,
];
