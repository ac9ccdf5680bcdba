//! facts

pub mod read;
