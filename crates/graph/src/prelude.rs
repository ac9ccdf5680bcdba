//! What every edge uses.

pub(crate) use crate::edge::{EdgeKind, Family, Find};
pub(crate) use crate::emit::{Emit, End};
pub(crate) use crate::facts::{ContainerCx, Facts, GrantCx, HostMount, IdentityCx, PodCx};
pub(crate) use crate::proof::{Fix, Proof};
pub(crate) use crate::vertex::VertexKind;
