//! One module for each pair of files in this folder. Written by `cargo xtask gen`: do not edit.

mod cluster_admin_owns;
mod container_attach;
mod contains;
mod control_plane_node;
mod core_pattern_helper;
mod endpoint_exploit;
mod exposed_service;
mod full_admin;
mod group_membership;
mod host_path_read;
mod host_path_write;
mod host_token_traverse;
mod identity_assume;
mod identity_impersonate;
mod module_load;
mod net_admin_host_network;
mod node_identity;
mod node_pod_attach;
mod nsenter;
mod permission_discover;
mod pod_create;
mod pod_exec;
mod pod_patch;
mod privileged_device_mount;
mod ptrace_host_process;
mod role_bind;
mod runtime_socket;
mod secret_get;
mod secret_list;
mod shared_process_namespace;
mod sys_admin_mount;
mod token_secret;
mod token_steal;
mod var_log_symlink;
mod volume_access;
mod volume_discover;

use crate::edge::EdgeKind;

/// Every edge kind, sorted by id.
pub(crate) static ALL: &[&EdgeKind] = &[
    &cluster_admin_owns::EDGE,
    &container_attach::EDGE,
    &contains::EDGE,
    &control_plane_node::EDGE,
    &core_pattern_helper::EDGE,
    &endpoint_exploit::EDGE,
    &exposed_service::EDGE,
    &full_admin::EDGE,
    &group_membership::EDGE,
    &host_path_read::EDGE,
    &host_path_write::EDGE,
    &host_token_traverse::EDGE,
    &identity_assume::EDGE,
    &identity_impersonate::EDGE,
    &module_load::EDGE,
    &net_admin_host_network::EDGE,
    &node_identity::EDGE,
    &node_pod_attach::EDGE,
    &nsenter::EDGE,
    &permission_discover::EDGE,
    &pod_create::EDGE,
    &pod_exec::EDGE,
    &pod_patch::EDGE,
    &privileged_device_mount::EDGE,
    &ptrace_host_process::EDGE,
    &role_bind::EDGE,
    &runtime_socket::EDGE,
    &secret_get::EDGE,
    &secret_list::EDGE,
    &shared_process_namespace::EDGE,
    &sys_admin_mount::EDGE,
    &token_secret::EDGE,
    &token_steal::EDGE,
    &var_log_symlink::EDGE,
    &volume_access::EDGE,
    &volume_discover::EDGE,
];
