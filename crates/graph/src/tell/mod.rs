//! The graph and its answers in the words of people and tools. Writes to what it is given, and opens nothing.

mod edges;

pub use edges::{EdgeRow, edge_rows};
