//! One module for each pair of files in this folder. Written by `cargo xtask gen`: do not edit.

mod cpu_limit_missing;
mod cpu_request_missing;
mod default_sa_used;
mod duplicate_env;
mod env_ref_dangling;
mod ephemeral_storage_unbounded;
mod external_secret_store_missing;
mod git_sync_injection;
mod image_not_digest;
mod image_tag_floating;
mod liveness_missing;
mod memory_limit_missing;
mod memory_request_missing;
mod plaintext_credential_configmap;
mod plaintext_credential_env;
mod privileged_container;
mod probe_port_undeclared;
mod pull_policy_not_always;
mod readiness_missing;
mod registry_deprecated;
mod registry_not_allowed;
mod sa_field_deprecated;
mod sa_missing;
mod sa_token_automount;
mod secret_as_env;

use crate::check::Check;

/// Every check, sorted by id.
pub(crate) static ALL: &[&Check] = &[
    &cpu_limit_missing::CHECK,
    &cpu_request_missing::CHECK,
    &default_sa_used::CHECK,
    &duplicate_env::CHECK,
    &env_ref_dangling::CHECK,
    &ephemeral_storage_unbounded::CHECK,
    &external_secret_store_missing::CHECK,
    &git_sync_injection::CHECK,
    &image_not_digest::CHECK,
    &image_tag_floating::CHECK,
    &liveness_missing::CHECK,
    &memory_limit_missing::CHECK,
    &memory_request_missing::CHECK,
    &plaintext_credential_configmap::CHECK,
    &plaintext_credential_env::CHECK,
    &privileged_container::CHECK,
    &probe_port_undeclared::CHECK,
    &pull_policy_not_always::CHECK,
    &readiness_missing::CHECK,
    &registry_deprecated::CHECK,
    &registry_not_allowed::CHECK,
    &sa_field_deprecated::CHECK,
    &sa_missing::CHECK,
    &sa_token_automount::CHECK,
    &secret_as_env::CHECK,
];
