#![expect(clippy::panic, reason = "tests may fail loudly")]
//! Every check is proven by the examples on its own page.

mod catalogue;
mod examples;
mod frameworks;
mod page;
mod schema;
mod settings;
mod unknown;
