//! One module for each pair of files in this folder. Written by `cargo xtask gen`: do not edit.

mod apparmor_unconfined;
mod apparmor_unset;
mod cap_net_raw;
mod cap_sys_admin;
mod cap_sys_module;
mod caps_added_outside_baseline;
mod caps_all_not_dropped;
mod caps_dangerous_set;
mod caps_more_than_bind_service;
mod caps_none_dropped;
mod explicit_uid_zero;
mod fsgroup_unset;
mod host_ipc;
mod host_network;
mod host_pid;
mod host_port;
mod low_gid;
mod low_uid;
mod no_lsm_hardening;
mod privilege_escalation_allowed;
mod privileged_container;
mod privileged_port;
mod proc_mount_unmasked;
mod root_group;
mod root_user_possible;
mod seccomp_unconfined;
mod seccomp_unset;
mod security_context_empty;
mod selinux_custom_options;
mod ssh_port_exposed;
mod ssh_server_in_container;
mod sudo_in_command;
mod unsafe_sysctl;
mod user_namespace_off;
mod windows_host_process;
mod writable_root_fs;

use crate::check::Check;

/// Every check, sorted by id.
pub(crate) static ALL: &[&Check] = &[
    &apparmor_unconfined::CHECK,
    &apparmor_unset::CHECK,
    &cap_net_raw::CHECK,
    &cap_sys_admin::CHECK,
    &cap_sys_module::CHECK,
    &caps_added_outside_baseline::CHECK,
    &caps_all_not_dropped::CHECK,
    &caps_dangerous_set::CHECK,
    &caps_more_than_bind_service::CHECK,
    &caps_none_dropped::CHECK,
    &explicit_uid_zero::CHECK,
    &fsgroup_unset::CHECK,
    &host_ipc::CHECK,
    &host_network::CHECK,
    &host_pid::CHECK,
    &host_port::CHECK,
    &low_gid::CHECK,
    &low_uid::CHECK,
    &no_lsm_hardening::CHECK,
    &privilege_escalation_allowed::CHECK,
    &privileged_container::CHECK,
    &privileged_port::CHECK,
    &proc_mount_unmasked::CHECK,
    &root_group::CHECK,
    &root_user_possible::CHECK,
    &seccomp_unconfined::CHECK,
    &seccomp_unset::CHECK,
    &security_context_empty::CHECK,
    &selinux_custom_options::CHECK,
    &ssh_port_exposed::CHECK,
    &ssh_server_in_container::CHECK,
    &sudo_in_command::CHECK,
    &unsafe_sysctl::CHECK,
    &user_namespace_off::CHECK,
    &windows_host_process::CHECK,
    &writable_root_fs::CHECK,
];
