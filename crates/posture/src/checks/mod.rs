//! One module for each pair of files in this folder. Written by `cargo xtask gen`: do not edit.

mod privileged_container;

use crate::check::Check;

/// Every check, sorted by id.
pub(crate) static ALL: &[&Check] = &[&privileged_container::CHECK];
