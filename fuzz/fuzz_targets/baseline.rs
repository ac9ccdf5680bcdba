//! Any bytes as an earlier report: an answer, no panic, and an error message that obeys nothing of them.
#![no_main]

use holdfast_report::baseline::Baseline;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    match Baseline::parse(bytes) {
        Ok(baseline) => assert_eq!(baseline.is_empty(), baseline.len() == 0),
        Err(error) => assert!(!error.to_string().contains('\u{1b}'), "an error is plain text"),
    }
});
