//! What every check file uses.

pub(crate) use holdfast_model::{Confidence, Severity};

pub(crate) use crate::check::{Check, Judge};
pub(crate) use crate::context::{ContainerCx, ContainerList, Cx, ObjectCx, PodCx};
pub(crate) use crate::verdict::{Hit, Verdict};
