//! Any bytes as observed flows: read or refused, and no panic.
#![no_main]

use holdfast_reach::generate::observed_flows;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(flows) = observed_flows(bytes) {
        assert!(flows.iter().all(|flow| (1..=65_535).contains(&flow.port)), "a flow has a port");
    }
});
