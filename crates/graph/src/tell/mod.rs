//! The graph and its answers in the words of people and tools. Writes to what it is given, and opens nothing.

mod dot;
mod edges;
mod graphml;
mod html;
mod opengraph;
mod report;
mod story;

pub use dot::dot;
pub use edges::{EdgeRow, edge_rows};
pub use graphml::graphml;
pub use html::html;
pub use opengraph::opengraph;
pub use report::{FixRow, JewelRow, NEXT_ROUND, PathRow, ProofRow, Report, StepRow, report};
pub use story::{evidence_line, sentence};
