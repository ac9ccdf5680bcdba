//! Known vulnerabilities by version: how versions are ordered, what advisories say, and which of them a version falls under.
//!
//! A [`Database`] holds advisories in the form of OSV (<https://ossf.github.io/osv-schema/>): those compiled in
//! ([`Database::builtin`]), and what [`osv::read`] and [`feed::read`] make of files that a person brings. [`Database::matches`]
//! answers for one [`Product`] and the version it shows; a vendor's build lowers the confidence, since vendors port fixes
//! back without changing the number. [`ended`] tells releases that get no fixes any more.
//!
//! Nothing here opens a file, a socket or a clock, and nothing here finds out which version runs.

mod cvss;
mod database;
mod end_of_life;
mod error;
pub mod feed;
mod matching;
pub mod osv;
mod product;
mod range;
mod version;

pub use database::{Advisory, Database};
pub use end_of_life::{EndOfLife, ended};
pub use error::ReadError;
pub use matching::Match;
pub use product::Product;
pub use range::{End, Segment};
pub use version::Version;
