//! One module for each pair of files in this folder. Written by `cargo xtask gen`: do not edit.

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
mod low_gid;
mod low_uid;
mod privilege_escalation_allowed;
mod privileged_container;
mod root_group;
mod root_user_possible;
mod writable_root_fs;

use crate::check::Check;

/// Every check, sorted by id.
pub(crate) static ALL: &[&Check] = &[
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
    &low_gid::CHECK,
    &low_uid::CHECK,
    &privilege_escalation_allowed::CHECK,
    &privileged_container::CHECK,
    &root_group::CHECK,
    &root_user_possible::CHECK,
    &writable_root_fs::CHECK,
];
