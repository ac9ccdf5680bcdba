//! Parts of the node that a pod may ask for with one word.

use crate::prelude::*;

/// Fails when the field is true; false and absent are the same.
pub(crate) fn judge_flag(set: Option<bool>, field: &str, says: &str) -> Verdict {
    if set == Some(true) { Hit::at(field, says).value(true).remove(field).into() } else { Verdict::Pass }
}
