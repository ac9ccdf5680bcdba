//! Any bytes as a question: understood or refused, never a panic.
#![no_main]

use holdfast_rbac::Review;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(review) = Review::parse(bytes) {
        assert!(review.who.user.is_some() || !review.who.groups.is_empty(), "somebody asks");
        let _ = review.request();
    }
});
