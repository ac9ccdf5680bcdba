//! What the RBAC checks share: rights to look for, and how roles, bindings and accounts are judged by them.

mod account;
mod binding;
mod combined;
mod power;
mod right;
mod risks;
mod role;
mod standing;
mod table;

pub(crate) use account::{Accounts, account_hit, mounts_token, unknown};
pub(crate) use binding::{binding_with, bound, positions, stream_with, unresolved};
pub(crate) use combined::{combined_with, is_held};
pub(crate) use right::{Names, Reach, Right, find, is_admin, widest};
pub use risks::is_rbac_risk;
pub(crate) use role::{any_role, binds_privileged, held_beside, role_in, role_with, writes_everything};
pub(crate) use standing::{DISCOVERY, PUBLIC_INFO, is_default, is_harmless};
pub(crate) use table::{CHANGE, CSR_APPROVAL, RBAC, READ_SECRETS, SIGNERS, WORKLOADS, WRITE, is_privileged};
