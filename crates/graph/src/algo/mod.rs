//! Questions about plain numbered graphs: no knowledge of what the vertices mean.

mod chain;
mod csr;
mod dominators;
mod flow;
mod search;
#[cfg(test)]
mod tests;

pub(crate) use chain::derive;
pub(crate) use csr::Csr;
pub(crate) use dominators::dominators;
pub(crate) use flow::{Flow, INFINITE};
pub(crate) use search::{reachable, toward};

/// No vertex, no edge.
pub(crate) const NONE: u32 = u32::MAX;
