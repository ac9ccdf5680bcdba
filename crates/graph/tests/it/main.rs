#![expect(clippy::panic, clippy::unwrap_used, reason = "tests may fail loudly")]
//! Every edge kind is proven by the examples on its own page.

mod catalogue;
mod examples;
mod page;
mod planted;
mod rounds;
