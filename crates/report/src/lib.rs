//! Tells people and machines what an assessment says: one file per output format.
//!
//! Every format carries the same findings and the same gaps; a format without a place for gaps gets
//! them as notifications, properties or extra rows. The bytes depend on the [`Assessment`] and the
//! [`Style`] alone: the same in, the same out.
//!
//! Nothing here judges, ranks, reads a file, asks a clock or opens a connection. Names come from
//! whoever wrote the manifests, so every format treats them as hostile: escaped for the format, and
//! control characters and direction marks shown, never obeyed.
//!
//! [`Assessment`]: holdfast_model::Assessment

pub mod baseline;
mod csv;
mod error;
mod facts;
mod format;
mod groups;
mod html;
mod json;
mod json_writer;
mod junit;
mod markdown;
mod navigator;
mod ocsf;
mod oscal;
mod policyreport;
mod sarif;
mod style;
mod table;
mod text;
mod time;
mod uuid;

pub use error::ReportError;
pub use format::{Format, ParseFormatError, render, write};
pub use html::csp_hash;
pub use style::Style;
