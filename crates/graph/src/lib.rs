//! The attack graph: what an attacker who holds one thing can take next, and which few changes stop most of it.
//!
//! [`Facts`] reads a snapshot once: classes of equal pods, nodes, identities, grants. Every edge kind, one pair of files
//! in `edges/`, is asked about what it is about; [`Graph`] holds the answers: vertices, and edges with their proof and
//! the change that removes them. Grants are vertices of their own, so roles and identities never multiply.
//!
//! Nothing here reads a file, a socket or a clock, nothing enumerates paths to count them, and nothing is critical
//! because of its name: a jewel is what the rules allow.

mod algo;
mod answer;
mod build;
mod catalogue;
mod edge;
mod edges;
mod emit;
mod ends;
mod facts;
mod graph;
mod prelude;
mod proof;
pub mod tell;
mod vertex;
mod workloads;

pub use answer::{Answers, Choke, Chosen, Entry, Fixes, Path, Question};
pub use catalogue::{all, by_id};
pub use edge::{EdgeKind, Family};
pub use facts::Facts;
pub use graph::{Edge, EdgeId, Graph, Label};
pub use proof::{Fix, Proof};
pub use vertex::{Vertex, VertexId, VertexKind};
