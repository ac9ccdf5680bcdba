//! One module for each pair of files in this folder. Written by `cargo xtask gen`: do not edit.

mod default_sa_used;
mod env_ref_dangling;
mod external_secret_store_missing;
mod plaintext_credential_configmap;
mod plaintext_credential_env;
mod privileged_container;
mod sa_field_deprecated;
mod sa_missing;
mod sa_token_automount;
mod secret_as_env;

use crate::check::Check;

/// Every check, sorted by id.
pub(crate) static ALL: &[&Check] = &[
    &default_sa_used::CHECK,
    &env_ref_dangling::CHECK,
    &external_secret_store_missing::CHECK,
    &plaintext_credential_configmap::CHECK,
    &plaintext_credential_env::CHECK,
    &privileged_container::CHECK,
    &sa_field_deprecated::CHECK,
    &sa_missing::CHECK,
    &sa_token_automount::CHECK,
    &secret_as_env::CHECK,
];
