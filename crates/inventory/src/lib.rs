//! The facts: what a cluster (or a pile of manifests) holds, read once and shared by every judge.
//!
//! A [`Snapshot`] keeps each object as minified JSON bytes plus a small record (identity, labels, owner, source line);
//! typed [`view`]s are read from those bytes when a judge looks and dropped again. No tree of generic JSON is kept.
//! Secret values and credential-looking literals are gone before an object gets here (see [`read`]).
//!
//! Nothing here opens a file, a socket or a clock, and nothing here decides whether something is wrong.

mod builder;
mod conform;
mod diff;
pub mod edit;
mod estate;
mod exposure;
mod intern;
pub mod json;
mod kinds;
pub mod node;
mod object;
mod patch;
pub mod platform;
mod pods;
pub mod read;
mod snapshot;
mod strict;
mod templates;
pub mod view;
mod walk;
pub mod yaml;

pub use builder::Builder;
pub use diff::{Change, diff};
pub use estate::{Estate, Typed, typed};
pub use exposure::Exposure;
pub use intern::{Interner, Sym};
pub use object::Object;
pub use pods::{PodFacts, Port, SET_BY_CONTROLLERS};
pub use snapshot::{Knowledge, Problem, Snapshot};
pub use templates::{TemplatePath, templates};
