//! One module for each pair of files in this folder. Written by `cargo xtask gen`: do not edit.

mod anti_affinity_missing;
mod cpu_limit_missing;
mod cpu_request_missing;
mod cronjob_deadline_missing;
mod cronjob_inventory;
mod default_sa_used;
mod dns_options_missing;
mod duplicate_env;
mod env_ref_dangling;
mod ephemeral_storage_unbounded;
mod external_secret_store_missing;
mod git_sync_injection;
mod hpa_cannot_scale;
mod hpa_fixed_replicas;
mod hpa_min_too_low;
mod hpa_target_missing;
mod image_not_digest;
mod image_tag_floating;
mod job_ttl_wrong;
mod liveness_missing;
mod memory_limit_missing;
mod memory_request_missing;
mod node_affinity_missing;
mod pdb_above_hpa_min;
mod pdb_blocks_eviction;
mod pdb_missing;
mod pdb_policy_absent;
mod pdb_unhealthy_policy_unset;
mod plaintext_credential_configmap;
mod plaintext_credential_env;
mod priority_class_unset;
mod privileged_container;
mod probe_port_undeclared;
mod probes_identical;
mod pull_policy_not_always;
mod readiness_missing;
mod registry_deprecated;
mod registry_not_allowed;
mod replicas_too_few;
mod requests_differ_from_limits;
mod sa_field_deprecated;
mod sa_missing;
mod sa_token_automount;
mod secret_as_env;
mod selector_mismatch;
mod statefulset_service_missing;
mod strategy_not_rolling;
mod topology_spread_missing;

use crate::check::Check;

/// Every check, sorted by id.
pub(crate) static ALL: &[&Check] = &[
    &anti_affinity_missing::CHECK,
    &cpu_limit_missing::CHECK,
    &cpu_request_missing::CHECK,
    &cronjob_deadline_missing::CHECK,
    &cronjob_inventory::CHECK,
    &default_sa_used::CHECK,
    &dns_options_missing::CHECK,
    &duplicate_env::CHECK,
    &env_ref_dangling::CHECK,
    &ephemeral_storage_unbounded::CHECK,
    &external_secret_store_missing::CHECK,
    &git_sync_injection::CHECK,
    &hpa_cannot_scale::CHECK,
    &hpa_fixed_replicas::CHECK,
    &hpa_min_too_low::CHECK,
    &hpa_target_missing::CHECK,
    &image_not_digest::CHECK,
    &image_tag_floating::CHECK,
    &job_ttl_wrong::CHECK,
    &liveness_missing::CHECK,
    &memory_limit_missing::CHECK,
    &memory_request_missing::CHECK,
    &node_affinity_missing::CHECK,
    &pdb_above_hpa_min::CHECK,
    &pdb_blocks_eviction::CHECK,
    &pdb_missing::CHECK,
    &pdb_policy_absent::CHECK,
    &pdb_unhealthy_policy_unset::CHECK,
    &plaintext_credential_configmap::CHECK,
    &plaintext_credential_env::CHECK,
    &priority_class_unset::CHECK,
    &privileged_container::CHECK,
    &probe_port_undeclared::CHECK,
    &probes_identical::CHECK,
    &pull_policy_not_always::CHECK,
    &readiness_missing::CHECK,
    &registry_deprecated::CHECK,
    &registry_not_allowed::CHECK,
    &replicas_too_few::CHECK,
    &requests_differ_from_limits::CHECK,
    &sa_field_deprecated::CHECK,
    &sa_missing::CHECK,
    &sa_token_automount::CHECK,
    &secret_as_env::CHECK,
    &selector_mismatch::CHECK,
    &statefulset_service_missing::CHECK,
    &strategy_not_rolling::CHECK,
    &topology_spread_missing::CHECK,
];
