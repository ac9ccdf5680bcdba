//! Tests of versions, advisories and matching.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests fail loudly")]

mod catalogue;
mod ended;
mod feed;
mod matching;
mod osv;
mod versions;
