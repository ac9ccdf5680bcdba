//! The state of a long run, so that it can be taken up where it stopped.

use std::fs;
use std::io;
use std::net::SocketAddr;
use std::path::Path;

use holdfast_model::Gap;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::cert::hex;
use crate::expand::Plan;

/// The largest state that is read.
const MOST_BYTES: u64 = 64 * 1024 * 1024;

#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct State {
    schema: String,
    /// Hash of targets and ports: a state belongs to one plan.
    plan: String,
    /// Addresses looked at, in the plan's order.
    pub(crate) done: usize,
    pub(crate) open: Vec<SocketAddr>,
}

const SCHEMA: &str = "holdfast.hunt-state/v1";

impl State {
    pub(crate) fn new(plan: &Plan) -> Self {
        Self { schema: SCHEMA.to_owned(), plan: digest(plan), ..Self::default() }
    }

    /// The state of an earlier run of the same plan; a new one when there is no file yet.
    pub(crate) fn load(path: &Path, plan: &Plan) -> Result<Self, Gap> {
        let gap = |why: String| {
            Gap::new(path.display().to_string(), why, "the run starts again from the first address")
        };
        match fs::metadata(path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Self::new(plan)),
            Err(error) => return Err(gap(error.to_string())),
            Ok(found) if found.len() > MOST_BYTES => {
                return Err(gap("the state file is too large".to_owned()));
            }
            Ok(_) => {}
        }
        let text = fs::read_to_string(path).map_err(|error| gap(error.to_string()))?;
        let state: Self = serde_json::from_str(&text).map_err(|error| gap(error.to_string()))?;
        if state.schema != SCHEMA || state.plan != digest(plan) {
            return Err(gap("the state belongs to other targets or ports".to_owned()));
        }
        Ok(state)
    }

    pub(crate) fn save(&self, path: &Path) -> io::Result<()> {
        let beside = path.with_extension("part");
        fs::write(&beside, serde_json::to_vec(self)?)?;
        fs::rename(&beside, path)
    }
}

fn digest(plan: &Plan) -> String {
    let text = format!("{:?} {:?} {:?}", plan.ranges, plan.excluded, plan.ports);
    hex(&Sha256::digest(text.as_bytes()))
}
